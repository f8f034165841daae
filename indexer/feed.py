"""From the catalog to the index, in batches that become visible together."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from index.catalog import Catalog
from index.engine import Engine
from index.records import RecordKind, record_id
from indexer.encoding import records_of

#: Disclosures in one batch: some hundred thousand records.
BATCH_SIZE = 1_000

#: Called with the number of disclosures just brought into the index.
Advance = Callable[[int], None]


def feed_pending(catalog: Catalog, engine: Engine) -> None:
    """Bring the index up to date on everything the catalog marks as pending.

    A process killed anywhere in here loses nothing: a mark goes only after the
    index has committed, and doing a batch twice gives the same index.
    """
    pending = catalog.pending()
    for start in range(0, len(pending), BATCH_SIZE):
        batch = pending[start : start + BATCH_SIZE]
        feed(catalog, engine, batch)
        catalog.indexed(batch)


def feed(
    catalog: Catalog,
    engine: Engine,
    document_ids: Sequence[str],
    advance: Advance = lambda _count: None,
    *,
    jobs: int | None = None,
) -> None:
    """Make the index hold what the catalog holds of these documents, in one batch; None jobs is one for each CPU."""
    jobs = jobs or os.cpu_count() or 1
    with engine.batch() as batch:
        for document_id in document_ids:
            batch.delete_document(document_id)
        for ids, records in records_of(catalog, document_ids, engine.encode, jobs=jobs):
            if isinstance(records, bytes):
                batch.add_encoded(records)
            else:
                batch.add(records)
            advance(len(ids))


def missing_documents(catalog: Catalog, engine: Engine) -> tuple[str, ...]:
    """Documents of the catalog that the index does not know, e.g. because its folder was deleted."""
    return tuple(
        document_id
        for document_id in catalog.document_ids()
        if engine.get(record_id(document_id, RecordKind.DOCUMENT, 0)) is None
    )
