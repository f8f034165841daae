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
from indexer.extract.projects.goal_columns import Columns, guessed_columns, head_columns
from indexer.extract.projects.goal_header import HeaderReader
from indexer.extract.projects.goal_indicators import IndicatorRows, runs_across
from indexer.extract.projects.goal_long import LongTable
from indexer.extract.projects.project_found import FoundProject
from indexer.extract.projects.project_words import label, project_head
from indexer.extract.projects.spots import Row, Spot, spot_rows
from indexer.extract.regions import StatementRegion
from indexer.extract.titles import looks_like_title, printed_unit


def goal_grids(regions: Iterable[tuple[StatementRegion, Unit]]) -> list[FoundProject]:
    """The projects of all goal tables with cells; ``regions`` is every statement with its money unit."""
    reader = _GoalReader()
    for region, unit in regions:
        for table in region.tables:
            reader.read(region, table, unit)
    return reader.projects()


def names_project(row: Row) -> bool:
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
        self._page: int | None = None  # page of the last goal table
        self._region: StatementRegion | None = None  # and its statement
        self._unit = Unit("万元", "全文")
        self._long = LongTable(self.found)
        self._rows = IndicatorRows()

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
        if (overall or not self._goes_on(region, table)) and not any(names_project(row) for row in rows):
            self._close()
        self._unit, self._page, self._region = unit, table.page, region
        if self._header is not None:
            self._header.turn_page()
        columns = next((found for row in rows if (found := head_columns(row))), self._columns)
        self._long.turn_page(rows, columns)
        self._rows.turn_page(rows, columns)
        for number, row in enumerate(rows):
            self._row(row, table.row_citation(number), exact=table.table.exact_columns)

    def _is_mine(self, region: StatementRegion, table: PrintedTable, rows: tuple[Row, ...]) -> bool:
        if any(head_columns(row) or names_project(row) for row in rows):
            return True
        return self._goes_on(region, table) and (self._columns is not None or self._header is not None)

    def _goes_on(self, region: StatementRegion, table: PrintedTable) -> bool:
        """Whether a table may go on with the last goal table: it follows on the same or next page."""
        follows = self._page is not None and 0 <= table.page - self._page <= 1
        return follows and (region is self._region or region.kind in ("goals_project", "goals_overall", "unknown"))

    def _close(self) -> None:
        self._long.close()
        self._project = self._header = self._columns = self._page = None
        self._rows.clear_levels()

    def _row(self, row: Row, citation: Citation, *, exact: bool) -> None:
        if is_title(row):
            return
        columns = head_columns(row)
        if columns is not None:
            self._columns, self._header = columns, None
        elif names_project(row):
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
        self._rows.forget()
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
        if runs_across(row) or (self._columns.names_projects and not self._in_long_table(spots)):
            return
        self._rows.read(row, self._columns, citation, self._project, exact=exact)

    def _in_long_table(self, spots: Mapping[str, Spot]) -> bool:
        """Follow the project cells of a row; False for a row that is neither project nor indicator."""
        belongs = self._long.take(spots, self._unit)
        self._project = self._long.project
        if self._long.began:
            self._rows.forget()
        return belongs


def is_title(row: Row) -> bool:
    """Whether a row holds nothing but a title or caption printed across the table."""
    texts = [spot.text for spot in row if spot.text]
    return len(texts) == 1 and (looks_like_title(texts[0]) or printed_unit(texts[0]) is not None)
