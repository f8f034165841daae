"""Glyphs to printed lines: grouped by height, ordered by position, spaced by gaps."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from indexer.readers.document import BoxTuple
from indexer.readers.printed import Glyph

#: Two glyphs share a line when base lines or middles differ by less than this share of the smaller height.
SAME_LINE = 0.5
#: A gap wider than this share of the glyph height is a space.
SPACE_GAP = 0.3
#: The same character printed again within this share of its width is fake bold, not a second character.
FAKE_BOLD_SHIFT = 0.3


class TextLine(NamedTuple):
    """One line of text with the box around its glyphs."""

    text: str
    box: BoxTuple


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The printed lines of some glyphs, top to bottom; blank ones are left out."""
    return lines_of_rows(rows_of(glyphs))


def lines_of_rows(rows: Iterable[Sequence[Glyph]]) -> list[TextLine]:
    """The printed lines of glyphs that are grouped into rows already."""
    lines = (_text_line(row) for row in rows)
    return [line for line in lines if line is not None]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line, top to bottom; a line is known by its tallest glyph."""
    rows: list[list[Glyph]] = []
    tallest: Glyph | None = None
    for glyph in sorted(glyphs, key=attrgetter("base_line")):
        if tallest is None or not _share_a_line(tallest, glyph):
            rows.append([])
            tallest = glyph
        elif glyph.height > tallest.height:
            tallest = glyph
        rows[-1].append(glyph)
    return rows


def _share_a_line(first: Glyph, second: Glyph) -> bool:
    """Sizes on one line share the base line, raised and lowered characters the middle."""
    if first.bottom == second.bottom and first.top == second.top:
        return True
    reach = SAME_LINE * min(first.height, second.height)
    return abs(first.base_line - second.base_line) < reach or abs(first.middle - second.middle) < reach


def _text_line(row: Sequence[Glyph]) -> TextLine | None:
    ordered = sorted(row, key=attrgetter("x0"))
    inked = without_fake_bold(ordered)
    if not inked:
        return None
    return TextLine(_spaced(ordered, inked), box_around(inked))


def without_fake_bold(ordered: Sequence[Glyph]) -> list[Glyph]:
    """What is printed of glyphs ordered from left to right: no blanks, and no letter printed again to look bold."""
    kept: list[Glyph] = []
    for glyph in ordered:
        if glyph.text.isspace():
            continue
        if kept and glyph.text == kept[-1].text and glyph.x0 - kept[-1].x0 < FAKE_BOLD_SHIFT * (glyph.x1 - glyph.x0):
            continue
        kept.append(glyph)
    return kept


def _spaced(ordered: Sequence[Glyph], inked: Sequence[Glyph]) -> str:
    """Join ``inked`` with one space wherever a blank was printed or a gap left."""
    blanks = [glyph.centre for glyph in ordered if glyph.text.isspace()]
    parts = [inked[0].text]
    position = 0
    for before, glyph in itertools.pairwise(inked):
        while position < len(blanks) and blanks[position] <= before.centre:
            position += 1
        blank_between = position < len(blanks) and blanks[position] < glyph.centre
        gap = glyph.x0 - before.x1
        if blank_between or (gap > 0 and gap > SPACE_GAP * glyph.height):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def box_around(glyphs: Sequence[Glyph]) -> BoxTuple:
    """The smallest box that holds all glyphs."""
    return (
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )
