"""Figures over several documents: what a place has disclosed, what a subject costs, what is there at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, case, func, select

from index.catalog import schema
from index.catalog.file_parts import read_surplus
from index.catalog.reading import read_identity
from index.catalog.rows import FEN_PER_YUAN
from index.json_form.statements import ECONOMIC_STATEMENTS, FUNCTION_STATEMENTS
from index.records import Classification, Identity

#: Statements that print the subjects of a classification, the one to be believed first.
STATEMENTS: Mapping[Classification, tuple[str, ...]] = {
    Classification.FUNCTION: FUNCTION_STATEMENTS,
    Classification.ECONOMIC: ECONOMIC_STATEMENTS,
}

#: (part, meaning) of an amount of a document: ("totals", "expenditure"), ("three_public", "total") …
AmountKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its records.

    ``amounts`` holds yuan of what is printed; ``statements`` says of each kind
    of statement whether all there is of it is declared empty; ``findings``
    counts its checks that do not hold.
    """

    document_id: str
    identity: Identity
    amounts: Mapping[AmountKey, Decimal]
    statements: Mapping[str, bool]
    projects: int
    findings: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many disclosures of one place, year and kind there are; None where documents do not say.

    A disclosure in several files is one of ``documents``.
    """

    division_code: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    year: int | None
    kind: str
    documents: int


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project without its goal and indicators; ``yuan`` is None where no amount is printed."""

    document_id: str
    ordinal: int
    year: int | None
    kind: str
    code: str | None
    name: str
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class SubjectSum:
    """What the documents of one kind and year print for a subject; departments and their units stay apart by kind."""

    code: str
    year: int | None
    kind: str
    documents: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One document's line of a subject."""

    document_id: str
    identity: Identity
    ordinal: int
    yuan: Decimal


def read_summaries(
    connection: Connection, division_code: str, department: str | None = None
) -> tuple[DocumentSummary, ...]:
    """The documents of one place (without the places below it), by department, year and kind."""
    documents = schema.documents.c
    named = () if department is None else (documents.department == department,)
    order = (documents.department, documents.year, documents.kind, documents.id)
    return _summaries(connection, select(schema.documents).where(_here(division_code), *named).order_by(*order))


def read_type_summaries(connection: Connection, department_type: str, limit: int) -> tuple[DocumentSummary, ...]:
    """The documents of one type of department everywhere, by place, year and kind; up to a limit."""
    documents = schema.documents.c
    order = (documents.division_code, documents.department, documents.year, documents.kind, documents.id)
    query = select(schema.documents).where(documents.department_type == department_type)
    return _summaries(connection, query.order_by(*order).limit(limit))


def read_projects(connection: Connection, division_code: str, department: str) -> tuple[ProjectSummary, ...]:
    """The projects of one department over all its documents, by year and document, in reading order."""
    documents, projects = schema.documents.c, schema.projects.c
    columns = (projects.code, projects.name, projects.amount_fen, projects.amount_rest)
    query = (
        select(documents.id, projects.ordinal, documents.year, documents.kind, *columns)
        .join(schema.documents, documents.id == projects.document_id)
        .where(_here(division_code), documents.department == department)
        .order_by(documents.year, documents.id, projects.ordinal)
    )
    return tuple(
        ProjectSummary(document_id, ordinal, year, kind, code, name, None if fen is None else _yuan(fen, rest))
        for document_id, ordinal, year, kind, code, name, fen, rest in connection.execute(query)
    )


def read_department_types(connection: Connection) -> tuple[tuple[str, int], ...]:
    """The types of departments with how many documents each has, most first."""
    kind = schema.documents.c.department_type
    query = select(kind, func.count()).where(kind.is_not(None)).group_by(kind).order_by(func.count().desc(), kind)
    return tuple((name, int(count)) for name, count in connection.execute(query))


def _here(division_code: str) -> ColumnElement[bool]:
    return schema.documents.c.division_code == division_code


def _summaries(connection: Connection, query: Select[Any]) -> tuple[DocumentSummary, ...]:
    rows = connection.execute(query).mappings().all()
    ids = [row["id"] for row in rows]
    amounts, statements = _amounts(connection, ids), _statements(connection, ids)
    projects = _counts(connection, schema.projects, ids)
    findings = _counts(connection, schema.checks, ids, schema.checks.c.holds.is_(False))
    return tuple(
        DocumentSummary(
            document_id=row["id"],
            identity=read_identity(row),
            amounts=amounts.get(row["id"], {}),
            statements=statements.get(row["id"], {}),
            projects=projects.get(row["id"], 0),
            findings=findings.get(row["id"], 0),
        )
        for row in rows
    )


def read_coverage(connection: Connection) -> tuple[Coverage, ...]:
    """Disclosures by place, year and kind, places by division code, those without one last."""
    documents = schema.documents.c
    place = (documents.division_code, documents.province, documents.prefecture, documents.county)
    columns = (*place, documents.year, documents.kind)
    query = select(*columns, func.count()).group_by(*columns)
    surplus = read_surplus(connection)
    found = [
        Coverage(code, province, prefecture, county, year, kind, held - surplus.get((code, year, kind), 0))
        for code, province, prefecture, county, year, kind, held in connection.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (one.division_code or "~", one.year or 0, one.kind)))


def read_outcomes(connection: Connection) -> Mapping[str, int]:
    """How many files seen ended in each outcome of the journal."""
    outcome = schema.journal.c.outcome
    found = connection.execute(select(outcome, func.count()).group_by(outcome).order_by(outcome))
    return {name: int(count) for name, count in found}


def read_peers(connection: Connection, department_type: str, year: int, kind: str) -> Mapping[str, Decimal]:
    """The expenditure of every document of this department type, year and kind, by document id."""
    documents, amounts = schema.documents, schema.document_amounts
    query = (
        select(documents.c.id, amounts.c.amount_fen, amounts.c.amount_rest)
        .join(amounts, amounts.c.document_id == documents.c.id)
        .where(amounts.c.part == schema.TOTALS, amounts.c.meaning == "expenditure", amounts.c.amount_fen.is_not(None))
        .where(documents.c.department_type == department_type, documents.c.year == year, documents.c.kind == kind)
    )
    return {document_id: _yuan(fen, rest) for document_id, fen, rest in connection.execute(query)}


def read_subject_sums(
    connection: Connection, classification: Classification, codes: Collection[str], division_code: str | None = None
) -> tuple[SubjectSum, ...]:
    """What subjects cost by code, year and kind of document; each document counts by its best statement only."""
    documents, lines, amounts = schema.documents.c, schema.lines.c, schema.line_amounts.c
    query = _subject_lines(
        classification,
        *(
            lines.code,
            documents.year,
            documents.kind,
            func.count(documents.id.distinct()),
            func.sum(amounts.amount_fen),
        ),
    ).where(lines.code.in_(codes))
    if division_code is not None:
        query = query.where(documents.division_code == division_code)
    query = query.group_by(lines.code, documents.year, documents.kind).order_by(
        lines.code, documents.year, documents.kind
    )
    return tuple(
        SubjectSum(code, year, kind, count, _yuan(int(fen)))
        for code, year, kind, count, fen in connection.execute(query)
    )


def read_subject_lines(
    connection: Connection, classification: Classification, code: str, limit: int
) -> tuple[SubjectLine, ...]:
    """The dearest lines of a subject, one a document."""
    lines, amounts = schema.lines.c, schema.line_amounts.c
    query = _subject_lines(classification, schema.documents, lines.ordinal, amounts.amount_fen, amounts.amount_rest)
    query = query.where(lines.code == code).order_by(amounts.amount_fen.desc(), lines.document_id, lines.ordinal)
    return tuple(
        SubjectLine(row["id"], read_identity(row), row["ordinal"], _yuan(row["amount_fen"], row["amount_rest"]))
        for row in connection.execute(query.limit(limit)).mappings()
    )


def _subject_lines(classification: Classification, *columns: Any) -> Select[Any]:
    """Lines with their printed totals, from the best statement of each document."""
    documents, lines, amounts = schema.documents, schema.lines, schema.line_amounts
    ranks = {statement: rank for rank, statement in enumerate(STATEMENTS[classification])}
    rank = case(ranks, value=lines.c.statement)
    best = (
        select(lines.c.document_id, func.min(rank).label("rank"))
        .where(lines.c.classification == classification, lines.c.statement.in_(ranks))
        .group_by(lines.c.document_id)
        .subquery()
    )
    same_line = (amounts.c.document_id == lines.c.document_id) & (amounts.c.line_ordinal == lines.c.ordinal)
    joined = (
        lines.join(best, (best.c.document_id == lines.c.document_id) & (rank == best.c.rank))
        .join(amounts, same_line & (amounts.c.meaning == "total"))
        .join(documents, documents.c.id == lines.c.document_id)
    )
    return (
        select(*columns)
        .select_from(joined)
        .where(lines.c.classification == classification, amounts.c.amount_fen.is_not(None))
    )


def _amounts(connection: Connection, ids: Sequence[str]) -> Mapping[str, Mapping[AmountKey, Decimal]]:
    table = schema.document_amounts
    query = select(table).where(table.c.document_id.in_(ids), table.c.amount_fen.is_not(None))
    found: dict[str, dict[AmountKey, Decimal]] = defaultdict(dict)
    for row in connection.execute(query):
        found[row.document_id][row.part, row.meaning] = _yuan(row.amount_fen, row.amount_rest)
    return found


def _statements(connection: Connection, ids: Sequence[str]) -> Mapping[str, Mapping[str, bool]]:
    table = schema.statements
    query = select(table.c.document_id, table.c.kind, table.c.empty).where(table.c.document_id.in_(ids))
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for document_id, kind, empty in connection.execute(query):
        found[document_id][kind] = found[document_id].get(kind, True) and empty
    return found


def _counts(connection: Connection, table: Table, ids: Sequence[str], *conditions: Any) -> Mapping[str, int]:
    query = select(table.c.document_id, func.count()).where(table.c.document_id.in_(ids), *conditions)
    return {document_id: int(count) for document_id, count in connection.execute(query.group_by(table.c.document_id))}


def _yuan(fen: int, rest: str | None = None) -> Decimal:
    return (Decimal(fen) + Decimal(rest or 0)) / FEN_PER_YUAN
