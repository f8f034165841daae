"""Small changes to a query: what the links on a results page ask for. Each starts again at the first page."""

from __future__ import annotations

from dataclasses import replace

from index.query.tree import Filter, MatchAll, Query, Range
from search_app.addresses.query_args import AMOUNT_FIELD


def first_page(query: Query) -> Query:
    """The same query from its start."""
    return replace(query, cursor=None)


def chosen_values(query: Query, field: str, *, exclude: bool = False) -> tuple[str, ...]:
    """The values chosen (or excluded) in one facet."""
    return tuple(
        value
        for chosen in query.filters
        if chosen.field == field and chosen.exclude == exclude
        for value in chosen.values
    )


def with_value(query: Query, field: str, value: str) -> Query:
    """Choose one more value of a facet."""
    values = (*(old for old in chosen_values(query, field) if old != value), value)
    return _with_filter(query, Filter(field, values))


def with_value_excluded(query: Query, field: str, value: str) -> Query:
    """Exclude one more value of a facet; it is chosen no longer."""
    excluded = (*chosen_values(query, field, exclude=True), value)
    return _with_filter(without_value(query, field, value), Filter(field, tuple(dict.fromkeys(excluded)), exclude=True))


def with_only(query: Query, field: str, value: str) -> Query:
    """Choose one value of a facet in place of those chosen; what is excluded stays excluded."""
    return _with_filter(query, Filter(field, (value,)))


def with_text(query: Query, text: str) -> Query:
    """Say something else and keep what was chosen; made for addresses: the text is parsed when they are asked for."""
    return replace(query, text=text, tree=MatchAll(), cursor=None)


def without_value(query: Query, field: str, value: str, *, exclude: bool = False) -> Query:
    """Take back one chosen (or excluded) value of a facet."""
    values = tuple(old for old in chosen_values(query, field, exclude=exclude) if old != value)
    return _with_filter(query, Filter(field, values, exclude))


def without_field(query: Query, field: str) -> Query:
    """Take back everything chosen or excluded in one facet."""
    return replace(query, filters=tuple(chosen for chosen in query.filters if chosen.field != field), cursor=None)


def with_amount(query: Query, low_fen: int | None, high_fen: int | None) -> Query:
    """Bound the amount, both ends included; None is open, two None take the bounds away."""
    others = tuple(bounds for bounds in query.ranges if bounds.field != AMOUNT_FIELD)
    bounded = () if low_fen is None and high_fen is None else (Range(AMOUNT_FIELD, low_fen, high_fen),)
    return replace(query, ranges=(*others, *bounded), cursor=None)


def without_filters(query: Query) -> Query:
    """Keep the typed text only."""
    return replace(query, filters=(), ranges=(), cursor=None)


def _with_filter(query: Query, changed: Filter) -> Query:
    kept = tuple(
        chosen for chosen in query.filters if (chosen.field, chosen.exclude) != (changed.field, changed.exclude)
    )
    return replace(query, filters=(*kept, changed) if changed.values else kept, cursor=None)
