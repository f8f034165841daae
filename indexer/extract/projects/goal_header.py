"""The key-value rows on top of one project's goal table: name, money, goal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.records import Amount
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.projects.project_found import FoundProject, Place
from indexer.extract.projects.project_words import is_placeholder, label, split_code, tidy
from indexer.extract.projects.spots import Row, Spot

_UNIT = re.compile(r"[（(](?:单位[:：])?(亿元|万元|千元|元)[）)]")
_STRAY = re.compile(r"^[\s,，、.:：]+|[\s,，、:：]+$")
_INLINE = re.compile(r"^(.{2,14}?)[:：](.+)$")

#: Amount labels, the one believed most first: the year's money before that of all years.
_AMOUNT_RANK = {"amount_year": 3, "amount": 2, "amount_term": 1}
_GOAL_RANK = {"goal": 2, "goal_term": 1}


def project_amount(raw: str, unit: Unit) -> Amount | None:
    """The amount of a cell, without stray punctuation; None for a cell that holds none."""
    amount = read_amount(_STRAY.sub("", raw), unit)
    return amount if amount.yuan is not None else None


def added(first: Amount, second: Amount) -> Amount:
    """Two shares of one project as one amount; the one that can be read where the other cannot."""
    if first.yuan is None or second.yuan is None:
        return second if first.yuan is None else first
    return Amount(first.yuan + second.yuan, f"{first.raw}+{second.raw}", first.unit, first.unit_origin)


def row_unit(spots: Iterable[Spot], usual: Unit) -> Unit:
    """The unit that a label of a row prints in brackets (预算金额（万元）), else the usual one."""
    found = next((match for spot in spots if (match := _UNIT.search(spot.text))), None)
    return Unit(found.group(1), "列头") if found else usual


class HeaderReader:
    """Collects the key-value rows of one project; ``project`` is None as long as no name is printed."""

    def __init__(self, unit: Unit) -> None:
        self.project: FoundProject | None = None
        self._unit = unit
        self._code: str | None = None  # a code printed before the name
        self._amount_rank = 0
        self._goal_rank = 0
        self._goal_heads: list[tuple[str, Spot]] = []  # labels whose text stands in the rows below
        self._in_goal = False
        self._last: str | None = None  # the field a page break may have cut
        self._turned = False

    def turn_page(self) -> None:
        """The next row is the first of a new page: it may go on with the last cell of the page before."""
        self._turned = True

    def row(self, row: Row) -> None:
        """Read one row of labels and values."""
        turned, self._turned = self._turned, False
        spots = [spot for spot in row if spot.text]
        labels = [(role, spot) for spot in spots if (role := label(spot.text)) is not None]
        if turned and not labels and self._go_on(spots):
            return
        unit = row_unit(spots, self._unit)
        goals = [(role, spot) for role, spot in labels if role in (*_GOAL_RANK, "goal_outcome")]
        if goals:
            self._goal(spots, labels, goals)
        elif not labels and self._in_goal:
            self._goal_text(spots)
        else:
            self._in_goal = False
            self._pairs(spots, unit)

    def _go_on(self, spots: list[Spot]) -> bool:
        if self.project is None or len(spots) != 1:
            return False
        text = tidy(spots[0].cell.text)
        if self._last == "name":
            self.project.name += text
        elif self._last == "goal":
            self.project.goal += text
        else:
            return False
        return True

    def _pairs(self, spots: list[Spot], unit: Unit) -> None:
        """Labels with the text behind them; a label without one has a blank value."""
        waiting: str | None = None
        for spot in spots:
            role, inline = _inline(spot)
            if role is not None and inline:
                self._take(role, inline, unit)
                waiting = None
            elif role is not None:
                waiting = role
            elif waiting is not None and self._take(waiting, spot.cell.text, unit):
                waiting = None

    def _take(self, role: str, text: str, unit: Unit) -> bool:
        """Store one value; False where the text is no value of this label (an amount that is none)."""
        if role == "name":
            self._name(text)
        elif role == "code":
            self._take_code(tidy(text))
        elif self.project is None:
            return True
        elif role in _AMOUNT_RANK:
            return self._amount(role, text, unit)
        elif role == "unit_name":
            self.project.unit_name = tidy(text)
        elif role in ("category", "note", "basis"):
            setattr(self.project, role, tidy(text))
        self._last = role
        return True

    def _take_code(self, code: str) -> None:
        self._code = code
        if self.project is not None:
            self.project.code = code

    def _name(self, text: str) -> None:
        code, name = split_code(text)
        if name and not is_placeholder(name):
            self.project = FoundProject(name, Place.GOALS, code=code or self._code)

    def _amount(self, role: str, text: str, unit: Unit) -> bool:
        assert self.project is not None
        amount = project_amount(text, unit)
        if amount is None:
            return False
        if _AMOUNT_RANK[role] > self._amount_rank:
            self.project.amount, self._amount_rank = amount, _AMOUNT_RANK[role]
        return True

    def _goal(self, spots: list[Spot], labels: list[tuple[str, Spot]], goals: list[tuple[str, Spot]]) -> None:
        self._in_goal = True
        named = {id(spot.cell) for _, spot in labels}
        texts = [spot for spot in spots if id(spot.cell) not in named]
        if not texts:
            self._goal_heads = goals
        elif self._goal_heads and len(goals) == 1:
            self._goal_text(texts)
        else:
            for text in texts:
                before = [role for role, spot in goals if spot.left < text.left]
                self._add_goal(before[-1] if before else "goal", text.cell.text)

    def _goal_text(self, spots: list[Spot]) -> None:
        for spot in spots:
            self._add_goal(self._goal_role(spot), spot.cell.text)

    def _goal_role(self, spot: Spot) -> str:
        """The goal head over a text: of several heads the one whose width it shares."""
        heads = [(role, head) for role, head in self._goal_heads if head.right > spot.left and head.left < spot.right]
        return heads[-1][0] if heads else "goal"

    def _add_goal(self, role: str, text: str) -> None:
        rank = _GOAL_RANK.get(role, 0)
        plain = tidy(text)
        if self.project is None or rank == 0 or rank < self._goal_rank or is_placeholder(plain):
            return
        if rank > self._goal_rank:
            self.project.goal, self._goal_rank = "", rank
        self.project.goal += plain
        self._last = "goal"


def _inline(spot: Spot) -> tuple[str | None, str]:
    """The role of a label and the value printed in the same cell (年度资金总额：25.00)."""
    role = label(spot.text)
    if role is not None:
        return role, ""
    match = _INLINE.match(spot.text)
    role = label(match.group(1)) if match else None
    if match is None or role not in _AMOUNT_RANK or not any(c.isdigit() for c in match.group(2)):
        return None, ""
    return role, match.group(2)
