"""Rows -> the goals of whole departments and units, with their tasks and indicators."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from index.catalog import schema
from index.catalog.values import Citations, amount_in, indicator_in, rows_of
from index.records import GoalTask, Indicator, OverallGoal


def read_overall_goals(connection: Connection, document_id: str, citations: Citations) -> tuple[OverallGoal, ...]:
    """The overall goals of one document in reading order."""
    tasks: dict[int, list[GoalTask]] = defaultdict(list)
    for row in rows_of(connection, schema.goal_tasks, document_id):
        tasks[row["goal_ordinal"]].append(GoalTask(row["name"], row["content"], amount_in(row)))
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in rows_of(connection, schema.goal_indicators, document_id):
        indicators[row["goal_ordinal"]].append(indicator_in(row))
    return tuple(
        OverallGoal(
            ordinal=row["ordinal"],
            holder=row["holder"],
            goal=row["goal"],
            amount=amount_in(row),
            basic=amount_in(row, "basic"),
            project=amount_in(row, "project"),
            tasks=tuple(tasks.get(row["ordinal"], ())),
            indicators=tuple(indicators.get(row["ordinal"], ())),
            citations=citations.get((schema.overall_goals.name, row["ordinal"]), ()),
        )
        for row in rows_of(connection, schema.overall_goals, document_id)
    )
