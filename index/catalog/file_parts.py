"""What the files of one holder, year and kind hold, read from the catalog so that they can be linked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, select

from index.catalog import schema
from index.linked_files import MANY_STATEMENTS, FilePart, HolderKey, linked_files

_BATCH = 5_000


def read_other_files(connection: Connection, document_id: str) -> tuple[FilePart, ...]:
    """The other files of the disclosure that a document is a part of, explanation first; usually none."""
    asked = schema.documents.alias()
    query = _parts_like(asked).where(asked.c.id == document_id)
    groups = linked_files(_parts(connection, connection.execute(query).all()))
    mine = next((group for group in groups if any(part.document_id == document_id for part in group)), ())
    return tuple(part for part in mine if part.document_id != document_id)


def read_surplus(connection: Connection) -> Mapping[tuple[str | None, int | None, str], int]:
    """How many documents are further files of a disclosure, by division code, year and kind."""
    telling = schema.documents.alias()
    query = _parts_like(telling).where(_statement_count(telling) < MANY_STATEMENTS).distinct()
    surplus: Counter[tuple[str | None, int | None, str]] = Counter()
    for group in linked_files(_parts(connection, connection.execute(query).all())):
        division_code, _, year, kind = group[0].holder
        surplus[division_code, year, kind] += len(group) - 1
    return surplus


def _parts_like(asked: FromClause) -> Select[Any]:
    """Ids and holders of the documents of the same holder, year and kind as the asked ones."""
    documents = schema.documents
    name = _narrow(documents.c.department)
    same = and_(
        documents.c.division_code.is_not_distinct_from(asked.c.division_code),
        documents.c.year.is_not_distinct_from(asked.c.year),
        documents.c.kind == asked.c.kind,
        name == _narrow(asked.c.department),
    )
    columns = (documents.c.id, documents.c.division_code, name, documents.c.year, documents.c.kind)
    return select(*columns).select_from(asked.join(documents, same))


def _narrow(department: ColumnElement[Any]) -> ColumnElement[Any]:
    """A name with narrow brackets: one file may print （本级）, the other (本级)."""
    return func.replace(func.replace(department, "（", "("), "）", ")")


def _statement_count(documents: FromClause) -> ColumnElement[int]:
    statements = schema.statements
    held = and_(statements.c.document_id == documents.c.id, statements.c.empty.is_(False))
    return select(func.count(statements.c.kind.distinct())).where(held).correlate(documents).scalar_subquery()


def _parts(connection: Connection, rows: Sequence[Any]) -> list[FilePart]:
    """The parts of holders of whom more than one file is held."""
    held = Counter(tuple(row[1:]) for row in rows)
    holders: dict[str, HolderKey] = {
        row[0]: (row[1], row[2], row[3], row[4]) for row in rows if held[tuple(row[1:])] > 1
    }
    told: dict[str, int] = {}
    printed: dict[str, set[str]] = defaultdict(set)
    for ids in _batches(tuple(holders)):
        told.update(_told(connection, ids))
        for document_id, kind in _printed(connection, ids):
            printed[document_id].add(kind)
    return [FilePart(id_, holder, told.get(id_, 0), frozenset(printed[id_])) for id_, holder in holders.items()]


def _told(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    sections = schema.sections.c
    query = select(sections.document_id, func.sum(func.length(sections.text))).where(sections.document_id.in_(ids))
    for document_id, characters in connection.execute(query.group_by(sections.document_id)):
        yield document_id, int(characters)


def _printed(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    statements = schema.statements.c
    query = select(statements.document_id, statements.kind)
    for row in connection.execute(query.where(statements.document_id.in_(ids), statements.empty.is_(False))):
        yield row.document_id, row.kind


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many ids at a time as a database takes in one query."""
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
