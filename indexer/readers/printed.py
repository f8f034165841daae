"""What is printed on a page before it is understood: glyphs and drawn edges.

Every source of pages (pdfplumber, PDFium) delivers this, and one layout reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

#: A segment is horizontal or vertical when it strays no further than this, in points.
STRAIGHT = 1.0
#: Text whose base line rises by more than this share of its run is drawn aslant.
SLANT = 0.2
#: Share of the font size below the base line, in the usual Chinese fonts.
DESCENT = 0.14
#: Stands for a character whose font does not say which one it is.
UNKNOWN = "\ufffd"

#: (x, y) in points, origin top left.
Point = tuple[float, float]


class Glyph(NamedTuple):
    """One printed character and its box in points, origin top left, page as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    @property
    def base_line(self) -> float:
        """Height of the line it stands on."""
        return self.bottom - DESCENT * self.height

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2


class Edge(NamedTuple):
    """One drawn horizontal or vertical segment; a horizontal one has ``top == bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        """Whether the segment runs across the page."""
        return self.top == self.bottom

    @property
    def length(self) -> float:
        """Length in points."""
        return max(self.x1 - self.x0, self.bottom - self.top)


def straight_edge(start: Point, end: Point) -> Edge | None:
    """The edge between two points, or None when it is slanted (a diagonal in a head cell rules nothing)."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if bottom - top <= STRAIGHT and bottom - top < x1 - x0:
        return Edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    if x1 - x0 <= STRAIGHT:
        return Edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
    return None


def box_edges(x0: float, top: float, x1: float, bottom: float) -> tuple[Edge, ...]:
    """The four sides of a drawn or filled box; a filled box is how many programs draw a thin rule."""
    return (
        Edge(x0, top, x1, top),
        Edge(x0, bottom, x1, bottom),
        Edge(x0, top, x0, bottom),
        Edge(x1, top, x1, bottom),
    )


def band(base_line: float, size: float) -> tuple[float, float]:
    """From below to above a base line, by the font size; negative when up is down.

    Fonts state their own descent and often state it wrong, which tears digits
    and Chinese of one line apart. The base line is what a line has in common.
    """
    below, above = base_line - DESCENT * size, base_line + (1 - DESCENT) * size
    return (below, above) if size >= 0 else (above, below)


def is_slanted(a: float, b: float) -> bool:
    """Whether text whose base line runs along (a, b) is drawn aslant, as watermarks are."""
    return abs(b) > SLANT * abs(a) and abs(a) > SLANT * abs(b)


def known_text(text: str) -> str:
    """What a glyph says; U+FFFD for one whose font does not say which character it draws."""
    return UNKNOWN if text.startswith("(cid:") or not text else text


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Everything drawn on one page, in points of the page as shown: cropped, turned, origin top left."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    has_image: bool = False

    @property
    def ink(self) -> list[Point]:
        """The centres of what is printed, blanks left out."""
        return [(glyph.centre, glyph.middle) for glyph in self.glyphs if not glyph.text.isspace()]
