"""Facets, amount histogram, statistics: counted over sets of records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from index.engine import AmountStats, FacetValue, HistogramBucket
from index.engines.whoosh_engine.bits import numbers_of
from index.engines.whoosh_engine.lookup import WhooshLookup
from index.engines.whoosh_engine.snapshot import Snapshot
from index.fields import AMOUNT_EDGES_FEN, FIELDS_BY_NAME
from index.query import Query

AMOUNT = FIELDS_BY_NAME["amount_fen"]


def facet(snapshot: Snapshot, found: int, field: str, query: Query) -> tuple[FacetValue, ...]:
    """The values of one facet, most frequent first, equal counts by value; chosen values also when none is left."""
    counts = {value: 0 for choice in query.filters if choice.field == field for value in choice.values}
    for value, records in snapshot.values(field).items():
        if count := (records & found).bit_count():
            counts[value] = count
    return tuple(FacetValue(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def histogram(snapshot: Snapshot, found: int) -> tuple[HistogramBucket, ...]:
    """The buckets of the histogram from the lowest amounts up, empty ones included."""
    return tuple(
        HistogramBucket(low, high, (records & found).bit_count()) for low, high, records in _amount_classes(snapshot)
    )


def stats(snapshot: Snapshot, found: int) -> AmountStats:
    """The statistics of the amounts of some records."""
    amounts = list(_amounts(snapshot, found))
    return AmountStats(len(amounts), sum(amounts), min(amounts, default=None), max(amounts, default=None))


def amounts_in_order(snapshot: Snapshot, found: int) -> list[int]:
    """The amounts of some records from the lowest up."""
    return sorted(_amounts(snapshot, found))


def _amounts(snapshot: Snapshot, found: int) -> Iterator[int]:
    amounts = snapshot.numbers(AMOUNT.name)
    return (amounts[number] for number in numbers_of(found) if number in amounts)


def _amount_classes(snapshot: Snapshot) -> Iterator[tuple[int | None, int | None, int]]:
    """(from, to, the records with an amount in there)"""
    for low, high in pairwise((None, *AMOUNT_EDGES_FEN, None)):
        below = None if high is None else high - 1
        yield low, high, WhooshLookup(snapshot).between(AMOUNT, low, below)
