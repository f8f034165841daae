"""Exact order statistics of amounts: a coarse count first, then a look at the few amounts around each position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import tantivy

from index.engines.tantivy_engine.aggregation import AMOUNT
from index.engines.tantivy_engine.combining import all_of
from index.matching import Matching
from index.query import Range

#: Edges from 1 yuan to a thousand trillion, twenty a decade: close enough that few amounts lie between two of them.
_EDGES = tuple(sorted({mantissa * 10**power // 2 for power in range(2, 16) for mantissa in range(2, 20)}))
_BOUNDS = (None, *_EDGES, None)


def amounts_at(
    searcher: tantivy.Searcher, matching: Matching[tantivy.Query], wanted: tantivy.Query, positions: Sequence[int]
) -> tuple[int, ...]:
    """The amounts in fen at these positions of the sorted amounts of the wanted records.

    Raises:
        IndexError: there are not so many amounts.
    """
    counts = _counts(searcher, wanted)
    ends = list(accumulate(counts))
    found = {position: _amount_at(searcher, matching, wanted, ends, position) for position in set(positions)}
    return tuple(found[position] for position in positions)


def _counts(searcher: tantivy.Searcher, wanted: tantivy.Query) -> list[int]:
    """How many amounts lie between each two bounds."""
    ranges = [
        {name: edge for name, edge in (("from", low), ("to", high)) if edge is not None}
        for low, high in pairwise(_BOUNDS)
    ]
    answer: dict[str, Any] = searcher.aggregate(wanted, {"amounts": {"range": {"field": AMOUNT, "ranges": ranges}}})
    counts = {bucket.get("from"): bucket["doc_count"] for bucket in answer["amounts"]["buckets"]}
    return [counts.get(low, 0) for low in _BOUNDS[:-1]]


def _amount_at(
    searcher: tantivy.Searcher,
    matching: Matching[tantivy.Query],
    wanted: tantivy.Query,
    ends: Sequence[int],
    position: int,
) -> int:
    bucket = bisect_right(ends, position)
    if bucket == len(ends):
        raise IndexError(f"no amount at {position}")
    low, high = _BOUNDS[bucket], _BOUNDS[bucket + 1]
    around = matching.node(Range(AMOUNT, low, None if high is None else high - 1))
    before = ends[bucket - 1] if bucket else 0
    hits = searcher.search(
        all_of([wanted, around]),
        1,
        count=False,
        order_by_field=AMOUNT,
        order=tantivy.Order.Asc,
        offset=position - before,
    ).hits
    return int(hits[0][0])
