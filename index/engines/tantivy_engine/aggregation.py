"""Facets, amount histogram and statistics as tantivy aggregations: what to ask for, and how to read the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from index.engine import AmountStats, FacetValue, HistogramBucket
from index.engines.tantivy_engine.schema import AMOUNT_HIGH, AMOUNT_LOW, AMOUNT_SPLIT, ID_PLACE
from index.fields import AMOUNT_EDGES_FEN
from index.query import Query

AMOUNT = "amount_fen"
HISTOGRAM = "histogram"
STATS = "stats"
TOTAL = "total"

#: Above the number of values of any facet: counts are exact only when no value is cut off in a segment.
MOST_VALUES = 60_000
#: Whole numbers up to here are exact as 64-bit floating point, in which aggregations answer.
EXACT_FLOAT = 2**53

_EDGES = (None, *AMOUNT_EDGES_FEN, None)

#: An aggregation request or answer: JSON, in the shape of Elasticsearch.
Json = dict[str, Any]


def requests(query: Query, facets: Iterable[str]) -> Mapping[str | None, Json]:
    """What to ask, by the field whose own choices the answer ignores (None: ignores nothing).

    The answers have different names, so they can be joined.
    """
    chosen = {choice.field for choice in query.filters} | {bounds.field for bounds in query.ranges}
    asked: dict[str | None, Json] = {None: _stats_request()}
    for field, request in [*((facet, _facet_request(facet)) for facet in facets), (AMOUNT, _histogram_request())]:
        asked.setdefault(field if field in chosen else None, {}).update(request)
    return asked


def _facet_request(field: str) -> Json:
    return {field: {"terms": {"field": field, "size": MOST_VALUES}}}


def _histogram_request() -> Json:
    ranges = [_open_range(low, high) for low, high in pairwise(_EDGES)]
    return {HISTOGRAM: {"range": {"field": AMOUNT, "ranges": ranges}}}


def _stats_request() -> Json:
    sums = {name: {"sum": {"field": name}} for name in (AMOUNT_HIGH, AMOUNT_LOW)}
    return {STATS: {"stats": {"field": AMOUNT}}, TOTAL: {"value_count": {"field": ID_PLACE}}, **sums}


def read_facet(answer: Mapping[str, Any], field: str, query: Query) -> tuple[FacetValue, ...]:
    """The values of one facet, most frequent first, equal counts by value; chosen values also when none is left."""
    counts = {_value_text(bucket["key"]): bucket["doc_count"] for bucket in answer[field]["buckets"]}
    chosen = {value for choice in query.filters if choice.field == field for value in choice.values}
    counts |= dict.fromkeys(chosen - counts.keys(), 0)
    ordered = sorted([(-count, value) for value, count in counts.items()])  # far faster than by a key function
    return tuple([FacetValue(value, -count) for count, value in ordered])


def read_total(answer: Mapping[str, Any]) -> int:
    """The number of all records: each has one place."""
    return int(answer[TOTAL]["value"])


def read_histogram(answer: Mapping[str, Any]) -> tuple[HistogramBucket, ...]:
    """The buckets of the histogram from the lowest amounts up, empty ones included."""
    counts = {bucket.get("from"): bucket["doc_count"] for bucket in answer[HISTOGRAM]["buckets"]}
    return tuple(HistogramBucket(low, high, counts.get(low, 0)) for low, high in pairwise(_EDGES))


def read_stats(answer: Mapping[str, Any]) -> AmountStats:
    """The statistics; a lowest or highest amount from EXACT_FLOAT on may be rounded."""
    stats = answer[STATS]
    if not stats["count"]:
        return AmountStats(count=0, sum_fen=0, min_fen=None, max_fen=None)
    high, low = (int(answer[name]["value"]) for name in (AMOUNT_HIGH, AMOUNT_LOW))
    return AmountStats(int(stats["count"]), high * AMOUNT_SPLIT + low, int(stats["min"]), int(stats["max"]))


def _open_range(low: int | None, high: int | None) -> Json:
    return {name: edge for name, edge in (("from", low), ("to", high)) if edge is not None}


def _value_text(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
