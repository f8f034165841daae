"""One printed page to blocks in reading order: every glyph lands in exactly one cell or line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.readers.document import BoxTuple, Line, Page, Table
from indexer.readers.grid import RuledGrid, ruled_grids
from indexer.readers.lines import TextLine, text_lines
from indexer.readers.printed import Glyph, PrintedPage


def lay_out(printed: PrintedPage) -> Page:
    """Read the lines and ruled tables of one page.

    Text inside a cell belongs to the table; everything else, also text between
    two tables, is a line. A line wholly off the page is left out: programs that
    print a long cell over several pages draw it whole on each and show a part.
    A page with pictures and no text is ``image_only``.
    """
    grids = ruled_grids(printed)
    lines = text_lines(_outside(printed.glyphs, grids))
    shown = [line for line in lines if _is_shown(line.box, printed)]
    return Page(
        number=printed.number,
        blocks=_in_reading_order(shown, [grid.table() for grid in grids]),
        width=printed.width,
        height=printed.height,
        image_only=printed.has_image and all(glyph.text.isspace() for glyph in printed.glyphs),
    )


def _is_shown(box: BoxTuple, page: PrintedPage) -> bool:
    return box[0] < page.width and box[2] > 0 and box[1] < page.height and box[3] > 0


def _outside(glyphs: Iterable[Glyph], grids: Sequence[RuledGrid]) -> list[Glyph]:
    """Hand each glyph to the grid that has a cell for it; return those that none took."""
    return [glyph for glyph in glyphs if not _take(glyph, grids)]


def _take(glyph: Glyph, grids: Sequence[RuledGrid]) -> bool:
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
