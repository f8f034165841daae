"""Whether a table on a new page goes on with the columns of the one before, and its rows on those columns.

The same statement may be ruled differently from page to page: a blank strip at
one side, a head cell that splits a column. Where the columns stand on the page
says which they are; their numbers do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.readers.document import Cell, Table

#: How far, in points, the same rule may be off on another page.
_OFF = 4.0


def lefts(table: Table) -> tuple[float, ...] | None:
    """The left edge of every grid column in points; None where the table has no boxes or a column starts nowhere."""
    found: list[float | None] = [None] * len(table.rows[0])
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell is not None and cell.box is not None and found[column] is None:
                found[column] = cell.box[0]
    known = [edge for edge in found if edge is not None]
    return tuple(known) if len(known) == len(found) else None


def aligned(table: Table, model: Table) -> Table | None:
    """The rows of ``table`` on the columns of ``model``, None where the two do not share their columns.

    Columns are shared when every one that holds something starts where one of
    the model's does and the last ends where the model's last ends; or else when
    there are as many.
    """
    places = _shared_columns(table, model)
    if places is None:
        return table if len(table.rows[0]) == len(model.rows[0]) else None
    rows = tuple(tuple(_placed(row, places, len(model.rows[0]))) for row in table.rows)
    return replace(table, rows=rows)


def _shared_columns(table: Table, model: Table) -> Sequence[int | None] | None:
    """The model's column for each column of the table, None for one that holds nothing; None where they differ."""
    own, wanted = lefts(table), lefts(model)
    if own is None or wanted is None or table.box is None or model.box is None:
        return None
    places = [next((n for n, edge in enumerate(wanted) if abs(edge - left) <= _OFF), None) for left in own]
    held = {column for row in table.rows for column, cell in enumerate(row) if cell is not None and cell.text.strip()}
    same_end = abs(table.box[2] - model.box[2]) <= _OFF
    return places if same_end and len(held) > 1 and all(places[column] is not None for column in held) else None


def _placed(row: Sequence[Cell | None], places: Sequence[int | None], width: int) -> list[Cell | None]:
    placed: list[Cell | None] = [None] * width
    for column, cell in enumerate(row):
        place = places[column]
        if place is not None and cell is not None:
            behind = next((p for p in places[column + cell.column_span :] if p is not None), width)
            placed[place] = replace(cell, column_span=behind - place)
    return placed
