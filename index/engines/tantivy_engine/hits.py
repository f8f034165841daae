"""One page of hits in a total order, found again from a cursor."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy

from index.engines.tantivy_engine.schema import ID_DOCUMENT, ID_PLACE, sort_field
from index.query.paging import Cursor, SortKey, cursor_error
from index.query.tree import Sort
from index.sentence import Sentence

#: Hits looked at behind a page, and how much further to look when all of them tie with its last: lines of the same
#: name score the same in every disclosure.
LOOK_AHEAD, GROWTH = 200, 16


#: A hit as tantivy gives it.
ScoredAddress = tuple[float, tantivy.DocAddress]


@dataclass(frozen=True, slots=True)
class Place:
    """A hit before its record is read."""

    key: SortKey
    score: float
    address: tantivy.DocAddress


@dataclass(frozen=True, slots=True)
class Page:
    """Hits in order, and whether more follow."""

    places: tuple[Place, ...]
    more: bool


def page_by_field(
    searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort, cursor: Cursor | None, limit: int
) -> Page:
    """The page in the order of a sort's own key, which no two records share."""
    if cursor is None:
        return _cut(_by_field(searcher, query, sort, 0, limit + 1), limit)
    _expect_key(cursor, str)
    found = _by_field(searcher, query, sort, min(cursor.rank - 1, searcher.num_docs), limit + 2)
    if found and found[0].key == cursor.key:
        return _cut(found[1:], limit)
    everything = _by_field(searcher, query, sort, 0, searcher.num_docs)  # the index has changed since
    return _cut(everything[bisect_right(everything, cursor.key, key=lambda place: place.key) :], limit)


def _by_field(searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort, offset: int, limit: int) -> Sequence[Place]:
    name = sort_field(sort)
    result = searcher.search(
        query, max(limit, 1), count=False, order_by_field=name, order=tantivy.Order.Asc, offset=offset
    )
    return [Place((key,), 0.0, address) for key, address in result.hits]


def page_by_score(
    searcher: tantivy.Searcher, bands: Iterable[tantivy.Query], cursor: Cursor | None, limit: int
) -> Page:
    """The page in the order of scores, equal ones by record id.

    Each of the ``bands`` holds the one before it, and scores what it adds lower.
    """
    if cursor is not None:
        _expect_key(cursor, float)
    page = Page((), more=False)
    for band in bands:
        page = _page_of_band(searcher, band, cursor, limit)
        if page.more:
            break
    return page


def _page_of_band(searcher: tantivy.Searcher, query: tantivy.Query, cursor: Cursor | None, limit: int) -> Page:
    size = (cursor.rank if cursor else 0) + limit + LOOK_AHEAD
    while True:
        size = min(size, searcher.num_docs + 1)  # room for every hit is made in advance, whatever a cursor says
        hits = searcher.search(query, size, count=False).hits
        complete = len(hits) < size
        places = _ranked(searcher, _settled(hits, complete=complete), cursor, limit)
        if complete or len(places) > limit:
            return _cut(places, limit)
        size *= GROWTH


def _settled(hits: Sequence[ScoredAddress], *, complete: bool) -> Sequence[ScoredAddress]:
    """Without the last run of equal scores, of which more may follow."""
    if complete:
        return hits
    return hits[: bisect_left(hits, -hits[-1][0], key=_ascending)]


def _ranked(
    searcher: tantivy.Searcher, hits: Sequence[ScoredAddress], cursor: Cursor | None, limit: int
) -> Sequence[Place]:
    """The first so many hits behind the cursor, and one more; ids are read only of those that may be among them."""
    hits = _possible(hits, cursor, limit)
    addresses = [address for _, address in hits]
    documents = searcher.fast_field_values(ID_DOCUMENT, addresses)
    places = searcher.fast_field_values(ID_PLACE, addresses)
    keys = (
        (-hit[0], int(d or 0), int(p or 0), n)
        for n, (hit, d, p) in enumerate(zip(hits, documents, places, strict=True))
    )
    behind = keys if cursor is None else (key for key in keys if key[:3] > cursor.key)
    return [Place(tuple(key), hits[number][0], hits[number][1]) for *key, number in heapq.nsmallest(limit + 1, behind)]


def _possible(hits: Sequence[ScoredAddress], cursor: Cursor | None, limit: int) -> Sequence[ScoredAddress]:
    """The hits that tie with the cursor, so many and one behind them, and those that tie with the last."""
    start = tied = 0
    if cursor is not None:
        start = bisect_left(hits, cursor.key[0], key=_ascending)
        tied = bisect_right(hits, cursor.key[0], key=_ascending)
    if tied + limit >= len(hits):
        return hits[start:]
    return hits[start : bisect_right(hits, _ascending(hits[tied + limit]), key=_ascending)]


def _ascending(hit: ScoredAddress) -> float:
    return -hit[0]


def _cut(places: Sequence[Place], limit: int) -> Page:
    return Page(tuple(places[:limit]), more=len(places) > limit)


def _expect_key(cursor: Cursor, kind: type) -> None:
    if not isinstance(cursor.key[0], kind):
        raise cursor_error(Sentence("翻页标记属于另一个查询"))
