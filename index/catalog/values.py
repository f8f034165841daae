"""Values of rows: amounts and money as records hold them, and the rows of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from index.catalog.rows import FEN_PER_YUAN
from index.records import Amount, AmountState, Box, Citation, Indicator

#: Column -> value; a plain mapping is read several times faster than SQLAlchemy's.
Row = Mapping[Any, Any]

#: (record, its ordinal) -> its citations in order.
Citations = Mapping[tuple[str, int], tuple[Citation, ...]]


def rows_of(connection: Connection, table: Table, document_id: str) -> Sequence[Row]:
    """Rows of one document in the order of the table's key."""
    return rows(connection, select(table).where(table.c.document_id == document_id).order_by(*table.primary_key))


def rows(connection: Connection, query: Select[Any]) -> Sequence[Row]:
    """The answer to a query."""
    result = connection.execute(query)
    names = tuple(result.keys())
    return [dict(zip(names, values, strict=True)) for values in result.all()]


def amount_in(row: Row, prefix: str = "amount") -> Amount | None:
    """The amount in the columns of one prefix, None where there is none."""
    if row[f"{prefix}_state"] is None:
        return None
    return Amount(
        yuan=money_in(row, prefix),
        raw=row[f"{prefix}_raw"],
        unit=row[f"{prefix}_unit"],
        unit_origin=row[f"{prefix}_unit_origin"],
        state=AmountState(row[f"{prefix}_state"]),
    )


def money_in(row: Row, prefix: str) -> Decimal | None:
    """Exact yuan in the columns of one prefix."""
    fen = row[f"{prefix}_fen"]
    if fen is None:
        return None
    return (Decimal(fen) + Decimal(row[f"{prefix}_rest"] or 0)) / FEN_PER_YUAN


def indicator_in(row: Row) -> Indicator:
    """The indicator of a row that holds the columns of ``indicators``."""
    return Indicator(
        level1=row["level1"],
        level2=row["level2"],
        level3=row["level3"],
        value=row["value"],
        operator=row["operator"],
        target=row["target"],
        unit=row["unit"],
        weight=row["weight"],
        description=row["description"],
        basis=row["basis"],
        citation=citation_in(row) if row["page"] is not None else None,
    )


def citation_in(row: Row) -> Citation:
    """The place in the columns of a row."""
    box = None if row["x0"] is None else Box(row["x0"], row["top"], row["x1"], row["bottom"])
    return Citation(row["page"], box, row["first_line"], row["last_line"])
