"""Facets, histogram and amounts as tantivy aggregations: what to ask for, and how to read the answer.

One request answers all of a page but what ignores a choice: a facet in which something is chosen, and the histogram
where amounts are bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.engine import FacetValue
from index.engines.tantivy_engine.amounts import (
    AMOUNT,
    AMOUNTS_REQUEST,
    CLASSES_REQUEST,
    MOST_VALUES,
    Count,
    Json,
)
from index.query.tree import Query

CLASSES = "classes"
#: Stands for the class of records that are in none.
NO_CLASS = "none"

#: Values asked for beyond those wanted: if the last of them is rarer than the last wanted one, none wanted is missing.
MARGIN = 300

#: Requests, and answers, by the field whose own choices they ignore (None: they ignore nothing).
Requests = Mapping[str | None, Json]
Answers = Mapping[str | None, Json]


def requests(query: Query, facets: Iterable[str], most_values: int | None) -> Requests:
    """What to ask, by the field whose own choices the answer ignores."""
    asked: dict[str | None, Json] = {None: _figures_request()}
    for facet in facets:
        if facet in query.chosen_fields:  # never cut
            asked[facet] = facet_request(facet)
        else:
            asked[None] |= facet_request(facet, most_values)
    if AMOUNT in query.chosen_fields:
        asked[AMOUNT] = CLASSES_REQUEST
    return asked


def facet_request(field: str, most_values: int | None = None) -> Json:
    """The most frequent values of a field, and a margin of others; every value without a limit."""
    size = MOST_VALUES if most_values is None else most_values + MARGIN
    return {field: {"terms": {"field": field, "size": size, "segment_size": MOST_VALUES}}}


def _figures_request() -> Json:
    """Amounts by the class they are added in; together they are those of every record."""
    terms = {"field": "adds", "size": MOST_VALUES, "missing": NO_CLASS}
    return {CLASSES: {"terms": terms, "aggs": AMOUNTS_REQUEST}}


def is_sure(answer: Json, field: str, most_values: int | None) -> bool:
    """Whether the most frequent values of a facet are certain: equal counts at the end may have others beyond it."""
    asked = answer[field]
    if most_values is None or not asked["sum_other_doc_count"]:
        return True
    counts = [bucket["doc_count"] for bucket in asked["buckets"]]
    return bool(counts[most_values - 1] > counts[-1])


def read_facet(answer: Json, field: str, query: Query, most_values: int | None) -> tuple[FacetValue, ...]:
    """The values of one facet, most frequent first, equal counts by value; chosen values also when none is left."""
    counts = {_value_text(bucket["key"]): bucket["doc_count"] for bucket in answer[field]["buckets"]}
    chosen = {value for choice in query.filters if choice.field == field for value in choice.values}
    counts |= dict.fromkeys(chosen - counts.keys(), 0)
    ordered = sorted([(-count, value) for value, count in counts.items()])  # far faster than by a key function
    return tuple([FacetValue(value, -count) for count, value in ordered[:most_values]])


def read_values(answer: Json, field: str) -> frozenset[str]:
    """The values of one facet."""
    return frozenset(_value_text(bucket["key"]) for bucket in answer[field]["buckets"])


def read_classes(answer: Json) -> Mapping[str, Count]:
    """What is said of the amounts of each class of the field ``adds``, and of NO_CLASS."""
    return {bucket["key"]: Count.of(bucket["doc_count"], bucket) for bucket in answer[CLASSES]["buckets"]}


def _value_text(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
