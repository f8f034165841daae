"""Cells of goal tables that the end of a page cuts in two.

The name of a level stands in the middle of its merged cell. When a page ends
inside the cell, the part that holds no middle is blank, or either part holds
some of the name: on the second page a blank cell says nothing new, but on the
first it must not take the name of the cell above. A row that is cut itself
prints what it measures and its target partly on either page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.records import Citation, Indicator
from indexer.extract.projects.goal_columns import Columns, head_columns
from indexer.extract.projects.indicator_values import indicator
from indexer.extract.projects.project_words import is_level1, is_level2
from indexer.extract.projects.spots import Row, Spot
from indexer.extract.titles import printed_unit
from indexer.readers.document import Cell

_IS_LEVEL = {"level1": is_level1, "level2": is_level2}
#: What an indicator is made of beside its levels.
_OWN = ("level3", "operator", "value", "unit", "weight", "description", "basis")
#: A row that lacks one of these is no whole indicator.
_NEEDED = ("level3", "value")


@dataclass(frozen=True, slots=True)
class _Added:
    """An indicator as it was read: where it was put and its printed texts by role."""

    indicators: list[Indicator]
    position: int
    texts: Mapping[str, str]
    citation: Citation


@dataclass(slots=True)
class _Foot:
    """The level cells in which the columns of a page end, by role, and the indicators beside them."""

    cells: dict[str, Cell] = field(default_factory=dict)
    beside: dict[str, list[_Added]] = field(default_factory=dict)
    last: _Added | None = None


class CutCells:
    """Puts together again what stands in the last cells of one page and the first of the next."""

    def __init__(self) -> None:
        self._before = _Foot()
        self._foot = _Foot()
        self._first = True  # no indicator row of this page was seen yet
        self._merges = False  # levels stand in merged cells; else a blank cell repeats the one above
        self._names: dict[int, str] = {}  # id of a level cell of this page -> its name in full

    def turn_page(self, rows: Sequence[Row], columns: Columns | None) -> None:
        """A table on a page begins; ``columns`` are its own or those of the page before."""
        self._before, self._foot, self._first = self._foot, _Foot(), True
        self._names.clear()
        below = next((n for n in range(len(rows), 0, -1) if head_columns(rows[n - 1])), 0)  # the heads of the page
        by_row = [columns.by_role(row) for row in rows[below:]] if columns else []
        for role in _IS_LEVEL:
            cells = [spot.cell for spots in by_row if (spot := spots.get(role)) is not None]
            self._merges = _merges(cells, self._merges)
            if cells and (cells[-1].text.strip() or cells[-1] is not cells[0]):
                self._foot.cells[role] = cells[-1]

    def forget(self) -> None:
        """Another project begins: it goes on with nothing of the page before."""
        self._before = _Foot()

    def levels(self, spots: Mapping[str, Spot]) -> dict[str, str]:
        """Level names of a row by role where they differ from what its own page prints.

        The first row of a page names the cells that the page before left open.
        """
        if self._first:
            for role, cell in self._before.cells.items():
                if role in spots and (self._merges or cell.text.strip()):
                    self._name(role, cell.text, spots[role].cell)
        return {role: self._names[id(spots[role].cell)] for role in _IS_LEVEL if self._cut(spots.get(role))}

    def _cut(self, spot: Spot | None) -> bool:
        return spot is not None and id(spot.cell) in self._names

    def _name(self, role: str, upper: str, cell: Cell) -> None:
        """Name an open cell by the text of its lower part, or by both parts together."""
        lower, both = _squeezed(cell.text), _squeezed(upper + cell.text)
        name = both if _IS_LEVEL[role](both) else lower
        if not lower or not _IS_LEVEL[role](name):
            return
        if name == lower and upper.strip():
            return  # a cell of its own
        self._names[id(cell)] = name
        for added in self._before.beside.get(role, ()):
            old = added.indicators[added.position]
            added.indicators[added.position] = (
                replace(old, level1=name) if role == "level1" else replace(old, level2=name)
            )

    def rest(self, texts: Mapping[str, str]) -> bool:
        """Whether a row is but the rest of the last one of the page before, which it is put together with.

        That is so where either lacks what it measures or its target, and no other indicator does.
        """
        if printed_unit(texts.get("value", "")) is not None:
            return False  # the unit line above the heads
        first, self._first = self._first, False
        last = self._before.last
        if not first or last is None or not _complement(last.texts, texts) or not _others_whole(last):
            return False
        parts = {role: _together(last.texts.get(role, ""), texts.get(role, "")) for role in _OWN}
        whole = indicator({**last.texts, **parts}, last.citation)
        if whole is None:
            return False
        old = last.indicators[last.position]
        last.indicators[last.position] = replace(whole, level1=old.level1, level2=old.level2)
        return True

    def added(
        self, spots: Mapping[str, Spot], indicators: list[Indicator], texts: Mapping[str, str], citation: Citation
    ) -> None:
        """An indicator was read from a row and stands last in ``indicators``."""
        added = _Added(indicators, len(indicators) - 1, dict(texts), citation)
        self._foot.last = added
        for role, cell in self._foot.cells.items():
            if role in spots and spots[role].cell is cell:
                self._foot.beside.setdefault(role, []).append(added)


def _together(upper: str, lower: str) -> str:
    """The two parts of a cell; a part that repeats the other is printed on both pages."""
    return upper if _squeezed(upper) == _squeezed(lower) else upper + lower


def _complement(upper: Mapping[str, str], lower: Mapping[str, str]) -> bool:
    return any(bool(upper.get(role, "").strip()) != bool(lower.get(role, "").strip()) for role in _NEEDED)


def _others_whole(last: _Added) -> bool:
    return all(one.level3 and one.value for one in last.indicators[: last.position])


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _merges(cells: Sequence[Cell], before: bool) -> bool:
    """Whether the cells of a column of levels are merged ones; ``before`` where those of this page do not show it."""
    blank = {id(cell) for cell in cells if not cell.text.strip() and cell is not cells[0] and cell is not cells[-1]}
    return not blank and (before or any(cell.row_span > 1 for cell in cells))
