"""The facets of an answer: the most frequent values of each, codes of subjects with all that lies below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.answers.trees import rolled_up
from index.engine import Engine, EngineResult, FacetValue
from index.fields import FIELDS
from index.query.tree import Query

#: Values of one facet in an answer, the most frequent; chosen values always stand among them.
MOST_FACET_VALUES = 100
#: Facets whose chosen value stands for all that start like it.
TREES = frozenset(field.name for field in FIELDS if field.facet and field.tree)
#: Digits of a 类.
_ROOT_DIGITS = 3


def answer_facets(
    engine: Engine, query: Query, found: EngineResult, names: Sequence[str]
) -> Mapping[str, tuple[FacetValue, ...]]:
    """The facets of what a query found, each count what choosing its value finds.

    Trees are cut neither at their top nor above and below a chosen value, so that one can go up and down from there.
    """
    return {name: _tree(engine, query, found, name) if name in TREES else _list(query, found, name) for name in names}


def _list(query: Query, found: EngineResult, name: str) -> tuple[FacetValue, ...]:
    chosen = _chosen(query, name)
    values = found.facets[name]
    return tuple(
        value for rank, value in enumerate(values) if rank < MOST_FACET_VALUES or (chosen and value.value in chosen)
    )


def _tree(engine: Engine, query: Query, found: EngineResult, name: str) -> tuple[FacetValue, ...]:
    values = found.facets[name]
    if len(values) >= MOST_FACET_VALUES:
        values = engine.search(query, facets=(name,)).facets[name]
    chosen = _chosen(query, name)
    return tuple(
        value
        for rank, value in enumerate(rolled_up(values))
        if rank < MOST_FACET_VALUES or len(value.value) <= _ROOT_DIGITS or _is_around(value.value, chosen)
    )


def _is_around(code: str, chosen: Sequence[str]) -> bool:
    """Whether a code is above or below a chosen one, or it itself; nothing is around ''."""
    return any(other and (code.startswith(other) or other.startswith(code)) for other in chosen)


def _chosen(query: Query, name: str) -> tuple[str, ...]:
    return tuple(value for choice in query.filters if choice.field == name for value in choice.values)
