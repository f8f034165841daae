"""From the catalog to what an engine writes: cutting texts takes most of the time of indexing, so every CPU does it."""

from __future__ import annotations

import gc
import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial

from index.catalog import Catalog
from index.documents import IndexDocument, index_documents
from indexer.workers import worker_processes

#: Disclosures in one task, and tasks under way for each worker: one being done, one waiting, one done.
TASK_SIZE = 10
TASKS_PER_WORKER = 3

#: Below so many disclosures workers take longer to start than to work.
WORTH_WORKERS = 300

#: ``Engine.encode`` of some engine.
Encode = Callable[[Sequence[IndexDocument]], bytes]

#: The ids of some documents and their records, encoded where a worker made them.
Ids = tuple[str, ...]
Part = tuple[Ids, bytes | Sequence[IndexDocument]]

logger = logging.getLogger(__name__)


def records_of(catalog: Catalog, document_ids: Sequence[str], encode: Encode, *, jobs: int) -> Iterator[Part]:
    """The records of some documents, part by part in no order; what the catalog does not hold has none.

    This process makes records too, whenever no worker has any ready: at first, while the workers start.
    """
    starts = range(0, len(document_ids), TASK_SIZE)
    left = dict.fromkeys(tuple(document_ids[start : start + TASK_SIZE]) for start in starts)
    if jobs > 1 and len(document_ids) >= WORTH_WORKERS:
        try:
            with worker_processes(jobs - 1, preload=__name__) as executor:
                for part in _shared_out(executor, catalog, encode, tuple(left), (jobs - 1) * TASKS_PER_WORKER):
                    yield part
                    del left[part[0]]
        except (BrokenProcessPool, EOFError, OSError):  # a worker died, or none could be started
            logger.warning("encoding goes on without worker processes", exc_info=True)
    for ids in left:
        yield ids, _records(catalog, ids)


def _shared_out(
    executor: ProcessPoolExecutor, catalog: Catalog, encode: Encode, parts: Sequence[Ids], ahead: int
) -> Iterator[Part]:
    work = partial(_encoded_records, catalog.url, encode)
    waiting = deque(parts)
    under_way: deque[tuple[Ids, Future[bytes]]] = deque()
    while waiting or under_way:
        while waiting and len(under_way) < ahead:
            ids = waiting.popleft()
            under_way.append((ids, executor.submit(work, ids)))
        if not waiting or under_way[0][1].done():
            ids, encoded = under_way.popleft()
            yield ids, encoded.result()
        else:
            ids = waiting.popleft()
            yield ids, _records(catalog, ids)


def _encoded_records(catalog_url: str, encode: Encode, document_ids: Ids) -> bytes:
    """What a worker does."""
    return encode(_records(_catalog(catalog_url), document_ids))


@cache
def _catalog(url: str) -> Catalog:
    """The catalog of this process, open until it ends."""
    return Catalog.open(url)


def _records(catalog: Catalog, document_ids: Ids) -> Sequence[IndexDocument]:
    with _garbage_kept():
        return [record for outline in catalog.outlines(document_ids) for record in index_documents(outline)]


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Look for no garbage while thousands of rows become records: what is not kept is let go of at once."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
