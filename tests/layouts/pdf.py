"""Documents drawn as PDF: pages upright, landscape or turned by /Rotate; tables with all, some or no rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.layouts.document import Written
from tests.layouts.features import Features
from tests.layouts.sheet import LEFT, UP, Row, Sheet

_FONT = "STSong-Light"  # one of the fonts that every viewer has: no glyph is missing, none is embedded
_MARGIN = 42.0
_PADDING = 3.0
_TEXT_SIZE = 11.0
pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def write_pdf(path: Path, written: Written, features: Features) -> None:
    """Draw a document; the same document gives the same bytes."""
    printer = _Printer(path, features)
    printer.cover(written.cover)
    for block in written.blocks:
        if isinstance(block, Sheet):
            printer.sheet(block)
        else:
            printer.paragraph(block)
    printer.finish()


@dataclass(frozen=True, slots=True)
class _Frame:
    """A table on the page: left edges of its columns with the right edge last, the size of its letters."""

    edges: tuple[float, ...]
    size: float
    numeric: frozenset[int]

    @property
    def leading(self) -> float:
        return self.size * 1.25


@lru_cache(maxsize=65536)
def _advance(character: str) -> float:
    return float(pdfmetrics.stringWidth(character, _FONT, 1000)) / 1000


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines of at most ``width`` points, broken anywhere, as narrow cells of Chinese text are."""
    lines, taken = [""], 0.0
    for character in text:
        advance = _advance(character) * size
        if taken + advance > width and lines[-1]:
            lines.append("")
            taken = 0.0
        lines[-1] += character
        taken += advance
    return lines


def _end(row: Row, column: int) -> int:
    """The first column behind a cell that may cover columns to its right."""
    end = column + 1
    while end < len(row) and row[end] is LEFT:
        end += 1
    return end


class _Printer:
    """Draws downwards from ``_top``; a new page begins where the room ends."""

    def __init__(self, path: Path, features: Features) -> None:
        self._features = features
        self._upright = features.page == "portrait"
        self._width, self._height = A4 if self._upright else (A4[1], A4[0])
        self._canvas = Canvas(str(path), pagesize=(self._width, self._height), invariant=1)
        self._page = 0
        self._furniture = ""
        self._top = 0.0
        self._new_page()

    def cover(self, lines: Sequence[str]) -> None:
        """The first page; its words head all others where the features say so."""
        if self._features.furniture == "header":
            self._furniture = "".join(lines)
        self._top -= 150
        for line in lines:
            self._centred(line, 20)
        self._turn()

    def paragraph(self, text: str) -> None:
        for line in _wrapped(f"　　{text}", self._width - 2 * _MARGIN, _TEXT_SIZE):
            self._room(_TEXT_SIZE * 1.8)
            self._text(_MARGIN, self._top - _TEXT_SIZE, line, _TEXT_SIZE)
            self._top -= _TEXT_SIZE * 1.8

    def sheet(self, sheet: Sheet) -> None:
        """A table on a page of its own or below the one before, going on over as many pages as it needs."""
        if self._features.stacked == "no" or self._top < self._height / 2:
            self._turn()
        self._captions(sheet)
        frame = self._frame(sheet)
        rows, head = (*sheet.first_rows, *sheet.body), len(sheet.first_rows)
        heights = [self._row_height(row, frame) for row in rows]
        number = 0
        while number < len(rows):
            fitting = self._fitting(heights, number)
            self._rows(rows[number:fitting], heights[number:fitting], frame)
            number = fitting
            if number < len(rows):
                self._turn()
                if self._features.title_again == "yes":
                    self._captions(sheet)
                if self._features.heads_again == "yes":
                    self._rows(sheet.first_rows, heights[:head], frame)
        if sheet.note:
            self.paragraph(sheet.note)
        self._top -= 14

    def finish(self) -> None:
        self._turn(last=True)
        self._canvas.save()

    def _frame(self, sheet: Sheet) -> _Frame:
        room = self._width - 2 * _MARGIN
        edges = [_MARGIN]
        for weight in sheet.weights:
            edges.append(edges[-1] + room * weight / sum(sheet.weights))
        size = 9.0 if len(sheet.weights) < 8 else 7.5 if len(sheet.weights) < 12 else 6.0
        widest = max((len(row[n]) for row in sheet.body for n in sheet.numeric if isinstance(row[n], str)), default=1)
        narrowest = min(edges[n + 1] - edges[n] for n in sheet.numeric) - 2 * _PADDING
        return _Frame(tuple(edges), min(size, narrowest / (0.52 * max(widest, 1))), sheet.numeric)

    def _row_height(self, row: Row, frame: _Frame) -> float:
        lines = 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                width = frame.edges[_end(row, column)] - frame.edges[column] - 2 * _PADDING
                lines = max(lines, len(_wrapped(cell, width, frame.size)))
        return lines * frame.leading + 2 * _PADDING

    def _fitting(self, heights: Sequence[float], start: int) -> int:
        """The first row that does not fit on the page any more; at least one fits."""
        bottom = self._top
        for number in range(start, len(heights)):
            bottom -= heights[number]
            if bottom < _MARGIN + 20 and number > start:
                return number
        return len(heights)

    def _rows(self, rows: Sequence[Row], heights: Sequence[float], frame: _Frame) -> None:
        tops = [self._top]
        for height in heights:
            tops.append(tops[-1] - height)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, str) or (cell is UP and y == 0):
                    below = y + 1
                    while below < len(rows) and rows[below][x] is UP:
                        below += 1
                    self._cell(
                        "" if cell is UP else cell,
                        (frame.edges[x], frame.edges[_end(row, x)]),
                        (tops[y], tops[below]),
                        frame,
                        x,
                    )
        self._top = tops[-1]

    def _cell(self, text: str, across: tuple[float, float], down: tuple[float, float], frame: _Frame, x: int) -> None:
        self._rule(across, down)
        lines = _wrapped(text, across[1] - across[0] - 2 * _PADDING, frame.size)
        y = (down[0] + down[1]) / 2 + len(lines) * frame.leading / 2 - frame.size
        for line in lines:
            width = sum(_advance(character) for character in line) * frame.size
            left = across[1] - _PADDING - width if x in frame.numeric else across[0] + _PADDING
            self._text(left, y, line, frame.size)
            y -= frame.leading

    def _rule(self, across: tuple[float, float], down: tuple[float, float]) -> None:
        if self._features.rules == "none":
            return
        self._canvas.setLineWidth(0.5)
        for y in down:
            self._canvas.line(across[0], y, across[1], y)
        if self._features.rules == "full":
            for x in across:
                self._canvas.line(x, down[0], x, down[1])

    def _captions(self, sheet: Sheet) -> None:
        for line in sheet.caption:
            self._room(60)
            if line.startswith("单位"):
                width = sum(_advance(character) for character in line) * 10
                self._text(self._width - _MARGIN - width, self._top - 10, line, 10)
                self._top -= 18
            else:
                self._centred(line, 14)

    def _centred(self, line: str, size: float) -> None:
        width = sum(_advance(character) for character in line) * size
        self._text((self._width - width) / 2, self._top - size, line, size)
        self._top -= size * 1.7

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        self._canvas.setFont(_FONT, size)
        self._canvas.drawString(x + _leading_space(text, size), y, text.lstrip("　"))

    def _room(self, height: float) -> None:
        if self._top - height < _MARGIN:
            self._turn()

    def _turn(self, *, last: bool = False) -> None:
        """End this page with its number and begin the next."""
        self._text(self._width / 2 - 10, 20, f"- {self._page} -", 9)
        self._canvas.showPage()
        if not last:
            self._new_page()

    def _new_page(self) -> None:
        self._page += 1
        self._top = self._height - _MARGIN
        if self._features.page == "rotated":
            self._canvas.setPageRotation(90)
            self._canvas.transform(0, 1, -1, 0, A4[0], 0)
        if self._furniture:
            self._text(_MARGIN, self._height - 30, self._furniture, 8)


def _leading_space(text: str, size: float) -> float:
    return (len(text) - len(text.lstrip("　"))) * size
