"""The total of 基本支出 where final accounts print it in two halves side by side, each with a total of its own below.

人员经费合计 stands below the left half, 公用经费合计 below the right, and nothing for both. Where the heads do not say
to which half a subject belongs its class does, if the halves then add up to what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from index.records import Amount, AmountState
from indexer.extract.amounts import Unit, add_up, read_amount, yuan
from indexer.extract.grid import NUMBER, GridRow, grids
from indexer.extract.regions import StatementRegion
from indexer.extract.subject_lines import SubjectLine, SubjectTable

_LABELS = {
    "personnel": re.compile(r"人员经费(?:支出)?(?:合计|小计|总计)"),
    "public": re.compile(r"(?:日常)?公用(?:经费|支出|经费支出)(?:合计|小计|总计)"),
}
#: The classes paid as 人员经费.
_PERSONNEL_CODES = ("301", "303")
_CLASS = 1


def with_halves(table: SubjectTable, region: StatementRegion, unit: Unit) -> SubjectTable:
    """The table with its two halves as 合计, if it prints both halves and no total; else the table itself."""
    if table.total is not None:
        return table
    for row in (row for grid in grids(region.tables) for row in grid.rows):
        halves = {half: amount for half, label in _LABELS.items() if (amount := _behind(row, label, unit))}
        if len(halves) == len(_LABELS):
            amounts = {"total": add_up(list(halves.values())), **halves}
            total = SubjectLine(None, "无", "合计", 0, amounts, (row.citation,))
            return SubjectTable(total, _told_apart(table.lines, halves, unit))
    return table


def _behind(row: GridRow, label: re.Pattern[str], unit: Unit) -> Amount | None:
    """The first amount to the right of a label in a row."""
    texts = row.texts
    found = next((number for number, text in enumerate(texts) if label.fullmatch(text)), None)
    if found is None:
        return None
    raw = next((text for text in texts[found + 1 :] if text), "")
    return read_amount(raw, unit) if NUMBER.fullmatch(raw) else None


def _told_apart(lines: Sequence[SubjectLine], halves: Mapping[str, Amount], unit: Unit) -> tuple[SubjectLine, ...]:
    """The lines with the half they belong to, where no head says so and the halves then add up."""
    if any(half in line.amounts for line in lines for half in halves):
        return tuple(lines)
    blank = Amount(None, "", unit.name, unit.origin, AmountState.BLANK)
    told = tuple(
        replace(line, amounts={**line.amounts, **dict.fromkeys(halves, blank), _half(line): line.amounts["total"]})
        for line in lines
    )
    return told if all(_adds_up(told, half, amount, unit) for half, amount in halves.items()) else tuple(lines)


def _half(line: SubjectLine) -> str:
    return "personnel" if (line.code or "").startswith(_PERSONNEL_CODES) else "public"


def _adds_up(lines: Sequence[SubjectLine], half: str, printed: Amount, unit: Unit) -> bool:
    parts = [line.amounts[half].yuan or Decimal(0) for line in lines if line.level == _CLASS]
    return abs((yuan(printed) or Decimal(0)) - sum(parts, Decimal(0))) <= unit.rounding * (len(parts) + 1)
