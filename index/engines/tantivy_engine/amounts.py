"""Amounts by class, counted in one pass; single ones are looked up only where an order statistic needs them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import tantivy

from index.amount_classes import amount_class
from index.engines.tantivy_engine.combining import all_of, any_of, but
from index.engines.tantivy_engine.lookup import TantivyLookup
from index.engines.tantivy_engine.schema import AMOUNT_CLASS, AMOUNT_HIGH, AMOUNT_LOW, AMOUNT_SPLIT, ID_PLACE
from index.query.matching import Matching
from index.query.tree import Node

AMOUNT = "amount_fen"

#: An aggregation request or answer: JSON, in the shape of Elasticsearch.
Json = dict[str, Any]

#: Above the number of values of any field: counts are exact only when no value is cut off in a segment.
MOST_VALUES = 60_000
#: Whole numbers up to here are exact as 64-bit floating point, in which aggregations answer.
EXACT_FLOAT = 2**53
#: From this class on, and from its negative down, amounts may not be.
_INEXACT_CLASS = amount_class(EXACT_FLOAT)

#: The number of records: each has one place.
TOTAL = "total"
TOTAL_REQUEST: Json = {TOTAL: {"value_count": {"field": ID_PLACE}}}

_CLASSES = {AMOUNT_CLASS: {"terms": {"field": AMOUNT_CLASS, "size": MOST_VALUES}}}
_SUMS = {name: {"sum": {"field": name}} for name in (AMOUNT_HIGH, AMOUNT_LOW)}
_BY_AMOUNT = {AMOUNT: {"terms": {"field": AMOUNT, "size": MOST_VALUES}}}

#: What to ask for class counts alone, and with the sums.
CLASSES_REQUEST: Json = _CLASSES
AMOUNTS_REQUEST: Json = {**_CLASSES, **_SUMS}


def read_total(answer: Json) -> int:
    """The answer to TOTAL_REQUEST."""
    return int(answer[TOTAL]["value"])


def read_amount_classes(answer: Json) -> Mapping[int, int]:
    """The answer to CLASSES_REQUEST: class -> records with an amount in it."""
    return {int(bucket["key"]): bucket["doc_count"] for bucket in answer[AMOUNT_CLASS]["buckets"]}


def read_sum(answer: Json) -> int:
    """The sum in fen, put together from its two exact halves."""
    high, low = (int(answer[name]["value"]) for name in (AMOUNT_HIGH, AMOUNT_LOW))
    return high * AMOUNT_SPLIT + low


@dataclass(frozen=True, slots=True)
class Count:
    """What one pass says of some records: how many, how many of them in each amount class, and the sum."""

    records: int
    classes: Mapping[int, int]
    sum_fen: int

    @classmethod
    def of(cls, records: int, answer: Json) -> Count:
        """Read the answer to AMOUNTS_REQUEST."""
        return cls(records, read_amount_classes(answer), read_sum(answer))

    @classmethod
    def together(cls, parts: Collection[Count]) -> Count:
        """What is said of all of them, none of which share a record."""
        classes = Counter[int]()
        for part in parts:
            classes.update(part.classes)
        return cls(sum(part.records for part in parts), classes, sum(part.sum_fen for part in parts))

    def minus(self, part: Count) -> Count:
        """The rest of these records, when some of them are taken away."""
        left = {number: count - part.classes.get(number, 0) for number, count in self.classes.items()}
        classes = {number: count for number, count in left.items() if count}
        return Count(self.records - part.records, classes, self.sum_fen - part.sum_fen)


class TantivyAmounts:
    """See ``index.engine.Amounts``."""

    def __init__(self, searcher: tantivy.Searcher, lookup: TantivyLookup, wanted: tantivy.Query, count: Count) -> None:
        self._searcher, self._lookup, self._wanted, self._count = searcher, lookup, wanted, count

    @property
    def records(self) -> int:
        return self._count.records

    @property
    def count(self) -> int:
        return sum(self._count.classes.values())

    def sum_fen(self) -> int:
        return self._count.sum_fen

    def without(self, node: Node) -> TantivyAmounts:
        other = Matching(self._lookup).node(node)
        part = self._searcher.aggregate(all_of([self._wanted, other]), {**TOTAL_REQUEST, **AMOUNTS_REQUEST})
        rest = self._count.minus(Count.of(read_total(part), part))
        return TantivyAmounts(self._searcher, self._lookup, but(self._wanted, other), rest)

    def at(self, positions: Sequence[int]) -> tuple[int, ...]:
        classes = sorted(self._count.classes.items())
        numbers, ends = [number for number, _ in classes], [0, *accumulate(count for _, count in classes)]
        if any(not 0 <= position < ends[-1] for position in positions):
            raise IndexError(f"{ends[-1]} amounts, asked for {positions}")
        places = [bisect_right(ends, position) - 1 for position in positions]
        find = self._finder({numbers[place] for place in places})
        return tuple(
            find(numbers[place], position - ends[place]) for place, position in zip(places, positions, strict=True)
        )

    def _finder(self, numbers: Collection[int]) -> Callable[[int, int], int]:
        """(class, position in it) -> amount, for these classes."""
        if max(map(abs, numbers), default=0) >= _INEXACT_CLASS:
            return self._found_in_order
        answer = self._searcher.aggregate(self._of_classes(numbers), _BY_AMOUNT)[AMOUNT]
        if answer["sum_other_doc_count"]:
            return self._found_in_order
        held: dict[int, list[int]] = defaultdict(list)
        for fen, count in sorted((int(bucket["key"]), int(bucket["doc_count"])) for bucket in answer["buckets"]):
            held[amount_class(fen)] += [fen] * count
        return lambda number, position: held[number][position]

    def _found_in_order(self, number: int, position: int) -> int:
        """The amount at a position of one class, however large amounts are and however many."""
        hits = self._searcher.search(
            self._of_classes([number]), 1, count=False, order_by_field=AMOUNT, order=tantivy.Order.Asc, offset=position
        ).hits
        return int(hits[0][0])

    def _of_classes(self, numbers: Iterable[int]) -> tantivy.Query:
        return all_of([self._wanted, any_of(list(map(self._lookup.amount_class, numbers)))])
