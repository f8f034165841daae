"""Rows -> the income by source."""

from __future__ import annotations

from sqlalchemy import Connection

from index.catalog import schema
from index.catalog.values import Citations, amount_in, rows_of
from index.records import IncomeSource


def read_income(connection: Connection, document_id: str, citations: Citations) -> tuple[IncomeSource, ...]:
    """The sources of one document, statement by statement."""
    return tuple(
        IncomeSource(
            ordinal=row["ordinal"],
            statement=row["statement"],
            source=row["source"],
            within=row["within"],
            name=row["name"],
            amount=amount,
            citations=citations.get((schema.income.name, row["ordinal"]), ()),
        )
        for row in rows_of(connection, schema.income, document_id)
        if (amount := amount_in(row)) is not None
    )
