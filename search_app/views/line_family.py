"""The lines above and below a budget line in its own statement: 类 over 款 over 项."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from index.records import BudgetLine


def ancestors(lines: Sequence[BudgetLine], line: BudgetLine) -> tuple[BudgetLine, ...]:
    """The lines that ``line`` is a part of, outermost first, as far as the statement prints them."""
    found: list[BudgetLine] = []
    level = line.level
    for above in _same_statement(reversed(_until(lines, line)), line):
        if above.level < level:
            found.insert(0, above)
            level = above.level
    return tuple(found)


def children(lines: Sequence[BudgetLine], line: BudgetLine) -> tuple[BudgetLine, ...]:
    """The lines one level below ``line``, in printed order."""
    following = _same_statement(lines[len(_until(lines, line)) + 1 :], line)
    family = takewhile(lambda below: below.level > line.level, following)
    return tuple(below for below in family if below.level == line.level + 1)


def _until(lines: Sequence[BudgetLine], line: BudgetLine) -> Sequence[BudgetLine]:
    return tuple(takewhile(lambda other: other.ordinal != line.ordinal, lines))


def _same_statement(lines: Iterable[BudgetLine], line: BudgetLine) -> Iterator[BudgetLine]:
    table = (line.statement, line.classification)
    return (other for other in lines if (other.statement, other.classification) == table)
