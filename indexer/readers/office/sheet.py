"""One worksheet as shown to lines and tables: what xlsx and xls have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.readers.document import Cell, Line, Page, Table, UnreadableFileError

#: Points that one step of a cell's own indent moves its text.
INDENT_POINTS = 9.0
_SPACE_POINTS = 5.25
_WIDE_SPACE_POINTS = 10.5
#: Grid positions of one sheet; more is a sheet formatted to its last row, or hostile.
MAX_POSITIONS = 2_000_000
#: Names that programs give to sheets.
_GIVEN_NAMES = ("sheet", "工作表")

#: (row, column), counted from 0.
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as shown. ``ruled`` is whether a line is drawn at its left or right."""

    text: str
    ruled: bool = False
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area; ``bottom`` and ``right`` belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: the cells that hold text or rules, merged areas, and what is hidden."""

    name: str
    cells: Mapping[Position, SheetCell]
    merged: Sequence[Area]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def leading_points(text: str) -> float:
    """How far leading spaces move a text, in points."""
    lead = text[: len(text) - len(text.lstrip())]
    wide = lead.count("\u3000")
    return wide * _WIDE_SPACE_POINTS + (len(lead) - wide) * _SPACE_POINTS


def sheet_page(sheet: Sheet, number: int, first_line: int) -> Page:
    """The sheet as a page.

    Rows between rules are tables; without any, everything from the first to the
    last row of two or more filled cells is. Other rows are lines. Lines and rows are
    numbered from ``first_line`` on.

    Raises:
        UnreadableFileError: too_large.
    """
    rows = _shown_rows(sheet)
    blocks = list(_blocks(rows, first_line))
    if isinstance(next(iter(blocks), None), Table) and not sheet.name.lower().startswith(_GIVEN_NAMES):
        blocks = [Line(sheet.name, first_line), *_blocks(rows, first_line + 1)]
    return Page(number, tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell | None, ...]
    ruled: bool

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells if cell and cell.text]


def _shown_rows(sheet: Sheet) -> list[_Row]:
    """The visible part of the sheet that holds anything, as a grid."""
    filled = [at for at, cell in sheet.cells.items() if cell.text and at[0] not in sheet.hidden_rows]
    if not filled:
        return []
    last_row, last_column = max(row for row, _ in filled), max(column for _, column in filled)
    rows = [row for row in range(min(row for row, _ in filled), last_row + 1) if row not in sheet.hidden_rows]
    left = min(column for _, column in filled)
    columns = [column for column in range(left, last_column + 1) if column not in sheet.hidden_columns]
    if len(rows) * len(columns) > MAX_POSITIONS:
        raise UnreadableFileError("too_large", f"工作表“{sheet.name}”的范围过大，未读取。")
    grid = _grid(sheet, rows, columns)
    ruled = {row for (row, _), cell in sheet.cells.items() if cell.ruled}
    return [_Row(tuple(cells), row in ruled) for row, cells in zip(rows, grid, strict=True)]


def _grid(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> list[list[Cell | None]]:
    grid: list[list[Cell | None]] = [[_cell(sheet, (row, column)) for column in columns] for row in rows]
    row_at = {row: position for position, row in enumerate(rows)}
    column_at = {column: position for position, column in enumerate(columns)}
    for area in sheet.merged:
        down = [row_at[row] for row in range(area.top, min(area.bottom, rows[-1]) + 1) if row in row_at]
        across = [column_at[c] for c in range(area.left, min(area.right, columns[-1]) + 1) if c in column_at]
        if not down or not across:
            continue
        for row in down:
            for column in across:
                grid[row][column] = None
        anchor = _cell(sheet, (area.top, area.left))
        grid[down[0]][across[0]] = replace(anchor, row_span=len(down), column_span=len(across))
    return grid


def _cell(sheet: Sheet, at: Position) -> Cell:
    cell = sheet.cells.get(at)
    if cell is None or not cell.text:
        return Cell("")
    lines = [line.strip() for line in cell.text.splitlines()]
    return Cell("\n".join(line for line in lines if line), indent=cell.indent)


def _blocks(rows: Sequence[_Row], first_line: int) -> Iterator[Line | Table]:
    number = first_line
    for in_table, group in groupby(zip(rows, _in_table(rows), strict=True), key=lambda pair: pair[1]):
        members = [row for row, _ in group]
        if in_table:
            yield _table(members, number)
            number += len(members)
        else:
            for row in members:
                if row.texts:
                    yield Line(" ".join(text.replace("\n", " ") for text in row.texts), number)
                    number += 1


def _in_table(rows: Sequence[_Row]) -> list[bool]:
    if any(row.ruled for row in rows):
        return [row.ruled for row in rows]
    wide = [position for position, row in enumerate(rows) if len(row.texts) > 1]
    return [bool(wide) and wide[0] <= position <= wide[-1] for position in range(len(rows))]


def _table(rows: Sequence[_Row], number: int) -> Table:
    """The table without the columns at its right that hold nothing in any of its rows."""
    width = max(
        (position + 1 for row in rows for position, cell in enumerate(row.cells) if cell and cell.text), default=1
    )
    covered = max(
        (position + cell.column_span for row in rows for position, cell in enumerate(row.cells) if cell and cell.text),
        default=1,
    )
    width = min(max(width, covered), len(rows[0].cells))
    return Table(rows=tuple(row.cells[:width] for row in rows), line_numbers=tuple(range(number, number + len(rows))))
