"""A table as one long strip of paper, cut into pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.layouts.sheet import LEFT, UP, Row

_FONT = "STSong-Light"
_SIZE = 9.0
_LEADING = 11.5
_PADDING = 3.0
_MARGIN = 50.0
_TITLE = 16.0
_ROOM = 40.0  # for a title and its unit
pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: relative widths of its columns, rows, how many of them are heads; lines printed above it."""

    weights: tuple[float, ...]
    rows: tuple[Row, ...]
    heads: int = 0
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How grids are drawn.

    ``cut`` says where pages may end, ``label`` where the text of a merged cell
    stands when its cell goes over a page.
    """

    cut: Literal["rows", "anywhere"]
    label: Literal["centre", "top", "repeated"]
    rules: bool
    heads_again: bool
    height: float  # of the part of a page that a table may fill


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell on the strip: edges in points, ``top`` and ``bottom`` counted downwards; its wrapped lines."""

    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[str, ...]


@lru_cache(maxsize=65536)
def _advance(character: str) -> float:
    return float(pdfmetrics.stringWidth(character, _FONT, _SIZE))


def _wrapped(text: str, width: float) -> tuple[str, ...]:
    lines, taken = [""], 0.0
    for character in text:
        advance = _advance(character)
        if taken + advance > width and lines[-1]:
            lines.append("")
            taken = 0.0
        lines[-1] += character
        taken += advance
    return tuple(lines)


def write_grids(path: Path, grids: Sequence[Grid], manner: Manner) -> None:
    """Draw every table on pages of its own."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for grid in grids:
        for number, (part, boxes) in enumerate(_pages(grid, manner)):
            _draw(canvas, grid, part, boxes, manner, first=number == 0)
            canvas.showPage()
    canvas.save()


def _boxes(grid: Grid) -> tuple[list[_Box], list[float]]:
    """The cells of a table and the edges of its rows."""
    across = _edges(grid)
    down = [0.0]
    for row in grid.rows:
        down.append(down[-1] + _height(row, across))
    boxes = []
    for y, row in enumerate(grid.rows):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                right, below = _end(row, x), y + 1
                while below < len(grid.rows) and grid.rows[below][x] is UP:
                    below += 1
                width = across[right] - across[x] - 2 * _PADDING
                boxes.append(_Box(across[x], across[right], down[y], down[below], _wrapped(cell, width)))
    return boxes, down


def _edges(grid: Grid) -> list[float]:
    room = A4[0] - 2 * _MARGIN
    edges = [_MARGIN]
    for weight in grid.weights:
        edges.append(edges[-1] + room * weight / sum(grid.weights))
    return edges


def _height(row: Row, across: Sequence[float]) -> float:
    lines = 1
    for x, cell in enumerate(row):
        if isinstance(cell, str):
            lines = max(lines, len(_wrapped(cell, across[_end(row, x)] - across[x] - 2 * _PADDING)))
    return lines * _LEADING + 2 * _PADDING


def _end(row: Row, x: int) -> int:
    end = x + 1
    while end < len(row) and row[end] is LEFT:
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class _Part:
    """What of the strip one page shows."""

    top: float
    bottom: float


def _pages(grid: Grid, manner: Manner) -> Iterator[tuple[_Part, list[_Box]]]:
    boxes, down = _boxes(grid)
    top = 0.0
    while top < down[-1]:
        room = manner.height - (_ROOM if top == 0 else 0)
        if manner.heads_again and top:
            room -= down[grid.heads]
        bottom = min(top + room, down[-1])
        if manner.cut == "rows" and bottom < down[-1]:
            bottom = max([edge for edge in down if top < edge <= bottom] or [min(e for e in down if e > top)])
        yield _Part(top, bottom), boxes
        top = bottom


def _draw(canvas: Canvas, grid: Grid, part: _Part, boxes: Sequence[_Box], manner: Manner, *, first: bool) -> None:
    y = A4[1] - _MARGIN
    if first:
        for number, line in enumerate(grid.above):
            canvas.setFont(_FONT, _TITLE if number == 0 else _SIZE)
            canvas.drawCentredString(A4[0] / 2, y - _TITLE, line)
            y -= _TITLE + 6
    elif manner.heads_again and grid.heads:
        _, down = _boxes(grid)
        head = _Part(0.0, down[grid.heads])
        for box in boxes:
            if box.bottom <= head.bottom:
                _cell(canvas, box, head, y, manner)
        y -= head.bottom
    for box in boxes:
        if box.bottom > part.top and box.top < part.bottom:
            _cell(canvas, box, part, y, manner)


def _cell(canvas: Canvas, box: _Box, part: _Part, y: float, manner: Manner) -> None:
    """The part of a cell that a page shows; ``y`` is where the page begins to show the strip."""
    top, bottom = max(box.top, part.top), min(box.bottom, part.bottom)
    if manner.rules:
        canvas.setLineWidth(0.5)
        canvas.rect(box.left, y - (bottom - part.top), box.right - box.left, bottom - top)
    canvas.setFont(_FONT, _SIZE)
    for line, at in _placed(box, top, bottom, manner):
        if top <= at < bottom:
            canvas.drawString(box.left + _PADDING, y - (at - part.top) - _SIZE / 3, line)


def _placed(box: _Box, top: float, bottom: float, manner: Manner) -> Iterator[tuple[str, float]]:
    """The lines of a cell with the middle of each on the strip, none across the end of a page."""
    tall = len(box.lines) * _LEADING
    again = manner.label == "repeated" and tall + _PADDING < bottom - top
    if manner.label == "repeated" and not again and top > box.top:
        return  # no room to print it once more
    start, end = (top, bottom) if again else (box.top, box.bottom)
    first = start + _PADDING if manner.label == "top" else (start + end - tall) / 2
    for number, line in enumerate(box.lines):
        middle = first + (number + 0.5) * _LEADING
        if top <= middle < bottom:
            middle = min(max(middle, top + _LEADING / 2), bottom - _LEADING / 2)
        yield line, middle
