"""One printed page to blocks in reading order: every glyph lands in exactly one cell or line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indexer.readers.document import BoxTuple, Line, Page, Table
from indexer.readers.grid import CellGrid, ruled_grids
from indexer.readers.lines import TextLine, lines_of_rows, rows_of
from indexer.readers.open_tables import Columns, OpenTables, open_tables, word_line
from indexer.readers.printed import Edge, Glyph, PrintedPage
from indexer.readers.rules import joined_rules

#: A figure behind something else: what rows of tables hold.
_FIGURE_IN_ROW = re.compile(r" [-－+]?\d[\d,，]*(?:[.．]\d+)?%?(?= |$)")
#: Fewer such figures on a page, under no table of the page before, are no table.
_LEAST_FIGURES = 3


def lay_out(printed: PrintedPage) -> Page:
    """Read the lines and tables of one page on its own."""
    return PageLayout().lay_out(printed)


class PageLayout:
    """Lays out the pages of one document in order: a table without vertical rules may go on from page to page."""

    def __init__(self) -> None:
        self._columns: Columns | None = None

    def lay_out(self, printed: PrintedPage) -> Page:
        """Read the lines and tables of the next page.

        Text inside a cell belongs to the table; everything else, also text between
        two tables, is a line. A line wholly off the page is left out: programs that
        print a long cell over several pages draw it whole on each and show a part.
        A page with pictures and no text is ``image_only``.
        """
        grids = ruled_grids(printed)
        rest = _outside(printed.glyphs, grids)
        rows = rows_of(rest)
        lines = lines_of_rows(rows)
        found = self._open_tables(printed, grids, rows, lines)
        self._columns = found.last
        if found.grids:
            lines = lines_of_rows(rows_of(_outside(rest, found.grids)))
        shown = [line for line in lines if _is_shown(line.box, printed)]
        return Page(
            number=printed.number,
            blocks=_in_reading_order(shown, [grid.table() for grid in (*grids, *found.grids)]),
            width=printed.width,
            height=printed.height,
            image_only=printed.has_image and all(glyph.text.isspace() for glyph in printed.glyphs),
        )

    def _open_tables(
        self,
        printed: PrintedPage,
        grids: Sequence[CellGrid],
        rows: Iterable[Sequence[Glyph]],
        lines: Iterable[TextLine],
    ) -> OpenTables:
        figures = sum(len(_FIGURE_IN_ROW.findall(line.text)) for line in lines)
        if figures < (_LEAST_FIGURES if self._columns is None else 1):
            return OpenTables((), None)
        boxes = [grid.box for grid in grids]
        words = [line for row in rows if (line := word_line(row)) is not None]
        return open_tables(words, _rules_outside(printed.edges, boxes), [box[1] for box in boxes], self._columns)


def _rules_outside(edges: Iterable[Edge], boxes: Sequence[BoxTuple]) -> list[Edge]:
    """The horizontal rules that belong to no ruled table."""
    across = [edge for edge in edges if edge.is_horizontal and not any(_is_in(edge, box) for box in boxes)]
    return joined_rules(across)


def _is_in(edge: Edge, box: BoxTuple) -> bool:
    return box[1] - 1 <= edge.top <= box[3] + 1 and box[0] - 1 <= edge.x0 and edge.x1 <= box[2] + 1


def _is_shown(box: BoxTuple, page: PrintedPage) -> bool:
    return box[0] < page.width and box[2] > 0 and box[1] < page.height and box[3] > 0


def _outside(glyphs: Iterable[Glyph], grids: Sequence[CellGrid]) -> list[Glyph]:
    """Hand each glyph to the grid that has a cell for it; return those that none took."""
    return [glyph for glyph in glyphs if not _take(glyph, grids)]


def _take(glyph: Glyph, grids: Sequence[CellGrid]) -> bool:
    for grid in grids:  # noqa: SIM110  # any() takes twice as long, and this is done for every character
        if grid.take(glyph):
            return True
    return False


def _in_reading_order(lines: Sequence[TextLine], tables: Sequence[Table]) -> tuple[Line | Table, ...]:
    numbered = [Line(text=line.text, number=number, box=line.box) for number, line in enumerate(lines, start=1)]
    return tuple(sorted([*numbered, *tables], key=_top_left))


def _top_left(block: Line | Table) -> tuple[float, float]:
    box: BoxTuple | None = block.box
    return (box[1], box[0]) if box else (0.0, 0.0)
