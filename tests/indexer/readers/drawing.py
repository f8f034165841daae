"""Shapes that the reader tests draw, in reportlab's coordinates: origin bottom left."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas


def draw_grid(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A full grid of rules."""
    for x in xs:
        canvas.line(x, min(ys), x, max(ys))
    for y in ys:
        canvas.line(min(xs), y, max(xs), y)


def draw_texts(canvas: Canvas, texts: Sequence[tuple[float, float, str]]) -> None:
    """Each (x, y, text) at its base line."""
    for x, y, text in texts:
        canvas.drawString(x, y, text)
