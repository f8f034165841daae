"""The rows below the heads of an indicator table: whose cells carry levels down and may be cut by a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from index.records import Citation, Indicator
from indexer.extract.projects.cut_cells import CutCells
from indexer.extract.projects.goal_columns import Columns
from indexer.extract.projects.indicator_values import indicator
from indexer.extract.projects.loose_levels import joined_levels
from indexer.extract.projects.project_words import is_level1, is_level2, is_total, label
from indexer.extract.projects.spots import Row, Spot

_CARRIED = ("level1", "level2")
#: Columns of a long table that speak of the project.
_OF_PROJECT = frozenset({"name", "code", "amount", "goal", "group", "unit_name", "unit_code", "note", "category"})
#: Share of the width of a row from which a cell runs across all of it.
_ACROSS = 0.9


class Measured(Protocol):
    """Whoever indicators belong to."""

    indicators: list[Indicator]
    citations: list[Citation]


class IndicatorRows:
    """Reads rows one after the other; the state is what the next row may rely on."""

    def __init__(self) -> None:
        self._levels: dict[str, str] = {}
        self._cut = CutCells()

    def turn_page(self, rows: Sequence[Row], columns: Columns | None) -> None:
        """A table on a page begins; ``columns`` are its own or those of the page before."""
        self._cut.turn_page(rows, columns)

    def clear_levels(self) -> None:
        """The next row takes no level of those above."""
        self._levels.clear()

    def forget(self) -> None:
        """Other indicators begin: they go on with nothing of those before."""
        self._levels.clear()
        self._cut.forget()

    def read(self, row: Row, columns: Columns, citation: Citation, owner: Measured | None, *, exact: bool) -> None:
        """Add what a row measures to its owner; levels are followed where it has none, too."""
        spots = columns.by_role(row)
        texts = self._exact_texts(spots) if exact else _dump_texts(row, columns)
        if is_total(texts.get("level1", "")) or is_total(texts.get("level3", "")):
            return
        if columns.roles.isdisjoint(_CARRIED):
            texts.update(joined_levels(texts.get("level3", "")))
        self._carry(texts)
        if owner is None:
            return
        owner.citations.append(citation)
        if exact and (self._cut.rest(texts) or not _starts_something(spots)):
            return
        if (found := indicator(texts, citation)) is not None:
            owner.indicators.append(found)
            self._cut.added(spots, owner.indicators, texts, citation)

    def _exact_texts(self, spots: Mapping[str, Spot]) -> dict[str, str]:
        """The texts of a row by role; levels that the page before left open are those of its last row too."""
        named = self._cut.levels(spots)
        self._levels.update(named)
        return {role: spot.cell.text for role, spot in spots.items()} | named

    def _carry(self, texts: dict[str, str]) -> None:
        """Blank level cells take the level of the row above; a new first level forgets the second."""
        if texts.get("level1") and texts["level1"] != self._levels.get("level1"):
            self._levels.pop("level2", None)
        for role in _CARRIED:
            if texts.get(role):
                self._levels[role] = texts[role]
            elif role in self._levels:
                texts[role] = self._levels[role]


def runs_across(row: Row) -> bool:
    """Whether one cell takes up a whole row between indicators: the year or title of the next table."""
    wide = max(row, key=lambda spot: spot.right - spot.left, default=None)
    return wide is not None and wide.starts and wide.right - wide.left > _ACROSS * (row[-1].right - row[0].left)


def _starts_something(spots: Mapping[str, Spot]) -> bool:
    """Whether what is measured or its target begins in this row, not in a merged cell above."""
    return any(spots[role].starts for role in ("level3", "value", "operator") if role in spots)


def _dump_texts(row: Row, columns: Columns) -> dict[str, str]:
    """The texts of a row whose cells may be shifted: levels by their names, the rest by what stands behind them."""
    texts: dict[str, str] = {}
    spots = [spot for spot in _behind_project(row, columns) if spot.text and label(spot.text) != "indicators"]
    if _first_level_leads(spots, columns):
        texts["level1"] = spots.pop(0).cell.text
    if len(spots) > 1 and (is_level2(spots[0].text) or (columns.role_of(spots[0]) == "level2" and len(spots) > 2)):
        texts["level2"] = spots.pop(0).cell.text
    if not spots:
        return texts
    texts["level3"] = spots[0].cell.text
    texts.update(_behind(spots[0], spots[1:], columns))
    return texts


def _behind_project(row: Row, columns: Columns) -> Row:
    """The cells of a row behind those of its project: from the first level on, else those of no project column."""
    if not columns.names_projects:
        return row
    for position, spot in enumerate(row):
        if is_level1(spot.text) or is_level2(spot.text):
            return row[position:]
    return tuple(spot for spot in row if columns.role_of(spot) not in _OF_PROJECT)


def _first_level_leads(spots: list[Spot], columns: Columns) -> bool:
    """Whether the first text of a row is its first level; a name of both levels is, when a second follows."""
    if len(spots) < 2:
        return False
    second_follows = is_level2(spots[1].text)
    if is_level1(spots[0].text):
        return second_follows or not is_level2(spots[0].text)
    return second_follows and len(spots) > 2 and columns.role_of(spots[0]) == "level1"


def _behind(level3: Spot, spots: list[Spot], columns: Columns) -> dict[str, str]:
    """The cells behind a level-3 text, by their columns counted from where that text should stand."""
    home = next((column.left for column in columns.columns if column.role == "level3"), level3.left)
    last = max(column.right for column in columns.columns)
    texts: dict[str, str] = {}
    for spot in spots:
        shifted = Spot(spot.cell, spot.column, True, spot.left + home - level3.left, spot.right + home - level3.left)
        role = columns.role_of(shifted) or ("value" if shifted.left >= last else None)
        if role in (None, "level1", "level2", "level3", "ignored") and "value" not in texts:
            role = "value"
        if role is not None:
            texts.setdefault(role, spot.cell.text)
    return texts
