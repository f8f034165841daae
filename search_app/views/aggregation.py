"""Amounts by the values of one facet, over everything a query finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.answers.facets import TREES
from index.answers.trees import rolled_up
from index.engine import AmountStats, Engine
from index.hit import yuan_number
from index.query.tree import Filter, Query
from index.records import RecordKind
from search_app.addresses.query_edits import chosen_values, with_only

#: Values looked at, the most frequent.
MOST_GROUPS = 100


@dataclass(frozen=True, slots=True)
class Group:
    """One value: how many records have it, and what those that may be added up cost."""

    value: str
    count: int
    stats: AmountStats


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``added`` is the kind of record whose amounts are added up, None where none can be."""

    total: int
    added: RecordKind | None
    groups: tuple[Group, ...]
    truncated: bool


NOTHING = AmountStats(0, 0, None, None)


def aggregate(engine: Engine, query: Query, by: str) -> Aggregate:
    """Count and add up by one facet, the most frequent values first; a subject counts with all below it."""
    whole = replace(query, limit=0, cursor=None)
    found = engine.search(whole, facets=(by,))
    chosen = chosen_values(query, by)
    counted = rolled_up(found.facets[by]) if by in TREES else found.facets[by]
    values = [value for value in counted if value.count and (not chosen or value.value in chosen)]
    added = added_kind(query)
    return Aggregate(
        total=found.total,
        added=added,
        groups=tuple(_groups(engine, whole, by, [(value.value, value.count) for value in values[:MOST_GROUPS]], added)),
        truncated=len(values) > MOST_GROUPS,
    )


def added_kind(query: Query) -> RecordKind | None:
    """The one kind of record whose amounts may be added up among those a query finds.

    Projects, if they are among them: lines repeat each other from 类 to 项, and
    documents repeat their lines. Documents where they alone are chosen.
    """
    kinds = chosen_values(query, "kind")
    if kinds == (RecordKind.DOCUMENT,):
        return RecordKind.DOCUMENT
    excluded = chosen_values(query, "kind", exclude=True)
    return (
        RecordKind.PROJECT
        if (not kinds or RecordKind.PROJECT in kinds) and RecordKind.PROJECT not in excluded
        else None
    )


def _groups(
    engine: Engine, whole: Query, by: str, values: list[tuple[str, int]], added: RecordKind | None
) -> Iterator[Group]:
    priced = with_only(whole, "kind", added) if added else whole
    for value, count in values:
        narrowed = replace(priced, filters=(*priced.filters, Filter(by, (value,))))
        yield Group(value, count, engine.search(narrowed).stats if added else NOTHING)


def stats_json(stats: AmountStats) -> dict[str, int | float | None]:
    """Statistics of amounts as JSON, in yuan."""
    fen = {"sum": stats.sum_fen, "min": stats.min_fen, "max": stats.max_fen}
    return {"count": stats.count, **{name: yuan_number(amount) for name, amount in fen.items()}}
