"""Amounts by class, counted in one pass; single ones are looked up only where an order statistic needs them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
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


def read_amount_classes(answer: Json) -> dict[int, int]:
    """Records by amount class, in no order."""
    return {int(bucket["key"]): bucket["doc_count"] for bucket in answer[AMOUNT_CLASS]["buckets"]}


@dataclass(frozen=True, slots=True)
class TantivyAmounts:
    """See ``index.engine.Amounts``; ``answer`` is that to CLASSES_REQUEST, or to AMOUNTS_REQUEST if ``is_summed``."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    wanted: tantivy.Query
    records: int
    answer: Json
    is_summed: bool = False

    @property
    def count(self) -> int:
        return sum(bucket["doc_count"] for bucket in self.answer[AMOUNT_CLASS]["buckets"])

    def sum_fen(self) -> int:
        answer = self.answer if self.is_summed else self.searcher.aggregate(self.wanted, _SUMS)
        high, low = (int(answer[name]["value"]) for name in (AMOUNT_HIGH, AMOUNT_LOW))
        return high * AMOUNT_SPLIT + low

    def at(self, positions: Sequence[int]) -> tuple[int, ...]:
        classes = sorted(read_amount_classes(self.answer).items())
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
