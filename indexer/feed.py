"""From the catalog to the index, in batches that become visible together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from index.catalog import Catalog
from index.documents import index_documents
from index.engine import Engine
from index.records import RecordKind, record_id

#: Disclosures in one batch: a few tens of thousands of records.
BATCH_SIZE = 100

#: Called with the number of disclosures just brought into the index.
Advance = Callable[[int], None]


def feed_pending(catalog: Catalog, engine: Engine, advance: Advance = lambda _count: None) -> None:
    """Bring the index up to date on everything the catalog marks as pending.

    A process killed anywhere in here loses nothing: a mark goes only after the
    index has committed, and doing a batch twice gives the same index.
    """
    for batch in _batches(catalog.pending()):
        feed(catalog, engine, batch)
        catalog.indexed(batch)
        advance(len(batch))


def feed_all(catalog: Catalog, engine: Engine, advance: Advance = lambda _count: None) -> None:
    """Bring every document of the catalog into an empty index."""
    for batch in _batches(catalog.document_ids()):
        feed(catalog, engine, batch)
        advance(len(batch))


def feed(catalog: Catalog, engine: Engine, document_ids: Iterable[str]) -> None:
    """Make the index hold what the catalog holds of these documents, in one batch."""
    with engine.batch() as batch:
        for document_id in document_ids:
            batch.delete_document(document_id)
            disclosure = catalog.disclosure(document_id)
            if disclosure is not None:
                batch.add(index_documents(disclosure))


def missing_documents(catalog: Catalog, engine: Engine) -> tuple[str, ...]:
    """Documents of the catalog that the index does not know, e.g. because its folder was deleted."""
    return tuple(
        document_id
        for document_id in catalog.document_ids()
        if engine.get(record_id(document_id, RecordKind.DOCUMENT, 0)) is None
    )


def _batches(document_ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (document_ids[start : start + BATCH_SIZE] for start in range(0, len(document_ids), BATCH_SIZE))
