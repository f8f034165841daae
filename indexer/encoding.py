"""From the catalog to what an engine writes, in worker processes: cutting texts takes most of the time of indexing."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial

from index.catalog import Catalog
from index.documents import IndexDocument, index_documents
from indexer.pool import worker_processes

#: Disclosures in one task, and tasks under way for each worker: one being done, one waiting, one done.
TASK_SIZE = 10
TASKS_PER_WORKER = 3

#: Below so many disclosures workers take longer to start than to work.
WORTH_WORKERS = 300

#: ``Engine.encode`` of some engine.
Encode = Callable[[Sequence[IndexDocument]], bytes]

#: The ids of some documents and their encoded records.
Part = tuple[Sequence[str], bytes]

logger = logging.getLogger(__name__)


def encoded_documents(catalog: Catalog, document_ids: Sequence[str], encode: Encode, *, jobs: int) -> Iterator[Part]:
    """The records of some documents, part by part in the given order; what the catalog does not hold has none."""
    parts = [document_ids[start : start + TASK_SIZE] for start in range(0, len(document_ids), TASK_SIZE)]
    done = 0
    if jobs > 1 and len(document_ids) >= WORTH_WORKERS:
        try:
            with worker_processes(jobs) as executor:
                for part in _in_workers(executor, partial(_encode_from, catalog.url, encode), parts, jobs):
                    yield part
                    done += 1
        except (BrokenProcessPool, EOFError, OSError):  # a worker died, or none could be started
            logger.warning("encoding goes on without worker processes", exc_info=True)
    for ids in parts[done:]:
        yield ids, _encode(catalog, encode, ids)


def _in_workers(
    executor: ProcessPoolExecutor, work: Callable[[Sequence[str]], bytes], parts: Sequence[Sequence[str]], jobs: int
) -> Iterator[Part]:
    under_way: deque[tuple[Sequence[str], Future[bytes]]] = deque()
    for ids in parts:
        under_way.append((ids, executor.submit(work, ids)))
        if len(under_way) == jobs * TASKS_PER_WORKER:
            first, encoded = under_way.popleft()
            yield first, encoded.result()
    for ids, encoded in under_way:
        yield ids, encoded.result()


def _encode_from(catalog_url: str, encode: Encode, document_ids: Sequence[str]) -> bytes:
    """What a worker does."""
    return _encode(_catalog(catalog_url), encode, document_ids)


@cache
def _catalog(url: str) -> Catalog:
    """The catalog of this process, open until it ends."""
    return Catalog.open(url)


def _encode(catalog: Catalog, encode: Encode, document_ids: Sequence[str]) -> bytes:
    held = (catalog.outline(document_id) for document_id in document_ids)
    return encode([record for disclosure in held if disclosure for record in index_documents(disclosure)])
