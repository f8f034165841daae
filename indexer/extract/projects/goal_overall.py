"""Goal tables of a whole department or unit (整体支出绩效目标表): one holder a table, or a row for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from index.records import Citation, OverallGoal
from indexer.extract.amounts import Unit
from indexer.extract.flow import PrintedTable
from indexer.extract.projects.goal_columns import Column, Columns, guessed_columns, head_columns
from indexer.extract.projects.goal_grid import is_title, names_project
from indexer.extract.projects.goal_header import project_amount
from indexer.extract.projects.goal_indicators import IndicatorRows, runs_across
from indexer.extract.projects.overall_found import FoundOverall, FoundTask
from indexer.extract.projects.overall_header import OverallHeader
from indexer.extract.projects.project_words import (
    is_level1,
    is_level2,
    is_placeholder,
    is_total,
    overall_label,
    tidy,
)
from indexer.extract.projects.spots import Row, Spot, spot_rows
from indexer.extract.regions import UNKNOWN, StatementRegion

_OVERALL = "goals_overall"


def overall_goals(regions: Iterable[tuple[StatementRegion, Unit]]) -> tuple[OverallGoal, ...]:
    """The goals of whole departments and units in reading order; ``regions`` is every statement with its money unit.

    Templates that were left blank give none.
    """
    reader = _OverallReader()
    for region, unit in regions:
        for table in region.tables:
            reader.read(region, table, unit)
    filled = [found for found in reader.found if not found.blank]
    return tuple(found.record(ordinal) for ordinal, found in enumerate(filled))


class _OverallReader:
    """Reads tables one after the other; the state is what the next row may rely on."""

    def __init__(self) -> None:
        self.found: list[FoundOverall] = []
        self._header: OverallHeader | None = None  # while no heads of indicators were printed
        self._columns: Columns | None = None
        self._beside = Columns(())  # columns that speak of the holder, beside its indicators
        self._page: int | None = None  # page of the last table, None where none may go on
        self._region: StatementRegion | None = None
        self._unit = Unit("万元", "全文")
        self._rows = IndicatorRows()

    def read(self, region: StatementRegion, table: PrintedTable, unit: Unit) -> None:
        """Read one table; one that is no goal table of a whole department ends what went before."""
        rows = spot_rows(table.table)
        if any(map(names_project, rows)) or not (region.kind == _OVERALL or self._goes_on(region, table, rows)):
            self._page = None
            return
        if region.kind == _OVERALL and (region is not self._region or self._page is None):
            self._region, self._unit = region, unit
            self._start()
        self._page = table.page
        if self._header is not None:
            self._header.turn_page()
        self._rows.turn_page(rows, next((found for row in rows if (found := head_columns(row))), self._columns))
        for number, row in enumerate(rows):
            self._row(row, table.row_citation(number), exact=table.table.exact_columns)

    def _goes_on(self, region: StatementRegion, table: PrintedTable, rows: tuple[Row, ...]) -> bool:
        """Whether a table without a title is the rest of the last one: it follows and names levels of indicators."""
        if self._page is None or region.kind != UNKNOWN or region.title or not 0 <= table.page - self._page <= 1:
            return False
        return any(is_level1(spot.text) or is_level2(spot.text) for row in rows for spot in row)

    def _start(self, holder: str = "") -> None:
        self.found.append(FoundOverall(holder))
        self._header, self._columns, self._beside = OverallHeader(self.found[-1], self._unit), None, Columns(())
        self._rows.forget()

    def _row(self, row: Row, citation: Citation, *, exact: bool) -> None:
        if is_title(row):
            return
        columns = head_columns(row)
        if columns is not None:
            self._heads(row, columns)
        elif self._columns is None and (columns := guessed_columns(row)) is not None:
            self._columns, self._header = columns, None
            self._indicator_row(row, citation, exact=exact)
        elif _names_holder(row) and self._columns is not None:
            self._start()
            self._header_row(row, citation)
        elif self._columns is None:
            self._header_row(row, citation)
        else:
            self._indicator_row(row, citation, exact=exact)

    def _header_row(self, row: Row, citation: Citation) -> None:
        if self._header is not None:
            self._header.row(row)
            self.found[-1].citations.append(citation)

    def _heads(self, row: Row, columns: Columns) -> None:
        self._columns, self._header = columns, None
        heads = (Column(overall_label(spot.text) or "ignored", spot.left, spot.right) for spot in row)
        self._beside = Columns(tuple(heads))

    def _indicator_row(self, row: Row, citation: Citation, *, exact: bool) -> None:
        if self._columns is None or runs_across(row):
            return
        beside = self._beside.by_role(row)
        if (holder := beside.get("holder")) and is_total(holder.text):
            return
        self._of_holder({role: spot for role, spot in beside.items() if _tells(spot)})
        self._rows.read(row, self._columns, citation, self.found[-1], exact=exact)

    def _of_holder(self, spots: Mapping[str, Spot]) -> None:
        """Whose row it is, its money, goal and task, where they have columns of their own."""
        holder = tidy(spots["holder"].cell.text) if "holder" in spots else ""
        if holder and self.found[-1].holder not in ("", holder):
            columns, beside = self._columns, self._beside
            self._start(holder)
            self._header, self._columns, self._beside = None, columns, beside
        found = self.found[-1]
        found.holder = found.holder or holder
        goal = tidy(spots["goal"].cell.text) if "goal" in spots else ""
        if goal not in found.goal and not is_placeholder(goal):
            found.goal += goal
        if "task" in spots:
            found.add_task(FoundTask(tidy(spots["task"].cell.text)))
        self._money(found, spots)

    def _money(self, found: FoundOverall, spots: Mapping[str, Spot]) -> None:
        amounts = {role: project_amount(spot.cell.text, self._unit) for role, spot in spots.items()}
        found.amount = found.amount or amounts.get("amount")
        for role, kept in (("basic", found.basic), ("project", found.project)):
            if not kept and (amount := amounts.get(role)) is not None:
                kept.append(amount)


def _tells(spot: Spot) -> bool:
    """Whether a cell says something new: it begins in its row, and holds more than the label in front of the rows."""
    return spot.starts and bool(spot.text) and overall_label(spot.text) is None


def _names_holder(row: Row) -> bool:
    """Whether a row begins with 部门名称 and the name behind it."""
    texts: Iterator[str] = (spot.text for spot in row if spot.text and spot.starts)
    first, second = next(texts, ""), next(texts, "")
    return overall_label(first) == "holder" and bool(second) and overall_label(second) is None
