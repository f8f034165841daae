"""Name, amount and goal cells of one long goal table of many projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from indexer.extract.amounts import Unit
from indexer.extract.projects.goal_columns import Columns
from indexer.extract.projects.goal_header import added, project_amount
from indexer.extract.projects.project_found import FoundProject, Place
from indexer.extract.projects.project_words import is_level1, is_placeholder, is_total, project_head, split_code, tidy
from indexer.extract.projects.spots import Row, Spot

_NOTE = re.compile(r"(?:备注|注)\d*[:：]")
_SHORTEST_REPEAT = 4  # characters of a goal that may be printed twice; fewer are the end of one
_LAST_LEVEL = "满意度"  # begins the first level that no other follows
#: What only the row of a project or an indicator has, not that of a sum.
_SAYING = ("goal", "level3", "value")


class LongTable:
    """Follows the project cells down a table and over its pages; ``project`` is the one the last row belongs to.

    A merged cell that a page cuts in two prints its text on either side of the
    cut or in part on both: a project may be without a name until its next page,
    and the first cell of a page may hold but the rest of a name or goal.
    """

    def __init__(self, found: list[FoundProject]) -> None:
        self.project: FoundProject | None = None
        self.began = False  # whether the last row began another project
        self._found = found
        self._before: FoundProject | None = None  # the project before one that waits for its name
        self._printed = ""  # the name cell of the project as printed, with its code
        self._amount = ""
        self._goal = ""
        self._first = False  # the next row is the first of its page
        self._merged = False  # names of this page stand in merged cells

    def turn_page(self, rows: Iterable[Row], columns: Columns | None) -> None:
        """A table on a page begins; ``columns`` are those of the page before."""
        self._first = True
        names = (columns.by_role(row).get("name") for row in rows) if columns else ()
        self._merged = any(name is not None and name.cell.row_span > 1 for name in names)

    def take(self, spots: Mapping[str, Spot], unit: Unit) -> bool:
        """Read the project cells of one row by role; False for a row that is neither project nor indicator."""
        first, self._first, self.began = self._first, False, False
        name = spots.get("name")
        if name is not None and name.text and project_head(name.text) is not None and not self._is_rest(name, spots):
            self._first = first
            return False
        if name is not None and name.starts:
            rest = first and not ("amount" in spots and spots["amount"].text)
            if is_total(name.text) or not (rest or any(spots[role].text for role in _SAYING if role in spots)):
                self.project = None
                return False
            self._name(name, spots, first=first)
        if self.project is not None:
            self._money_and_goal(self.project, spots, unit)
        return True

    def close(self) -> None:
        """The table has ended: what still waits for a name belongs to the project before it."""
        self._give_back()
        self.project = None
        self._amount = self._goal = ""

    def _is_rest(self, name: Spot, spots: Mapping[str, Spot]) -> bool:
        """Whether a text that reads like a head (项目) ends the name of the page before: no head stands beside it."""
        blank_amount = "amount" in spots and not spots["amount"].text
        return self.project is not None and blank_amount and project_head(spots["amount"].text) is None

    def _name(self, name: Spot, spots: Mapping[str, Spot], *, first: bool) -> None:
        code, title = split_code(name.cell.text)
        if "code" in spots and spots["code"].text:
            code = spots["code"].text
        if not title and code is None and self._merged and self._begins_blank(spots, first=first):
            self._wait_for_name()
        elif first and self.project is not None and self._goes_on(self.project, title, code, spots):
            self._add_to_name(self.project, name)
        elif (title or code) and not is_placeholder(title):
            if not first:
                self._give_back()
            self._begin(title, code, spots)
            self._printed = name.cell.text
        elif title:
            self.project = None

    def _add_to_name(self, project: FoundProject, name: Spot) -> None:
        """The second part of a name cell; its code may stand in either part or in both."""
        if name.text:
            self._printed += name.cell.text
            code, project.name = split_code(self._printed)
            project.code = code or project.code

    def _goes_on(self, project: FoundProject, title: str, code: str | None, spots: Mapping[str, Spot]) -> bool:
        """Whether the first name cell of a page goes on with the project before: blank, or the rest of its name.

        A text is the rest of a name where another project would print its code; or where one of both prints
        an amount and the indicators go on.
        """
        amount = spots["amount"].text if "amount" in spots else ""
        if code is not None or (amount and project.amount is not None) or _NOTE.match(title):
            return False
        one_amount = "amount" in spots and bool(amount) != (project.amount is not None)
        return not title or project.code is not None or (one_amount and not self._starts_over(spots))

    def _begins_blank(self, spots: Mapping[str, Spot], *, first: bool) -> bool:
        """Whether a blank merged name cell is the first part of that of another project."""
        return not first or self.project is None or self._starts_over(spots)

    def _starts_over(self, spots: Mapping[str, Spot]) -> bool:
        """Whether the indicators of another project begin: a first level comes again, or after the last of all."""
        levels = [one.level1 or "" for one in self.project.indicators] if self.project else []
        level = spots["level1"].text if "level1" in spots else ""
        if not levels or not is_level1(level) or levels[-1] == level:
            return False
        return level in levels or levels[-1].startswith(_LAST_LEVEL)

    def _begin(self, title: str, code: str | None, spots: Mapping[str, Spot]) -> None:
        current = self.project
        amount = spots["amount"].text if "amount" in spots else ""
        same = current is not None and (current.name, current.code) == (title, code)
        if same and (code is not None or amount == self._amount):
            return
        known = next((p for p in self._found if code is not None and p.code == code), None)
        if current is not None and not current.name and known is None:
            current.name, current.code = title, code
        elif known is not None:
            self._remember(known)
        else:
            self._remember(FoundProject(title, Place.GOALS, code=code))
        assert self.project is not None
        if (unit_name := spots.get("unit_name")) is not None:
            self.project.unit_name = self.project.unit_name or tidy(unit_name.cell.text) or None

    def _give_back(self) -> None:
        """A project whose name did not come with the next page was none: it belongs to the one before it."""
        nameless = self.project
        if nameless is None or nameless.name or nameless.code:
            return
        self._found[:] = [project for project in self._found if project is not nameless]
        self.project = self._before
        if self.project is not None:
            self.project.indicators.extend(nameless.indicators)
            self.project.citations.extend(nameless.citations)
            self.project.goal += nameless.goal

    def _wait_for_name(self) -> None:
        """A merged cell that begins blank below another project: its name is printed on the next page."""
        self._before = self.project
        self._remember(FoundProject("", Place.GOALS))
        self._printed = ""

    def _remember(self, project: FoundProject) -> None:
        if not any(project is other for other in self._found):
            self._found.append(project)
        self.project = project
        self.began = True
        self._amount = project.amount.raw if project.amount else ""
        self._goal = ""

    def _money_and_goal(self, project: FoundProject, spots: Mapping[str, Spot], unit: Unit) -> None:
        """A second amount under one name is another unit's share, a second goal another part of the goal."""
        amount, goal = spots.get("amount"), spots.get("goal")
        if amount is not None and amount.starts and amount.text and amount.text != self._amount:
            self._amount = amount.text
            read = project_amount(amount.cell.text, unit)
            project.amount = added(project.amount, read) if project.amount and read else project.amount or read
        if goal is not None and goal.starts and goal.text and goal.text != self._goal:
            self._goal = goal.text
            text = tidy(goal.cell.text)
            rest = bool(project.goal) and len(text) < _SHORTEST_REPEAT
            if rest or (not is_placeholder(text) and text not in project.goal):
                project.goal += text
