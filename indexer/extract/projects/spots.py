"""Tables as rows of distinct texts: merged cells seen from every row and column they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.extract.flow import cell_text
from indexer.readers.document import Cell, Table


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell as one row sees it.

    ``column`` is the first column it covers, ``starts`` whether its top lies in
    this row, ``left``/``right`` its horizontal extent in points, or in columns
    for tables without boxes.
    """

    cell: Cell
    column: int
    starts: bool
    left: float
    right: float

    @property
    def text(self) -> str:
        """The text without white space; '' for a blank cell."""
        return cell_text(self.cell)

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


Row = tuple[Spot, ...]


def spot_rows(table: Table) -> tuple[Row, ...]:
    """The rows of a table, each with every cell that covers it from left to right."""
    width = len(table.rows[0]) if table.rows else 0
    owners: list[list[Spot | None]] = [[None] * width for _ in table.rows]
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            if cell is not None:
                _cover(owners, cell, r, c)
    return tuple(tuple(_distinct(row)) for row in owners)


def _cover(owners: list[list[Spot | None]], cell: Cell, row: int, column: int) -> None:
    left, right = (cell.box[0], cell.box[2]) if cell.box else (float(column), float(column + cell.column_span))
    for r in range(row, min(row + cell.row_span, len(owners))):
        spot = Spot(cell, column, r == row, left, right)
        for c in range(column, min(column + cell.column_span, len(owners[r]))):
            owners[r][c] = spot


def _distinct(row: Sequence[Spot | None]) -> Iterator[Spot]:
    last: Spot | None = None
    for spot in row:
        if spot is not None and spot is not last:
            yield spot
        last = spot
