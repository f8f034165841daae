"""Amounts by class, counted in one pass; single ones are looked up only where an order statistic needs them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import tantivy

from index.amount_classes import amount_class
from index.engines.tantivy_engine.combining import all_of, any_of
from index.engines.tantivy_engine.schema import AMOUNT_CLASS, AMOUNT_HIGH, AMOUNT_LOW, AMOUNT_SPLIT

AMOUNT = "amount_fen"

#: An aggregation request or answer: JSON, in the shape of Elasticsearch.
Json = dict[str, Any]

#: Above the number of values of any field: counts are exact only when no value is cut off in a segment.
MOST_VALUES = 60_000
#: Whole numbers up to here are exact as 64-bit floating point, in which aggregations answer.
EXACT_FLOAT = 2**53
#: From this class on, and from its negative down, amounts may not be.
_INEXACT_CLASS = amount_class(EXACT_FLOAT)

_CLASSES = {AMOUNT_CLASS: {"terms": {"field": AMOUNT_CLASS, "size": MOST_VALUES}}}
_SUMS = {name: {"sum": {"field": name}} for name in (AMOUNT_HIGH, AMOUNT_LOW)}
_BY_AMOUNT = {AMOUNT: {"terms": {"field": AMOUNT, "size": MOST_VALUES}}}

#: What to ask for class counts alone, and with the sums.
CLASSES_REQUEST: Json = _CLASSES
AMOUNTS_REQUEST: Json = {**_CLASSES, **_SUMS}


def read_amount_classes(answer: Mapping[str, Any]) -> dict[int, int]:
    """Records by amount class, from the lowest class up."""
    return dict(sorted((int(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[AMOUNT_CLASS]["buckets"]))


def read_sum(answer: Mapping[str, Any]) -> int:
    """The sum in fen, put together from its two exact halves."""
    high, low = (int(answer[name]["value"] or 0) for name in (AMOUNT_HIGH, AMOUNT_LOW))
    return high * AMOUNT_SPLIT + low


@dataclass(frozen=True, slots=True)
class TantivyAmounts:
    """See ``index.engine.Amounts``; ``classes`` are counts by amount class in order, ``known_sum`` None until asked."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    wanted: tantivy.Query
    records: int
    classes: Mapping[int, int]
    known_sum: int | None = None

    @property
    def count(self) -> int:
        return sum(self.classes.values())

    def sum_fen(self) -> int:
        if self.known_sum is not None:
            return self.known_sum
        return read_sum(self.searcher.aggregate(self.wanted, _SUMS))

    def at(self, positions: Sequence[int]) -> tuple[int, ...]:
        numbers, ends = list(self.classes), list(accumulate(self.classes.values(), initial=0))
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
        answer = self.searcher.aggregate(self._of_classes(numbers), _BY_AMOUNT)[AMOUNT]
        if answer["sum_other_doc_count"]:
            return self._found_in_order
        held: dict[int, list[int]] = defaultdict(list)
        for fen, count in sorted((int(bucket["key"]), int(bucket["doc_count"])) for bucket in answer["buckets"]):
            held[amount_class(fen)] += [fen] * count
        return lambda number, position: held[number][position]

    def _found_in_order(self, number: int, position: int) -> int:
        """The amount at a position of one class, however large amounts are and however many."""
        hits = self.searcher.search(
            self._of_classes([number]), 1, count=False, order_by_field=AMOUNT, order=tantivy.Order.Asc, offset=position
        ).hits
        return int(hits[0][0])

    def _of_classes(self, numbers: Iterable[int]) -> tantivy.Query:
        held = [tantivy.Query.term_query(self.schema, AMOUNT_CLASS, number, "basic") for number in numbers]
        return all_of([self.wanted, any_of(held)])
