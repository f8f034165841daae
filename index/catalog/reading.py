"""Rows -> Disclosure: the inverse of ``rows.py``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from index.catalog import schema
from index.catalog.figures import read_figures
from index.catalog.income import read_income
from index.catalog.overall_goals import read_overall_goals
from index.catalog.rows import PART_MEANINGS
from index.catalog.values import Citations, Row, amount_in, citation_in, indicator_in, money_in, rows_of
from index.records import (
    Amount,
    Box,
    BudgetLine,
    Check,
    Citation,
    Classification,
    Disclosure,
    DocumentKind,
    Identity,
    Indicator,
    PageText,
    Problem,
    Procurement,
    Project,
    Section,
    SectionKind,
    Severity,
    SourceFile,
    Stage,
    Statement,
    ThreePublic,
    Totals,
)


def read_disclosure(connection: Connection, document_id: str) -> Disclosure | None:
    """The disclosure as it was put, or None when the catalog does not hold it."""
    document = _document(connection, document_id)
    if document is None:
        return None
    citations = _citations(connection, document_id)
    parts = _parts(connection, document_id)
    return Disclosure(
        source=read_source(document),
        identity=read_identity(document),
        totals=Totals(**read_part(parts, schema.TOTALS)),
        pages=tuple(map(page_text, rows_of(connection, schema.pages, document_id))),
        sections=_sections(connection, document_id, citations),
        statements=tuple(_statement(row, citations) for row in rows_of(connection, schema.statements, document_id)),
        lines=_lines(connection, document_id, citations),
        projects=_projects(connection, document_id, citations),
        overall_goals=read_overall_goals(connection, document_id, citations),
        three_public=_three_public(parts, citations),
        procurement=_procurement(parts, citations),
        figures=read_figures(connection, document_id, citations),
        income=read_income(connection, document_id, citations),
        checks=_checks(connection, document_id, citations),
        problems=_problems(connection, document_id),
    )


def _document(connection: Connection, document_id: str) -> Row | None:
    return connection.execute(select(schema.documents).where(schema.documents.c.id == document_id)).mappings().first()


def _sections(connection: Connection, document_id: str, citations: Citations) -> tuple[Section, ...]:
    rows = rows_of(connection, schema.sections, document_id)
    return tuple(read_section(row, citations.get(("sections", row["ordinal"]), ())) for row in rows)


def _checks(connection: Connection, document_id: str, citations: Citations) -> tuple[Check, ...]:
    rows = rows_of(connection, schema.checks, document_id)
    return tuple(read_check(row, citations.get(("checks", row["ordinal"]), ())) for row in rows)


def _problems(connection: Connection, document_id: str) -> tuple[Problem, ...]:
    return tuple(map(read_problem, rows_of(connection, schema.problems, document_id)))


def page_text(row: Row) -> PageText:
    """The page of a row of ``pages``."""
    return PageText(
        number=row["number"],
        width=row["width"],
        height=row["height"],
        lines=tuple(json.loads(row["lines"])),
        first_line=row["first_line"],
    )


def citations_of(
    connection: Connection, record: str, document_ids: Collection[str]
) -> Mapping[tuple[str, int], tuple[Citation, ...]]:
    """The citations of one kind of record over several documents, by document id and ordinal."""
    table = schema.citations
    query = select(table).where(table.c.record == record, table.c.document_id.in_(document_ids))
    found: dict[tuple[str, int], tuple[Citation, ...]] = {}
    for row in connection.execute(query.order_by(*table.primary_key)).mappings():
        key = (row["document_id"], row["record_ordinal"])
        found[key] = (*found.get(key, ()), citation_in(row))
    return found


def read_source(row: Row) -> SourceFile:
    """The file of a row of ``documents``."""
    return SourceFile(row["sha256"], row["path"], row["media_type"], row["size"], row["page_count"])


def read_identity(row: Row) -> Identity:
    """The identity of a row that holds the columns of ``documents``."""
    return Identity(
        title=row["title"],
        province=row["province"],
        prefecture=row["prefecture"],
        county=row["county"],
        division_code=row["division_code"],
        department=row["department"],
        department_type=row["department_type"],
        year=row["year"],
        stage=Stage(row["stage"]) if row["stage"] is not None else None,
        kind=DocumentKind(row["kind"]),
        table_unit=row["table_unit"],
    )


def read_section(row: Row, citations: tuple[Citation, ...]) -> Section:
    """The section of a row of ``sections``."""
    return Section(
        ordinal=row["ordinal"],
        path=tuple(json.loads(row["path"])),
        kind=SectionKind(row["kind"]),
        text=row["text"],
        citations=citations,
    )


def _statement(row: Row, citations: Citations) -> Statement:
    return Statement(
        ordinal=row["ordinal"],
        kind=row["kind"],
        title=row["title"],
        unit=row["unit"],
        page_from=row["page_from"],
        page_to=row["page_to"],
        empty=row["empty"],
        citations=citations.get(("statements", row["ordinal"]), ()),
    )


def _lines(connection: Connection, document_id: str, citations: Citations) -> tuple[BudgetLine, ...]:
    amounts: dict[int, dict[str, Amount]] = defaultdict(dict)
    for row in rows_of(connection, schema.line_amounts, document_id):
        amount = amount_in(row)
        if amount is not None:
            amounts[row["line_ordinal"]][row["meaning"]] = amount
    return tuple(
        read_line(row, amounts.get(row["ordinal"], {}), citations.get(("lines", row["ordinal"]), ()))
        for row in rows_of(connection, schema.lines, document_id)
    )


def read_line(row: Row, amounts: Mapping[str, Amount], citations: tuple[Citation, ...]) -> BudgetLine:
    """The line of a row of ``lines``."""
    return BudgetLine(
        ordinal=row["ordinal"],
        classification=Classification(row["classification"]),
        statement=row["statement"],
        code=row["code"],
        code_origin=row["code_origin"],
        name=row["name"],
        level=row["level"],
        amounts=amounts,
        citations=citations,
    )


def _projects(connection: Connection, document_id: str, citations: Citations) -> tuple[Project, ...]:
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in rows_of(connection, schema.indicators, document_id):
        indicators[row["project_ordinal"]].append(indicator_in(row))
    return tuple(
        read_project(row, indicators.get(row["ordinal"], ()), citations.get(("projects", row["ordinal"]), ()))
        for row in rows_of(connection, schema.projects, document_id)
    )


def read_project(row: Row, indicators: Iterable[Indicator], citations: tuple[Citation, ...]) -> Project:
    """The project of a row of ``projects``."""
    return Project(
        ordinal=row["ordinal"],
        name=row["name"],
        code=row["code"],
        amount=amount_in(row),
        goal=row["goal"],
        indicators=tuple(indicators),
        citations=citations,
        category=row["category"],
        basis=row["basis"],
        note=row["note"],
        function_code=row["function_code"],
    )


def _parts(connection: Connection, document_id: str) -> dict[tuple[str, str], Amount | None]:
    rows = rows_of(connection, schema.document_amounts, document_id)
    return {(row["part"], row["meaning"]): amount_in(row) for row in rows}


def read_part(parts: Mapping[tuple[str, str], Amount | None], part: str) -> dict[str, Any]:
    """The amounts of one part by field name, None where the catalog holds none."""
    return {meaning: parts.get((part, meaning)) for meaning in PART_MEANINGS[part]}


def _three_public(parts: Mapping[tuple[str, str], Amount | None], citations: Citations) -> ThreePublic | None:
    cited = citations.get((schema.THREE_PUBLIC, 0))
    if not cited:
        return None

    def beside(part: str) -> ThreePublic | None:
        amounts = read_part(parts, part)
        return ThreePublic(**amounts, citation=cited[0]) if any(amounts.values()) else None

    return ThreePublic(
        **read_part(parts, schema.THREE_PUBLIC),
        citation=cited[0],
        previous=beside(schema.THREE_PUBLIC_PREVIOUS),
        planned=beside(schema.THREE_PUBLIC_PLANNED),
    )


def _procurement(parts: Mapping[tuple[str, str], Amount | None], citations: Citations) -> Procurement | None:
    cited = citations.get((schema.PROCUREMENT, 0))
    return Procurement(**read_part(parts, schema.PROCUREMENT), citation=cited[0]) if cited else None


def read_check(row: Row, citations: tuple[Citation, ...]) -> Check:
    """The check of a row that holds the columns of ``checks``."""
    return Check(
        id=row["check_id"],
        formula=row["formula"],
        holds=row["holds"],
        left=money_in(row, "left"),
        right=money_in(row, "right"),
        difference=money_in(row, "difference"),
        citations=citations,
    )


def read_problem(row: Row) -> Problem:
    """The problem of a row of ``problems``."""
    return Problem(row["code"], Severity(row["severity"]), row["message"], row["page"])


def _citations(connection: Connection, document_id: str) -> Citations:
    """By far the most rows of a disclosure, so they are taken as plain tuples."""
    table = schema.citations.c
    columns = (table.record, table.record_ordinal, table.page, table.first_line, table.last_line)
    box = (table.x0, table.top, table.x1, table.bottom)
    query = select(*columns, *box).where(table.document_id == document_id).order_by(*schema.citations.primary_key)
    found: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for record, ordinal, page, first_line, last_line, *corners in connection.execute(query).all():
        box_on_page = None if corners[0] is None else Box(*corners)
        found[record, ordinal].append(Citation(page, box_on_page, first_line, last_line))
    return {key: tuple(citations) for key, citations in found.items()}
