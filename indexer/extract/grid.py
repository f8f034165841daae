"""The tables of one statement as one grid: column paths from the heads, body rows below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Citation
from indexer.extract.alignment import aligned
from indexer.extract.flow import PrintedTable, cell_text
from indexer.readers.document import Cell, Table

#: 1,234.56 / -3.20 / 12% … : what a head never is. Bare integers may be years or column numbers.
NUMBER = re.compile(r"[-－+]?[\d,，]+[.．]\d+%?|[-－+]?\d{1,3}(?:[,，]\d{3})+|[-－+]?\d+%?")
#: A number, or a dash for none.
_FIGURE = re.compile(rf"{NUMBER.pattern}|[-－—–]+")
_AMOUNT = re.compile(r"[-－+]?[\d,，]+[.．]\d+|[-－+]?\d{1,3}(?:[,，]\d{3})+|[-－+]?\d{5,}")
_SUBJECT_CODE = re.compile(r"[1-6]\d{2}(?:\d{2}){0,2}")
_YEAR = re.compile(r"20\d\d")
#: The unit of a column's amounts behind its head: 合计（万元）.
_UNIT_OF_COLUMN = re.compile(r"[（(](?:单位[:：]?)?(?:亿|万|千|百)?元[）)]$")
_TOTAL = re.compile(r"总计|合计[:：]?|.{0,6}支出合计|.{0,4}支出总计|小计")
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:=[\d+\-()（）、~～]+)?|栏次|[*＊]+|[A-Z]|[一二三四五六七八九十]")
_CAPTION = re.compile(r"[:：]|表(?:[（(].*[）)])?$")
_MOST_HEAD_ROWS = 8


@dataclass(frozen=True, slots=True)
class GridRow:
    """One body row; ``cells`` are as printed, None where a merged neighbour covers the position."""

    cells: tuple[Cell | None, ...]
    citation: Citation

    def text(self, column: int) -> str:
        """Squeezed text of one cell; '' where it is blank, absent or outside the row."""
        return cell_text(self.cells[column]) if column < len(self.cells) else ""

    def end(self, column: int) -> int:
        """The first column behind the cell that starts in a column."""
        cell = self.cells[column] if column < len(self.cells) else None
        return column + (cell.column_span if cell else 1)

    def covering(self, column: int) -> str:
        """Squeezed text of the cell that covers a column, be it merged with columns to its left."""
        if column >= len(self.cells) or self.cells[column] is not None:
            return self.text(column)
        start = next((c for c in range(column - 1, -1, -1) if self.cells[c] is not None), None)
        cell = self.cells[start] if start is not None else None
        return cell_text(cell) if start is not None and cell and start + cell.column_span > column else ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell_text(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Column paths (heads from the outermost to the innermost) and body rows.

    ``exact`` is false where the cells of a row may stand in the wrong columns (see ``Table.exact_columns``).
    """

    paths: tuple[tuple[str, ...], ...]
    rows: tuple[GridRow, ...]
    exact: bool = True

    @property
    def empty(self) -> bool:
        """Whether no body row holds a number other than zero."""
        return not any(_is_figure(text) for row in self.rows for text in row.texts)


def side_by_side(grid: Grid) -> tuple[Grid, ...]:
    """The parts of a grid that repeats its columns from left to right (编码 名称 金额 | 编码 名称 金额), in that order.

    A grid that repeats nothing is its only part.
    """
    heads = [path[-1] if path else "" for path in grid.paths]
    size = next((n for n in range(2, len(heads) // 2 + 1) if heads == heads[:n] * (len(heads) // n)), len(heads))
    return tuple(
        Grid(
            grid.paths[start : start + size],
            tuple(GridRow(row.cells[start : start + size], row.citation) for row in grid.rows),
            grid.exact,
        )
        for start in range(0, len(heads), size)
    )


def grids(tables: Sequence[PrintedTable]) -> Iterator[Grid]:
    """One grid for each run of tables with the same columns; repeated heads are dropped."""
    run: list[PrintedTable] = []
    for printed in tables:
        fitting = aligned(printed.table, run[0].table) if run else printed.table
        if fitting is None:
            yield _joined(run)
            run = []
        run.append(replace(printed, table=fitting or printed.table))
    if run:
        yield _joined(run)


def _width(table: Table) -> int:
    return len(table.rows[0])


def _joined(run: Sequence[PrintedTable]) -> Grid:
    first = run[0]
    heads = head_rows(first.table)
    paths = _paths(first.table, heads)
    head_texts = {printed_texts(row) for row in first.table.rows[:heads]}
    rows: list[GridRow] = []
    for table in run:
        start = heads if table is first else _repeated(table.table, head_texts)
        rows.extend(
            GridRow(row, table.row_citation(number))
            for number, row in enumerate(table.table.rows)
            if number >= start and any(_texts(row)) and not _is_column_numbers(row)
        )
    exact = all(table.table.exact_columns for table in run)
    return Grid(_with_levels(paths, rows), tuple(rows), exact)


def _with_levels(paths: tuple[tuple[str, ...], ...], rows: Sequence[GridRow]) -> tuple[tuple[str, ...], ...]:
    """Heads 类 款 项 may stand in the first body row, before the total: they belong to the paths."""
    texts = rows[0].texts if rows else ()
    if not {"类", "款"} <= set(texts):
        return paths
    return tuple((*path, text) if text in ("类", "款", "项") else path for path, text in zip(paths, texts, strict=True))


def _texts(row: Sequence[Cell | None]) -> tuple[str, ...]:
    return tuple(cell_text(cell) for cell in row)


def printed_texts(row: Sequence[Cell | None]) -> tuple[str, ...]:
    """The texts of a row without its blanks, which another page may rule differently."""
    return tuple(text for text in _texts(row) if text)


def _repeated(table: Table, heads: set[tuple[str, ...]]) -> int:
    """How many first rows of a continuation repeat the heads (or hold nothing)."""
    count = 0
    for row in table.rows:
        if any(_texts(row)) and printed_texts(row) not in heads and not _is_column_numbers(row):
            break
        count += 1
    return count


def head_rows(table: Table) -> int:
    """How many first rows are heads: all before the first row with an amount, a code or a total."""
    for number, row in enumerate(table.rows[:_MOST_HEAD_ROWS]):
        if not _is_column_numbers(row) and _is_body(row):
            return number
    return min(len(table.rows), _MOST_HEAD_ROWS)


def _is_body(row: Sequence[Cell | None]) -> bool:
    texts = printed_texts(row)
    if any(_AMOUNT.fullmatch(t) or _SUBJECT_CODE.fullmatch(t) for t in texts):
        return True
    return (len(texts) == 1 and bool(_TOTAL.fullmatch(texts[0]))) or _holds_figures(texts)


def _holds_figures(texts: Sequence[str]) -> bool:
    """Whether figures without decimals stand behind labels or alone: not the years or the numbers that head columns."""
    numbered = len(texts) > 1 and texts[0].isdigit() and not all(_FIGURE.fullmatch(text) for text in texts)
    figures = [text for text in texts[numbered:] if _FIGURE.fullmatch(text)]
    counted = figures == [str(number) for number in range(1, len(figures) + 1)]
    return bool(figures) and not counted and not all(_YEAR.fullmatch(text) for text in figures)


def _is_column_numbers(row: Sequence[Cell | None]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3 …"""
    texts = printed_texts(row)
    first = any(text == "1" or text.startswith("1=") for text in texts)
    numbers = [text for text in texts if text.isdigit()]
    counting = first and len(set(numbers)) == len(numbers)
    return len(texts) > 1 and counting and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)


def _is_figure(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and any(c in "123456789" for c in text)


def _paths(table: Table, heads: int) -> tuple[tuple[str, ...], ...]:
    filled = _filled(table, heads)
    paths = []
    for column in range(_width(table)):
        path: list[str] = []
        for row in filled:
            if row[column] and (not path or path[-1] != row[column]):
                path.append(row[column])
        paths.append(tuple(path))
    return tuple(paths)


def _filled(table: Table, heads: int) -> list[list[str]]:
    """Head texts with merged cells filled in; rows that number the columns or hold only a title are left out."""
    width = _width(table)
    filled: list[list[str]] = [["" for _ in range(width)] for _ in range(heads)]
    for r, row in enumerate(table.rows[:heads]):
        for c, cell in enumerate(row):
            if cell is None or not cell_text(cell):
                continue
            for rr in range(r, min(heads, r + cell.row_span)):
                for cc in range(c, min(width, c + cell.column_span)):
                    filled[rr][cc] = _UNIT_OF_COLUMN.sub("", cell_text(cell)) or cell_text(cell)
    naming = [row for row, printed in zip(filled, table.rows, strict=False) if not _is_column_numbers(printed)]
    if not table.exact_columns:
        _spread_blanks(naming)
    return [row for row in naming if _heads_columns(row)]


def _heads_columns(row: Sequence[str]) -> bool:
    """Whether a row names columns, rather than the table, its unit or its department."""
    texts = {text for text in row if text}
    return len(texts) > 1 and not all(_CAPTION.search(text) for text in texts)


def _spread_blanks(filled: list[list[str]]) -> None:
    """In a dump a merged head cell shows as blanks to its right: fill them, but not in the last head row."""
    for number, row in enumerate(filled[:-1]):
        for column in range(1, len(row)):
            below = any(later[column] for later in filled[number + 1 :])
            if not row[column] and below:
                row[column] = row[column - 1]
