"""Rows -> as much of disclosures as an index is made from, of many documents in one round of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, func, select

from index.catalog import schema
from index.catalog.overall_goals import read_overall_goals
from index.catalog.reading import (
    read_check,
    read_identity,
    read_line,
    read_part,
    read_problem,
    read_project,
    read_section,
    read_source,
)
from index.catalog.values import Row, amount_in, rows
from index.records import BudgetLine, Citation, Disclosure, Indicator, Project, Severity, Totals

#: Document id -> its rows in the order of the table's key.
_ByDocument = Mapping[str, Sequence[Row]]


def read_outlines(connection: Connection, document_ids: Sequence[str]) -> Iterator[Disclosure]:
    """Those of some documents that the catalog holds, in the given order, many times faster than whole ones.

    There are no pages, statements, figures, income and three public expenses. Lines have their totals only, records
    the page of their first citation only, indicators their text only. Of the checks there are those that do not hold,
    of the problems those that are more than information.
    """
    read = _Rows.read(connection, document_ids)
    return (_outline(connection, read, document) for document in read.documents)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of some documents: of ``documents`` in the order asked for, of the others by document."""

    documents: Sequence[Row]
    totals: _ByDocument
    sections: _ByDocument
    lines: _ByDocument
    projects: _ByDocument
    indicators: _ByDocument
    goals: _ByDocument
    checks: _ByDocument
    problems: _ByDocument

    @classmethod
    def read(cls, connection: Connection, document_ids: Sequence[str]) -> _Rows:
        def read(table: Table, query: Select[Any]) -> _ByDocument:
            of_these = query.where(table.c.document_id.in_(document_ids)).order_by(*table.primary_key)
            found: dict[str, list[Row]] = defaultdict(list)
            for row in rows(connection, of_these):
                found[row["document_id"]].append(row)
            return found

        documents = rows(connection, select(schema.documents).where(schema.documents.c.id.in_(document_ids)))
        held = {row["id"]: row for row in documents}
        return cls(
            documents=[held[document_id] for document_id in document_ids if document_id in held],
            totals=read(schema.document_amounts, _TOTALS),
            sections=read(schema.sections, _SECTIONS),
            lines=read(schema.lines, _LINES),
            projects=read(schema.projects, _PROJECTS),
            indicators=read(schema.indicators, _INDICATORS),
            goals=read(schema.overall_goals, _GOALS),
            checks=read(schema.checks, _CHECKS),
            problems=read(schema.problems, _PROBLEMS),
        )


def _outline(connection: Connection, read: _Rows, document: Row) -> Disclosure:
    document_id = document["id"]
    totals = {(row["part"], row["meaning"]): amount_in(row) for row in read.totals.get(document_id, ())}
    return Disclosure(
        source=read_source(document),
        identity=read_identity(document),
        totals=Totals(**read_part(totals, schema.TOTALS)),
        sections=tuple(read_section(row, _cited(row)) for row in read.sections.get(document_id, ())),
        lines=tuple(map(_line, read.lines.get(document_id, ()))),
        projects=tuple(_projects(read.projects.get(document_id, ()), read.indicators.get(document_id, ()))),
        overall_goals=read_overall_goals(connection, document_id, {}) if document_id in read.goals else (),
        checks=tuple(read_check(row, ()) for row in read.checks.get(document_id, ())),
        problems=tuple(map(read_problem, read.problems.get(document_id, ()))),
    )


def _line(row: Row) -> BudgetLine:
    total = amount_in(row)
    return read_line(row, {} if total is None else {_TOTAL: total}, _cited(row))


def _projects(projects: Sequence[Row], indicators: Sequence[Row]) -> Iterator[Project]:
    found: dict[int, list[Indicator]] = defaultdict(list)
    for row in indicators:
        found[row["project_ordinal"]].append(_indicator(row))
    return (read_project(row, found.get(row["ordinal"], ()), _cited(row)) for row in projects)


def _indicator(row: Row) -> Indicator:
    levels = row["level1"], row["level2"], row["level3"]
    return Indicator(*levels, value=row["value"], description=row["description"])


def _cited(row: Row) -> tuple[Citation, ...]:
    return () if row["page"] is None else (Citation(row["page"]),)


def _with_page(table: Table, beside: FromClause | None = None, *columns: ColumnElement[Any]) -> Select[Any]:
    """The rows of a table, as ``page`` where each is printed first, and columns of what is joined ``beside`` it."""
    cited = schema.citations.c
    same = and_(cited.document_id == table.c.document_id, cited.record_ordinal == table.c.ordinal)
    first = and_(same, cited.record == table.name, cited.ordinal == 0)
    whole = table if beside is None else beside
    return select(table, cited.page, *columns).select_from(whole.outerjoin(schema.citations, first))


def _with_totals() -> Select[Any]:
    """The rows of lines with their pages and total amounts."""
    amounts = schema.line_amounts
    same = and_(amounts.c.document_id == schema.lines.c.document_id, amounts.c.line_ordinal == schema.lines.c.ordinal)
    joined = schema.lines.outerjoin(amounts, and_(same, amounts.c.meaning == _TOTAL))
    return _with_page(schema.lines, joined, *(column for column in amounts.c if column.name.startswith("amount_")))


#: The meaning of the one amount of a line that an index shows.
_TOTAL = "total"

_TOTALS = select(schema.document_amounts).where(schema.document_amounts.c.part == schema.TOTALS)
_SECTIONS, _PROJECTS = _with_page(schema.sections), _with_page(schema.projects)
_LINES = _with_totals()
_INDICATORS = select(
    *(schema.indicators.c[name] for name in ("document_id", "project_ordinal")),
    *(schema.indicators.c[name] for name in ("level1", "level2", "level3", "value", "description")),
)
_GOALS = select(schema.overall_goals.c.document_id)
#: ``coalesce`` keeps the database from going through the index of all checks that do not hold.
_CHECKS = select(schema.checks).where(func.coalesce(schema.checks.c.holds, True).is_(False))
_PROBLEMS = select(schema.problems).where(schema.problems.c.severity != Severity.INFO)
