"""Project goal tables with cells: one project a table, or one long table of many projects.

A table is a run of key-value rows (项目名称, 资金总额, 总体目标 …) followed by heads
(一级指标 … 指标值) and indicator rows, or heads that also name projects,
followed by rows with merged cells. The reader goes through the tables of a
document in order; what a table does not say is carried on from the page before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.records import Citation
from indexer.extract.amounts import Unit
from indexer.extract.flow import PrintedTable
from indexer.extract.projects.cut_cells import CutCells
from indexer.extract.projects.goal_columns import Columns, guessed_columns, head_columns
from indexer.extract.projects.goal_header import HeaderReader
from indexer.extract.projects.goal_long import LongTable
from indexer.extract.projects.indicator_values import indicator
from indexer.extract.projects.project_found import FoundProject
from indexer.extract.projects.project_words import is_level1, is_level2, is_total, label, project_head
from indexer.extract.projects.spots import Row, Spot, spot_rows
from indexer.extract.regions import StatementRegion
from indexer.extract.titles import looks_like_title, printed_unit

_CARRIED = ("level1", "level2")
#: Columns of a long table that speak of the project.
_OF_PROJECT = frozenset({"name", "code", "amount", "goal", "group", "unit_name", "unit_code", "note", "category"})
#: Share of the width of a row from which a cell runs across all of it.
_ACROSS = 0.9


def goal_grids(regions: Iterable[tuple[StatementRegion, Unit]]) -> list[FoundProject]:
    """The projects of all goal tables with cells; ``regions`` is every statement with its money unit."""
    reader = _GoalReader()
    for region, unit in regions:
        for table in region.tables:
            reader.read(region, table, unit)
    return reader.projects()


def _names_project(row: Row) -> bool:
    """Whether a key-value row holds 项目名称, first or behind another label (项目编码 | … | 项目名称 | …)."""
    texts = [spot.text for spot in row if spot.text]
    place = next((n for n, text in enumerate(texts) if label(text) == "name"), None)
    if place is None or label(texts[0]) is None:
        return False
    behind = texts[place + 1 : place + 2]
    return not behind or (label(behind[0]) is None and project_head(behind[0]) is None)


class _GoalReader:
    """Reads tables one after the other; the state is what the next row may rely on."""

    def __init__(self) -> None:
        self.found: list[FoundProject] = []
        self._project: FoundProject | None = None
        self._header: HeaderReader | None = None
        self._columns: Columns | None = None
        self._levels: dict[str, str] = {}
        self._page: int | None = None  # page of the last goal table
        self._region: StatementRegion | None = None  # and its statement
        self._unit = Unit("万元", "全文")
        self._long = LongTable(self.found)
        self._cut = CutCells()

    def projects(self) -> list[FoundProject]:
        """All projects read."""
        self._close()
        return self.found

    def read(self, region: StatementRegion, table: PrintedTable, unit: Unit) -> None:
        rows = spot_rows(table.table)
        if not self._is_mine(region, table, rows):
            self._close()
            return
        overall = region.kind == "goals_overall"
        if (overall or not self._goes_on(region, table)) and not any(_names_project(row) for row in rows):
            self._close()
        self._unit, self._page, self._region = unit, table.page, region
        if self._header is not None:
            self._header.turn_page()
        columns = next((found for row in rows if (found := head_columns(row))), self._columns)
        self._long.turn_page(rows, columns)
        self._cut.turn_page(rows, columns)
        for number, row in enumerate(rows):
            self._row(row, table.row_citation(number), exact=table.table.exact_columns)

    def _is_mine(self, region: StatementRegion, table: PrintedTable, rows: tuple[Row, ...]) -> bool:
        if any(head_columns(row) or _names_project(row) for row in rows):
            return True
        return self._goes_on(region, table) and (self._columns is not None or self._header is not None)

    def _goes_on(self, region: StatementRegion, table: PrintedTable) -> bool:
        """Whether a table may go on with the last goal table: it follows on the same or next page."""
        follows = self._page is not None and 0 <= table.page - self._page <= 1
        return follows and (region is self._region or region.kind in ("goals_project", "goals_overall", "unknown"))

    def _close(self) -> None:
        self._long.close()
        self._project = self._header = self._columns = self._page = None
        self._levels.clear()

    def _row(self, row: Row, citation: Citation, *, exact: bool) -> None:
        if _is_title(row):
            return
        columns = head_columns(row)
        if columns is not None:
            self._columns, self._header = columns, None
        elif _names_project(row):
            self._start(HeaderReader(self._unit), row, citation)
        elif self._header is not None and self._columns is None and not self._begins_indicators(row):
            self._header.row(row)
            self._cite(citation)
        elif self._columns is not None or self._begins_indicators(row):
            self._columns = self._columns or guessed_columns(row)
            self._header = None
            self._indicator_row(row, citation, exact=exact)

    def _begins_indicators(self, row: Row) -> bool:
        return guessed_columns(row) is not None

    def _start(self, header: HeaderReader, row: Row, citation: Citation) -> None:
        """A row 项目名称: the rows up to the indicator heads describe one project; a blank name is a template."""
        self._long.close()
        self._columns, self._header = None, header
        self._levels.clear()
        self._cut.forget()
        header.row(row)
        self._project = header.project
        if self._project is not None:
            self.found.append(self._project)
        self._cite(citation)

    def _cite(self, citation: Citation) -> None:
        if self._header is not None and self._project is None and self._header.project is not None:
            self._project = self._header.project
            self.found.append(self._project)
        if self._project is not None:
            self._project.citations.append(citation)

    def _indicator_row(self, row: Row, citation: Citation, *, exact: bool) -> None:
        assert self._columns is not None
        spots = self._columns.by_role(row)
        if _runs_across(row) or (self._columns.names_projects and not self._in_long_table(spots)):
            return
        texts = self._exact_texts(spots) if exact else _dump_texts(row, self._columns)
        if is_total(texts.get("level1", "")) or is_total(texts.get("level3", "")):
            return
        self._carry(texts)
        if self._project is None:
            return
        self._project.citations.append(citation)
        if exact and (self._cut.rest(texts) or not _starts_something(spots)):
            return
        if (found := indicator(texts, citation)) is not None:
            self._project.indicators.append(found)
            self._cut.added(spots, self._project.indicators, texts, citation)

    def _in_long_table(self, spots: Mapping[str, Spot]) -> bool:
        """Follow the project cells of a row; False for a row that is neither project nor indicator."""
        belongs = self._long.take(spots, self._unit)
        self._project = self._long.project
        if self._long.began:
            self._levels.clear()
            self._cut.forget()
        return belongs

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


def _is_title(row: Row) -> bool:
    """Whether a row holds nothing but a title or caption printed across the table."""
    texts = [spot.text for spot in row if spot.text]
    return len(texts) == 1 and (looks_like_title(texts[0]) or printed_unit(texts[0]) is not None)


def _runs_across(row: Row) -> bool:
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
