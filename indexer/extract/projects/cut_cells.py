"""Merged level cells that the end of a page cuts in two.

The name of a level stands in the middle of its merged cell. When a page ends
inside the cell, the part that holds no middle is blank: on the second page that
says nothing new, but on the first it must not take the name of the cell above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.records import Indicator
from indexer.extract.projects.goal_columns import Columns
from indexer.extract.projects.project_words import is_level1, is_level2
from indexer.extract.projects.spots import Row, Spot
from indexer.readers.document import Cell

_IS_LEVEL = {"level1": is_level1, "level2": is_level2}


class CutLevels:
    """Remembers the indicators beside blank level cells at the foot of a page until the next page names their level."""

    def __init__(self) -> None:
        self._open: dict[str, Cell] = {}  # role -> the blank cell at the foot of this page
        self._beside: dict[str, list[tuple[list[Indicator], int]]] = {}
        self._before: dict[str, list[tuple[list[Indicator], int]]] = {}  # of the page before

    def turn_page(self, rows: Sequence[Row], columns: Columns | None) -> None:
        """A table on a page begins; ``columns`` are its own or those of the page before."""
        self._before, self._beside = self._beside, {}
        by_row = [columns.by_role(row) for row in rows] if columns else []
        self._open = {role: cell for role in _IS_LEVEL if (cell := _blank_at_foot(by_row, role)) is not None}

    def row(self, spots: Mapping[str, Spot]) -> None:
        """The first indicator row of a page names the levels that the page before left open."""
        before, self._before = self._before, {}
        for role, waiting in before.items():
            name = spots[role].cell.text if role in spots else ""
            if _IS_LEVEL[role](name):
                for indicators, position in waiting:
                    indicators[position] = _named(indicators[position], role, "".join(name.split()))

    def added(self, spots: Mapping[str, Spot], indicators: list[Indicator]) -> None:
        """An indicator was read from a row; it may stand beside an open cell."""
        for role, cell in self._open.items():
            if role in spots and spots[role].cell is cell:
                self._beside.setdefault(role, []).append((indicators, len(indicators) - 1))


def _named(indicator: Indicator, role: str, name: str) -> Indicator:
    return replace(indicator, level1=name) if role == "level1" else replace(indicator, level2=name)


def _blank_at_foot(rows: Sequence[Mapping[str, Spot]], role: str) -> Cell | None:
    """The blank cell a column of levels ends in, if it begins below a named one and its cells are merged ones.

    Where every row has a cell of its own, a blank cell repeats the one above.
    """
    cells = [spot.cell for spots in rows if (spot := spots.get(role)) is not None]
    below = [cell for cell in cells if cell is not cells[0]]
    blank = {id(cell) for cell in below if not cell.text.strip()}
    merged = any(cell.row_span > 1 for cell in cells)
    if not below or blank != {id(below[-1])} or not merged:
        return None
    return below[-1]
