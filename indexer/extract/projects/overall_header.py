"""The rows over the indicators of a whole department: its name, money, main tasks of the year and goal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Amount
from indexer.extract.amounts import Unit
from indexer.extract.projects.goal_columns import Column, Columns
from indexer.extract.projects.goal_header import project_amount, row_unit
from indexer.extract.projects.overall_found import FoundOverall, FoundTask
from indexer.extract.projects.project_words import is_placeholder, is_total, overall_label, tidy
from indexer.extract.projects.spots import Row, Spot

_INLINE = re.compile(r"^(.{2,14}?)[:：](.*\d.*)$")
#: Labels of rows that are no main task.
_ENDS_TASKS = frozenset({"goal", "holder", "term"})
_MONEY = frozenset({"amount", "basic", "project", "part"})
#: A task of a template that was left as it is.
_BLANK_TASK = re.compile(r"任务\d*|[.…。]+")


class OverallHeader:
    """Collects the rows over the indicators into the goals they belong to."""

    def __init__(self, found: FoundOverall, unit: Unit) -> None:
        self.found = found
        self._unit = unit
        self._heads: list[Column] = []  # heads of money, the last printed first
        self._in_tasks = False
        self._in_goal = False
        self._turned = False

    def turn_page(self) -> None:
        """The next row is the first of a new page: it may go on with the last cell of the page before."""
        self._turned = True

    def row(self, row: Row) -> None:
        """Read one row of labels and values; cells that began above it say nothing new."""
        turned, self._turned = self._turned, False
        spots = [spot for spot in row if spot.text and spot.starts]
        labels = [(role, spot) for spot in spots if (role := overall_label(spot.text)) is not None]
        roles = {role for role, _ in labels}
        self._unit = row_unit(spots, self._unit)
        if roles & {"task", "content"}:
            self._in_tasks, self._in_goal = True, False
        elif roles & _ENDS_TASKS:
            self._in_tasks = False
            self._named(spots, labels)
        elif spots and len(labels) == len(spots):
            self._in_tasks = self._in_tasks and not self.found.tasks
        elif self._in_tasks:
            self._task(spots, turned=turned)
            return
        elif self._in_goal and not labels:
            self._add_goal(spots)
        self._money(spots)

    def _named(self, spots: Sequence[Spot], labels: Sequence[tuple[str, Spot]]) -> None:
        """A row that begins with what it holds; a label alone in its row stands over its text."""
        label_of = dict(reversed(labels))
        texts = [spot for spot in spots if overall_label(spot.text) is None]
        self._in_goal = "goal" in label_of and "term" not in label_of
        if self._in_goal:
            self._add_goal([spot for spot in texts if spot.left > label_of["goal"].left])
        elif "holder" in label_of and texts and not self.found.holder:
            self.found.holder = tidy(texts[0].cell.text)

    def _add_goal(self, spots: Sequence[Spot]) -> None:
        for spot in spots:
            text = tidy(spot.cell.text)
            if not is_placeholder(text):
                self.found.goal += text

    def _task(self, spots: Sequence[Spot], *, turned: bool) -> None:
        """A main task: name, content, and what it costs altogether; the last row is their sum."""
        texts = [spot for spot in spots if self._amount(spot) is None and overall_label(spot.text) != "tasks"]
        if not texts:
            return
        amounts = [found for spot in spots if spot.left > texts[0].left and (found := self._amount(spot)) is not None]
        parts = [tidy(spot.cell.text) for spot in texts]
        if is_total(parts[0]):
            self.found.amount = self.found.amount or (amounts[0] if amounts else None)
        elif turned and not amounts and len(parts) == 1 and self.found.tasks:
            self.found.tasks[-1].content += parts[0]
        elif amounts or (len(parts) > 1 and not all(_BLANK_TASK.fullmatch(part) for part in parts)):
            content = parts[1] if len(parts) > 1 else ""
            self.found.add_task(FoundTask(parts[0], content, amounts[0] if amounts else None))

    def _amount(self, spot: Spot) -> Amount | None:
        return project_amount(spot.cell.text, self._unit)

    def _money(self, spots: Sequence[Spot]) -> None:
        """Figures by the label in front of them, else by the head over them; labels without figures are heads."""
        before: str | None = None
        heads: list[Column] = []
        for spot in spots:
            role = overall_label(spot.text)
            amount = self._amount(spot)
            if role is not None:
                before = role
                heads.append(Column(role, spot.left, spot.right))
            elif amount is not None:
                self._take(before, self._head_over(spot), amount)
                before = None
            elif (inline := _INLINE.match(spot.text)) and (amount := project_amount(inline[2], self._unit)):
                self._take(overall_label(inline[1]), None, amount)
        if len(heads) > 1 or not self._heads:
            self._heads = [head for head in heads if head.role in _MONEY] + self._heads

    def _head_over(self, spot: Spot) -> str | None:
        return Columns(tuple(self._heads)).role_of(spot)

    def _take(self, before: str | None, over: str | None, amount: Amount) -> None:
        found = self.found
        role = before if before in _MONEY else over
        if role == "part" and over == "amount":
            found.shares.append(amount)
        elif role == "amount":
            found.amount = found.amount or amount
        elif role == "basic":
            found.basic.append(amount)
        elif role == "project":
            found.project.append(amount)
