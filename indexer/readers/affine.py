"""Affine maps in the order of the PDF specification: x' = ax + cy + e, y' = bx + dy + f."""

from __future__ import annotations

from typing import NamedTuple

from indexer.readers.document import BoxTuple
from indexer.readers.printed import Point


class Affine(NamedTuple):
    """One map of the plane."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> Point:
        """Where a point comes to lie."""
        a, b, c, d, e, f = self
        return (a * x + c * y + e, b * x + d * y + f)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BoxTuple:
        """The upright box around where a box comes to lie."""
        a, b, c, d, e, f = self  # written out: this is done for every character
        ax, ay = a * x0 + c * y0 + e, b * x0 + d * y0 + f
        bx, by = a * x1 + c * y1 + e, b * x1 + d * y1 + f
        left, right = (ax, bx) if ax < bx else (bx, ax)
        return (left, ay, right, by) if ay < by else (left, by, right, ay)

    def after(self, first: Affine) -> Affine:
        """The map that applies ``first`` and then this one."""
        return Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )


def shown_page(area: BoxTuple, quarter_turns: int) -> Affine:
    """From PDF user space to the page as shown: ``area`` cut out, turned clockwise, origin top left."""
    x0, y0, x1, y1 = area
    match quarter_turns % 4:
        case 1:
            return Affine(0, 1, 1, 0, -y0, -x0)
        case 2:
            return Affine(-1, 0, 0, 1, x1, -y0)
        case 3:
            return Affine(0, -1, -1, 0, y1, x1)
        case _:
            return Affine(1, 0, 0, -1, -x0, y1)
