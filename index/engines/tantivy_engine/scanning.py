"""Everything a query matches, in the order of record ids, with only a window of it in memory.

Document ids are hashes, so equal stretches of the numbers they stand for hold
about equally many records: one window is read, put in order and given away
before the next is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import tantivy

from index.engines.tantivy_engine.combining import all_of
from index.engines.tantivy_engine.schema import ID_DOCUMENT, ID_PLACE

#: Records of one window, about; one document's are never divided.
WINDOW = 5_000

_END = 2**64


def scan(searcher: tantivy.Searcher, schema: tantivy.Schema, wanted: tantivy.Query) -> Iterator[tantivy.DocAddress]:
    """The addresses of all matching records of this state of the index, by record id."""
    windows = 1 + _count(searcher, wanted) // WINDOW
    edges = (_END * place // windows for place in range(windows + 1))
    for low, end in pairwise(edges):
        window = tantivy.Query.range_query(schema, ID_DOCUMENT, tantivy.FieldType.Unsigned, low, end - 1)
        yield from _ordered(searcher, all_of([wanted, window]))


def _ordered(searcher: tantivy.Searcher, wanted: tantivy.Query) -> Iterator[tantivy.DocAddress]:
    count = _count(searcher, wanted)
    if not count:
        return iter(())
    addresses = [address for _, address in searcher.search(wanted, count, count=False).hits]
    documents = searcher.fast_field_values(ID_DOCUMENT, addresses)
    places = searcher.fast_field_values(ID_PLACE, addresses)
    ordered = sorted(zip(documents, places, range(count), strict=True))
    return (addresses[position] for _, _, position in ordered)


def _count(searcher: tantivy.Searcher, wanted: tantivy.Query) -> int:
    result = searcher.search(wanted, 1, count=True)  # a limit of 0 panics
    return int(result.count)  # type: ignore[attr-defined]  # missing from tantivy's stubs
