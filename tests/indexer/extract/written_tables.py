"""Documents written for tests: tables with boxes, loose lines, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Problem, Project
from indexer.extract.flow import flow
from indexer.extract.projects import read_projects
from indexer.extract.regions import layout
from indexer.readers.document import Cell, Document, Line, Page, Table

COLUMN_WIDTH = 60.0
ROW_HEIGHT = 20.0

#: Marks a position that the cell to the left, or the cell above, covers.
LEFT, ABOVE = "<", "^"


def ruled(*rows: Sequence[str], top: float = 100.0) -> Table:
    """A ruled table; ``LEFT`` and ``ABOVE`` stand where a merged neighbour covers the position."""
    cells = [[_cell(rows, r, c, top) for c in range(len(rows[0]))] for r in range(len(rows))]
    box = (0.0, top, COLUMN_WIDTH * len(rows[0]), top + ROW_HEIGHT * len(rows))
    return Table(tuple(map(tuple, cells)), box)


def _cell(rows: Sequence[Sequence[str]], row: int, column: int, top: float) -> Cell | None:
    text = rows[row][column]
    if text in (LEFT, ABOVE):
        return None
    width = 1
    while column + width < len(rows[row]) and rows[row][column + width] == LEFT:
        width += 1
    height = 1
    while row + height < len(rows) and rows[row + height][column] == ABOVE:
        height += 1
    left, upper = column * COLUMN_WIDTH, top + row * ROW_HEIGHT
    box = (left, upper, left + width * COLUMN_WIDTH, upper + height * ROW_HEIGHT)
    return Cell(text, box, height, width)


def dumped(*rows: Sequence[str]) -> Table:
    """A table of a text dump: no boxes, cells that may be shifted."""
    width = max(map(len, rows))
    cells = tuple(tuple(Cell(text) for text in (*row, *[""] * (width - len(row)))) for row in rows)
    return Table(cells, exact_columns=False, line_numbers=tuple(range(1, len(rows) + 1)))


def read(*pages: Sequence[str | Table], unit: str | None = None) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    """The projects of a document whose pages hold these lines and tables."""
    numbered = tuple(Page(number, _blocks(page)) for number, page in enumerate(pages, start=1))
    return read_projects(layout(flow(Document("application/pdf", numbered))), default_unit=unit)[:2]


def _blocks(page: Sequence[str | Table]) -> tuple[Line | Table, ...]:
    blocks: list[Line | Table] = []
    for number, block in enumerate(page, start=1):
        top = number * 10.0
        blocks.append(block if isinstance(block, Table) else Line(block, number, (0.0, top, 500.0, top + 8)))
    return tuple(blocks)
