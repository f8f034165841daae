"""Ruled tables: merged cells, header rows on every page, and merged cells printed again after a page break."""

from __future__ import annotations

import enum
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, Table, TableStyle

from typesetting import fonts


class Merge(enum.Enum):
    """A grid position that is covered by a neighbour."""

    UP = "covered by the cell above"
    LEFT = "covered by the cell to the left"


Alignment = Literal[0, 1, 2]  # reportlab: left, centre, right
Cell = str | Merge
Row = tuple[Cell, ...]
Command = tuple[Any, ...]  # of a reportlab TableStyle
UP, LEFT = Merge.UP, Merge.LEFT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``widths`` are points; ``numeric`` columns are set flush right, ``text`` columns flush left.

    A form has no ``header`` but labels within its body.
    """

    widths: tuple[float, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()
    text: frozenset[int] = frozenset()
    size: float = 9

    def flowable(self) -> Table:
        """One table that breaks anywhere between rows and repeats its header."""
        return self._table(self.body)

    def pages(self, heading: Callable[[], Sequence[Flowable]], height: float) -> list[Flowable]:
        """The table cut into pages of ``height`` points below a repeated ``heading``.

        A merged cell that goes on after a break is printed again on the next page.
        """
        story: list[Flowable] = []
        start = 0
        while start < len(self.body):
            end = self._last_fitting(start, height)
            if story:
                story.append(PageBreak())
            story += [*heading(), self._table(self._chunk(start, end))]
            start = end
        return story

    def _last_fitting(self, start: int, height: float) -> int:
        low, high = start + 1, len(self.body)
        while low < high:
            middle = (low + high + 1) // 2
            _, taken = self._table(self._chunk(start, middle)).wrap(sum(self.widths), height)
            low, high = (middle, high) if taken <= height else (low, middle - 1)
        return low

    def _chunk(self, start: int, end: int) -> tuple[Row, ...]:
        first = tuple(
            self._owner(start, column) if cell is UP else cell for column, cell in enumerate(self.body[start])
        )
        return (first, *self.body[start + 1 : end])

    def _owner(self, row: int, column: int) -> Cell:
        while self.body[row][column] is UP:
            row -= 1
        return self.body[row][column]

    def _table(self, body: tuple[Row, ...]) -> Table:
        rows = (*self.header, *body)
        cells = [
            [self._paragraph(cell, column, row < len(self.header)) for column, cell in enumerate(line)]
            for row, line in enumerate(rows)
        ]
        table = Table(cells, colWidths=self.widths, repeatRows=len(self.header))
        table.setStyle(TableStyle([*self._look(), *spans(rows)]))
        return table

    def _look(self) -> list[Command]:
        head = [("BACKGROUND", (0, 0), (-1, len(self.header) - 1), colors.HexColor("#eef1f4"))] if self.header else []
        return [
            *head,
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ]

    def _paragraph(self, cell: Cell, column: int, in_header: bool) -> Paragraph | str:
        if isinstance(cell, Merge) or not cell:
            return ""
        alignment: Alignment = TA_CENTER
        if not in_header:
            alignment = TA_RIGHT if column in self.numeric else TA_LEFT if column in self.text else TA_CENTER
        return Paragraph(html.escape(cell), _style(self.size, alignment))


def spans(rows: Sequence[Row]) -> list[Command]:
    """The SPAN commands for the merged cells of ``rows``: columns first, then rows."""
    commands: list[Command] = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, Merge):
                continue
            right = x
            while right + 1 < len(row) and row[right + 1] is LEFT:
                right += 1
            bottom = y
            while bottom + 1 < len(rows) and rows[bottom + 1][x] is UP:
                bottom += 1
            if (right, bottom) != (x, y):
                commands.append(("SPAN", (x, y), (right, bottom)))
    return commands


def merged_down(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> tuple[Row, ...]:
    """Merge equal neighbours in ``columns``, each only within equal cells of the columns before it."""
    result: list[Row] = []
    for index, row in enumerate(rows):
        cells: list[Cell] = list(row)
        if index:
            for position, column in enumerate(columns):
                outer = columns[: position + 1]
                if all(rows[index - 1][other] == row[other] for other in outer):
                    cells[column] = UP
        result.append(tuple(cells))
    return tuple(result)


def _style(size: float, alignment: Alignment) -> ParagraphStyle:
    return ParagraphStyle(
        f"cell-{size}-{alignment}",
        fontName=fonts.TEXT,
        fontSize=size,
        leading=size * 1.3,
        wordWrap="CJK",
        alignment=alignment,
    )
