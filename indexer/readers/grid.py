"""Tables of cells with their places: a grid, and the glyphs printed in each cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from indexer.readers.document import BoxTuple, Cell, Table
from indexer.readers.lines import text_lines
from indexer.readers.printed import Glyph, PrintedPage
from indexer.readers.rules import ruled_cells


class CellGrid:
    """One table before its text is read: cell boxes on a grid of row tops and column lefts."""

    def __init__(self, cells: Sequence[BoxTuple]) -> None:
        self.lefts = sorted({cell[0] for cell in cells})
        self.tops = sorted({cell[1] for cell in cells})
        self._xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self._ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
        self._owners = self._owners_of_squares(cells)
        self._glyphs: dict[BoxTuple, list[Glyph]] = {cell: [] for cell in cells}

    def _owners_of_squares(self, cells: Sequence[BoxTuple]) -> dict[tuple[int, int], BoxTuple]:
        column = {x: position for position, x in enumerate(self._xs)}
        row = {y: position for position, y in enumerate(self._ys)}
        return {
            (x, y): cell
            for cell in cells
            for x in range(column[cell[0]], column[cell[2]])
            for y in range(row[cell[1]], row[cell[3]])
        }

    @property
    def box(self) -> BoxTuple:
        """The box around all cells."""
        return (self._xs[0], self._ys[0], self._xs[-1], self._ys[-1])

    def take(self, glyph: Glyph) -> bool:
        """Put a glyph into the cell its centre lies in; False when it lies in none."""
        _, x0, top, x1, bottom = glyph
        column = bisect_right(self._xs, (x0 + x1) / 2) - 1
        row = bisect_right(self._ys, (top + bottom) / 2) - 1
        cell = self._owners.get((column, row))
        if cell is None:
            return False
        self._glyphs[cell].append(glyph)
        return True

    def table(self) -> Table:
        """The table as read from the glyphs taken so far."""
        cells = {(box[1], box[0]): self._cell(box, glyphs) for box, glyphs in self._glyphs.items()}
        rows = tuple(tuple(cells.get((top, left)) for left in self.lefts) for top in self.tops)
        return Table(rows=rows, box=self.box)

    def _cell(self, box: BoxTuple, glyphs: Sequence[Glyph]) -> Cell:
        lines = text_lines(glyphs)
        return Cell(
            text="\n".join(line.text for line in lines),
            box=box,
            row_span=_count_within(self.tops, box[1], box[3]),
            column_span=_count_within(self.lefts, box[0], box[2]),
            indent=lines[0].box[0] - box[0] if lines else None,
        )


def _count_within(starts: Sequence[float], low: float, high: float) -> int:
    """How many of the sorted grid lines lie in [low, high)."""
    return bisect_left(starts, high) - bisect_left(starts, low)


def ruled_grids(printed: PrintedPage) -> list[CellGrid]:
    """The ruled tables of one page, top to bottom, left to right, their glyphs not yet taken."""
    return [CellGrid(cells) for cells in ruled_cells(printed.edges, printed.ink)]
