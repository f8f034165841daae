"""Table elements to grids: spans laid out, tables that only lay out a page told from tables of data."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from indexer.readers.document import Cell, Table, UnreadableFileError
from indexer.readers.html.flow import Paragraph, paragraphs
from indexer.readers.html.style import declarations, is_hidden, points

#: Grid positions of one table; a page that asks for more by its spans is hostile.
MAX_POSITIONS = 2_000_000
#: What browsers allow.
_WIDEST_SPAN = 1_000
_TALLEST_SPAN = 65_534
#: Width in points of the characters pages indent with, at the usual 10.5 points.
_SPACE_POINTS = 5.25
_WIDE_SPACE_POINTS = 10.5


def read_table(element: HtmlElement) -> Table | None:
    """The grid of a table of data; None for a table that holds others, or has no two cells side by side.

    A position that no cell covers is None, as is one covered by a merged neighbour.
    """
    rows = _rows(element)
    if max((len(row) for row in rows), default=0) < 2 or _holds_tables(element, rows):
        return None
    grid = _spread([[_cell(cell) for cell in row] for row in rows])
    return Table(rows=grid) if any(cell and cell.text for row in grid for cell in row) else None


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    found = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in found if not is_hidden(row)]


def _holds_tables(table: HtmlElement, rows: Sequence[Sequence[HtmlElement]]) -> bool:
    """Whether the table lays out others: most of what it shows is in tables inside it."""
    inner = table.find(".//table")
    if inner is None:
        return False
    cells = [cell for row in rows for cell in row]
    own = sum(len(_text(cell)) for cell in cells if cell.find(".//table") is None)
    return own < sum(len(_text(cell)) for cell in cells if cell.find(".//table") is not None)


def _text(element: HtmlElement) -> str:
    return "".join(element.text_content().split())


def _cell(element: HtmlElement) -> Cell:
    lines = [] if is_hidden(element) else paragraphs(element)
    return Cell(
        text="\n".join(line.text for line in lines),
        row_span=_span(element, "rowspan", _TALLEST_SPAN),
        column_span=_span(element, "colspan", _WIDEST_SPAN),
        indent=_indent(element, lines[0]) if lines else None,
    )


def _span(element: HtmlElement, name: str, most: int) -> int:
    """A span as written; rowspan 0 reaches to the end of the table."""
    written = (element.get(name) or "1").strip()
    number = int(written) if written.isascii() and written.isdigit() else 1
    return min(most if number == 0 and name == "rowspan" else max(number, 1), most)


def _indent(cell: HtmlElement, first: Paragraph) -> float:
    wide = first.lead.count("\u3000") + first.lead.count("\u2003")
    indent = wide * _WIDE_SPACE_POINTS + (len(first.lead) - wide) * _SPACE_POINTS
    for element in {cell, first.element}:
        style = declarations(element)
        indent += sum(points(style.get(name)) or 0.0 for name in ("padding-left", "text-indent", "margin-left"))
    return indent


def _spread(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell | None, ...], ...]:
    """Cells in source order to a grid, each at the first free position of its row, its other positions None."""
    placed: list[dict[int, Cell | None]] = [{} for _ in rows]
    positions = 0
    for top, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column in placed[top]:
                column += 1
            height = min(cell.row_span, len(rows) - top)
            positions += height * cell.column_span
            if positions > MAX_POSITIONS:
                raise UnreadableFileError("too_large", "网页中有一个表格过大，未读取。")
            _place(placed[top : top + height], column, _bounded(cell, height))
    width = max((max(row) + 1 for row in placed if row), default=0)
    if width * len(rows) > MAX_POSITIONS:
        raise UnreadableFileError("too_large", "网页中有一个表格过大，未读取。")
    return tuple(tuple(row.get(column) for column in range(width)) for row in placed)


def _bounded(cell: Cell, height: int) -> Cell:
    """The cell with a span that ends with the table."""
    return Cell(cell.text, cell.box, height, cell.column_span, cell.indent)


def _place(rows: Sequence[dict[int, Cell | None]], column: int, cell: Cell) -> None:
    for row in rows:
        for covered in range(column, column + cell.column_span):
            row.setdefault(covered, None)
    rows[0][column] = cell
