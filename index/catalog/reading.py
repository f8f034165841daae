"""Rows -> Disclosure: the inverse of ``rows.py``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

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
        source=_source(document),
        identity=read_identity(document),
        totals=Totals(**_part(parts, schema.TOTALS)),
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


def read_outline(connection: Connection, document_id: str) -> Disclosure | None:
    """What an index is made from, read several times faster than the whole; None when the catalog does not hold it.

    There are no pages, statements and three public expenses; lines have their
    totals only, records the page of their first citation only.
    """
    document = _document(connection, document_id)
    if document is None:
        return None
    citations = _first_pages(connection, document_id)
    parts = _parts(connection, document_id)
    return Disclosure(
        source=_source(document),
        identity=read_identity(document),
        totals=Totals(**_part(parts, schema.TOTALS)),
        sections=_sections(connection, document_id, citations),
        lines=_lines(connection, document_id, citations, schema.line_amounts.c.meaning == "total"),
        projects=_projects(connection, document_id, citations),
        overall_goals=read_overall_goals(connection, document_id, citations),
        checks=_checks(connection, document_id, citations),
        problems=_problems(connection, document_id),
    )


def _document(connection: Connection, document_id: str) -> Row | None:
    return connection.execute(select(schema.documents).where(schema.documents.c.id == document_id)).mappings().first()


def _sections(connection: Connection, document_id: str, citations: Citations) -> tuple[Section, ...]:
    return tuple(_section(row, citations) for row in rows_of(connection, schema.sections, document_id))


def _checks(connection: Connection, document_id: str, citations: Citations) -> tuple[Check, ...]:
    rows = rows_of(connection, schema.checks, document_id)
    return tuple(read_check(row, citations.get(("checks", row["ordinal"]), ())) for row in rows)


def _problems(connection: Connection, document_id: str) -> tuple[Problem, ...]:
    return tuple(map(_problem, rows_of(connection, schema.problems, document_id)))


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


def _source(row: Row) -> SourceFile:
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


def _section(row: Row, citations: Citations) -> Section:
    return Section(
        ordinal=row["ordinal"],
        path=tuple(json.loads(row["path"])),
        kind=SectionKind(row["kind"]),
        text=row["text"],
        citations=citations.get(("sections", row["ordinal"]), ()),
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


def _lines(
    connection: Connection, document_id: str, citations: Citations, *which_amounts: ColumnElement[bool]
) -> tuple[BudgetLine, ...]:
    amounts: dict[int, dict[str, Amount]] = defaultdict(dict)
    for row in rows_of(connection, schema.line_amounts, document_id, *which_amounts):
        amount = amount_in(row)
        if amount is not None:
            amounts[row["line_ordinal"]][row["meaning"]] = amount
    return tuple(
        BudgetLine(
            ordinal=row["ordinal"],
            classification=Classification(row["classification"]),
            statement=row["statement"],
            code=row["code"],
            code_origin=row["code_origin"],
            name=row["name"],
            level=row["level"],
            amounts=amounts.get(row["ordinal"], {}),
            citations=citations.get(("lines", row["ordinal"]), ()),
        )
        for row in rows_of(connection, schema.lines, document_id)
    )


def _projects(connection: Connection, document_id: str, citations: Citations) -> tuple[Project, ...]:
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for row in rows_of(connection, schema.indicators, document_id):
        indicators[row["project_ordinal"]].append(indicator_in(row))
    return tuple(
        Project(
            ordinal=row["ordinal"],
            name=row["name"],
            code=row["code"],
            amount=amount_in(row),
            goal=row["goal"],
            indicators=tuple(indicators.get(row["ordinal"], ())),
            citations=citations.get(("projects", row["ordinal"]), ()),
            category=row["category"],
            basis=row["basis"],
            note=row["note"],
            function_code=row["function_code"],
        )
        for row in rows_of(connection, schema.projects, document_id)
    )


def _parts(connection: Connection, document_id: str) -> dict[tuple[str, str], Amount | None]:
    rows = rows_of(connection, schema.document_amounts, document_id)
    return {(row["part"], row["meaning"]): amount_in(row) for row in rows}


def _part(parts: Mapping[tuple[str, str], Amount | None], part: str) -> dict[str, Any]:
    """The amounts of one part by field name, None where the catalog holds none."""
    return {meaning: parts.get((part, meaning)) for meaning in PART_MEANINGS[part]}


def _three_public(parts: Mapping[tuple[str, str], Amount | None], citations: Citations) -> ThreePublic | None:
    cited = citations.get((schema.THREE_PUBLIC, 0))
    if not cited:
        return None

    def beside(part: str) -> ThreePublic | None:
        amounts = _part(parts, part)
        return ThreePublic(**amounts, citation=cited[0]) if any(amounts.values()) else None

    return ThreePublic(
        **_part(parts, schema.THREE_PUBLIC),
        citation=cited[0],
        previous=beside(schema.THREE_PUBLIC_PREVIOUS),
        planned=beside(schema.THREE_PUBLIC_PLANNED),
    )


def _procurement(parts: Mapping[tuple[str, str], Amount | None], citations: Citations) -> Procurement | None:
    cited = citations.get((schema.PROCUREMENT, 0))
    return Procurement(**_part(parts, schema.PROCUREMENT), citation=cited[0]) if cited else None


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


def _problem(row: Row) -> Problem:
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


def _first_pages(connection: Connection, document_id: str) -> Citations:
    table = schema.citations.c
    query = select(table.record, table.record_ordinal, table.page)
    rows = connection.execute(query.where(table.document_id == document_id, table.ordinal == 0)).all()
    return {(record, ordinal): (Citation(page),) for record, ordinal, page in rows}
