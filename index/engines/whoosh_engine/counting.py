"""Facets, amount histogram, amounts: counted over sets of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from index.engine import FacetValue, HistogramBucket
from index.engines.whoosh_engine.bits import numbers_of
from index.engines.whoosh_engine.lookup import WhooshLookup
from index.engines.whoosh_engine.snapshot import Snapshot
from index.fields import AMOUNT_EDGES_FEN, FIELDS_BY_NAME
from index.query.matching import Matching
from index.query.tree import Node, Query

ADDS = "adds"
AMOUNT = FIELDS_BY_NAME["amount_fen"]


def facet(snapshot: Snapshot, found: int, field: str, query: Query, most_values: int | None) -> tuple[FacetValue, ...]:
    """The values of one facet, most frequent first, equal counts by value; chosen values also when none is left."""
    chosen = {value for choice in query.filters if choice.field == field for value in choice.values}
    counts = dict.fromkeys(chosen, 0)
    for value, records in snapshot.values(field).items():
        if count := (records & found).bit_count():
            counts[value] = count
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(*pair) for pair in ordered[: None if field in query.chosen_fields else most_values])


def histogram(snapshot: Snapshot, found: int) -> tuple[HistogramBucket, ...]:
    """The buckets of the histogram from the lowest amounts up, empty ones included."""
    return tuple(
        HistogramBucket(low, high, (records & found).bit_count()) for low, high, records in _amount_classes(snapshot)
    )


class WhooshAmounts:
    """See ``index.engine.Amounts``."""

    def __init__(self, snapshot: Snapshot, found: int) -> None:
        self.records = found.bit_count()
        self._snapshot, self._found = snapshot, found

    @cached_property
    def _ordered(self) -> Sequence[int]:
        return sorted(_amounts(self._snapshot, self._found))

    @property
    def count(self) -> int:
        return len(self._ordered)

    def sum_fen(self) -> int:
        return sum(self._ordered)

    def without(self, node: Node) -> WhooshAmounts:
        return WhooshAmounts(self._snapshot, self._found & ~Matching(WhooshLookup(self._snapshot)).node(node))

    def at(self, positions: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._ordered[position] for position in positions)


def _amounts(snapshot: Snapshot, found: int) -> Iterator[int]:
    amounts = snapshot.numbers(AMOUNT.name)
    return (amounts[number] for number in numbers_of(found) if number in amounts)


def _amount_classes(snapshot: Snapshot) -> Iterator[tuple[int | None, int | None, int]]:
    """(from, to, the records with an amount in there)"""
    for low, high in pairwise((None, *AMOUNT_EDGES_FEN, None)):
        below = None if high is None else high - 1
        yield low, high, WhooshLookup(snapshot).between(AMOUNT, low, below)
