"""Word tables to grids: spans across and merged cells downwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.readers.document import Cell, Table, UnreadableFileError
from indexer.readers.office.list_numbers import ListNumbers
from indexer.readers.office.word_text import PAGE_BREAK, paragraph_lines
from indexer.readers.office.word_xml import Element, child, contents, is_on, local, number, value

#: Grid positions of one table; a document that asks for more by its spans is hostile.
MAX_POSITIONS = 2_000_000
_TWIPS_PER_POINT = 20
_CHARACTER_POINTS = 10.5


def has_columns(table: Element) -> bool:
    """Whether any row has two cells side by side; a table without them only frames text."""
    return any(sum(local(cell) == "tc" for cell in contents(row)) > 1 for row in _rows(table))


def read_table(table: Element, numbers: ListNumbers) -> Table | None:
    """The grid of a table; None for one that holds no text.

    The text of tables inside a cell is text of the cell. A position that no cell covers is None, as is one covered
    by a merged neighbour.
    """
    grid: list[dict[int, Cell | None]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column -> where the cell that goes on downwards began
    for row in _rows(table):
        grid.append(_row(row, grid, open_cells, numbers))
    width = max((max(row) + 1 for row in grid if row), default=0)
    if width * len(grid) > MAX_POSITIONS:
        raise UnreadableFileError("too_large", "Word 文件中有一个表格过大，未读取。")
    rectangle = tuple(tuple(row.get(column) for column in range(width)) for row in grid)
    return Table(rectangle) if any(cell and cell.text for row in rectangle for cell in row) else None


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in contents(table) if local(row) == "tr" and not _is_hidden(row))


def _is_hidden(row: Element) -> bool:
    return is_on(child(row, "trPr", "hidden")) or child(row, "trPr", "del") is not None


def _row(
    row: Element, above: list[dict[int, Cell | None]], open_cells: dict[int, tuple[int, int]], numbers: ListNumbers
) -> dict[int, Cell | None]:
    """One row by column; a cell that continues one above lengthens that one."""
    column = number(child(row, "trPr", "gridBefore"), default=0)
    placed: dict[int, Cell | None] = {}
    for element in contents(row):
        if local(element) != "tc":
            continue
        properties = child(element, "tcPr")
        width = min(max(number(child(properties, "gridSpan"), default=1), 1), 1000)
        placed.update(dict.fromkeys(range(column, column + width)))
        merge = child(properties, "vMerge")
        began = open_cells.get(column)
        if merge is not None and value(merge) != "restart" and began is not None:
            _lengthen(above, began)
        else:
            placed[column] = _cell(element, width, numbers)
            if merge is not None:
                open_cells[column] = (len(above), column)
            else:
                open_cells.pop(column, None)
        column += width
    return placed


def _lengthen(rows: list[dict[int, Cell | None]], began: tuple[int, int]) -> None:
    top, column = began
    cell = rows[top][column]
    assert cell is not None  # only real cells are opened
    rows[top][column] = replace(cell, row_span=len(rows) - top + 1)


def _cell(element: Element, width: int, numbers: ListNumbers) -> Cell:
    lines = [
        line for paragraph in _paragraphs(element) for line in paragraph_lines(paragraph, numbers) if line != PAGE_BREAK
    ]
    first = next(_paragraphs(element), None)
    return Cell("\n".join(lines), column_span=width, indent=_indent(first) if lines and first is not None else None)


def _paragraphs(container: Element) -> Iterator[Element]:
    for element in contents(container):
        match local(element):
            case "p":
                yield element
            case "tbl" | "tr" | "tc":
                yield from _paragraphs(element)


def _indent(paragraph: Element) -> float:
    """How far the text stands from the edge of its cell, in points; leading spaces count."""
    indent = child(paragraph, "pPr", "ind")
    twips = sum(number(indent, name, default=0) for name in ("left", "start", "firstLine"))
    text = "".join(piece.text or "" for piece in paragraph.iter("{*}t"))
    lead = text[: len(text) - len(text.lstrip())]
    wide = lead.count("\u3000")
    return twips / _TWIPS_PER_POINT + (wide + (len(lead) - wide) / 2) * _CHARACTER_POINTS
