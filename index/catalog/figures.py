"""Rows -> the figures of the narrative, with their changes and the cells they speak of."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import Connection

from index.catalog import schema
from index.catalog.values import Citations, Row, amount_in, money_in, rows_of
from index.records import ComparedWith, Direction, FigureCell, FigureChange, Fund, NarrativeFigure


def read_figures(connection: Connection, document_id: str, citations: Citations) -> tuple[NarrativeFigure, ...]:
    """The figures of one document in reading order."""
    changes: dict[int, list[FigureChange]] = defaultdict(list)
    for row in rows_of(connection, schema.figure_changes, document_id):
        changes[row["figure_ordinal"]].append(_change(row))
    return tuple(
        NarrativeFigure(
            ordinal=row["ordinal"],
            subject=row["subject"],
            fund=Fund(row["fund"]) if row["fund"] is not None else None,
            label=row["label"],
            amount=amount_in(row),
            count=row["count"],
            count_unit=row["count_unit"],
            threshold=money_in(row, "threshold"),
            changes=tuple(changes.get(row["ordinal"], ())),
            section=row["section_ordinal"],
            citations=citations.get((schema.figures.name, row["ordinal"]), ()),
            cell=_cell(row, citations),
        )
        for row in rows_of(connection, schema.figures, document_id)
    )


def _change(row: Row) -> FigureChange:
    return FigureChange(
        compared_with=ComparedWith(row["compared_with"]),
        direction=Direction(row["direction"]),
        base=amount_in(row, "base"),
        amount=amount_in(row),
        percentage=Decimal(row["percentage"]) if row["percentage"] is not None else None,
        reason=row["reason"],
    )


def _cell(row: Row, citations: Citations) -> FigureCell | None:
    if row["statement_ordinal"] is None:
        return None
    cited = citations.get((schema.FIGURE_CELLS, row["ordinal"]))
    return FigureCell(row["statement_ordinal"], amount_in(row, "cell"), cited[0] if cited else None)
