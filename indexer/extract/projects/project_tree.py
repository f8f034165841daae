"""Telling projects from the sums above them in a list, by arithmetic.

Lists print a total, units, classes and projects one below the other with
nothing but the amounts to tell them apart. A row is a sum when the rows right
below it add up to it; a reading under which all rows add up to the printed
total is preferred to one that only fits in places.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from analyzers.money import to_fen

#: Sums and their ends that are looked at for one row; lists of real documents stay far below.
_MOST_STATES = 20_000
_MOST_ENDS = 30


class Words(enum.Enum):
    """What the words of a row say about it."""

    SUM = enum.auto()  # no project: a total, or no name in the column of names
    PERHAPS = enum.auto()  # reads like the name of a unit
    PROJECT = enum.auto()


@dataclass(frozen=True, slots=True)
class ListRow:
    """The amount of one row in yuan and what its words say."""

    yuan: Decimal
    words: Words = Words.PROJECT


@dataclass(frozen=True, slots=True)
class Tree:
    """The parent (a position) of every row, None at the top; ``closes`` when it adds up to the printed total."""

    parents: tuple[int | None, ...]
    closes: bool

    def path(self, row: int) -> tuple[int, ...]:
        """The rows above a row, outermost first."""
        above: list[int] = []
        parent = self.parents[row]
        while parent is not None:
            above.append(parent)
            parent = self.parents[parent]
        return tuple(reversed(above))


def tree(rows: Sequence[ListRow], total: Decimal | None, rounding: Decimal) -> Tree:
    """Which rows of a list are sums of the rows below them.

    ``total`` is the printed total; where none is printed a first row that reads
    like a unit is taken for it. ``rounding`` is the difference in yuan allowed
    between a sum and its parts.

    >>> rows = [ListRow(Decimal(n)) for n in (8, 5, 3, 2, 3)]
    >>> tree(rows, Decimal(8), Decimal(0)).parents
    (None, 0, 1, 1, 0)
    """
    if total is None and rows and rows[0].words is not Words.PROJECT:
        total = rows[0].yuan
    if total is not None:
        for allowed in (Decimal(0), rounding, rounding * 5):
            parents = _Search(rows, allowed).cover(total)
            if parents is not None:
                return Tree(parents, closes=True)
    return Tree(_in_places(rows, rounding), closes=False)


def tree_by_names(rows: Sequence[ListRow], names: Sequence[str], total: Decimal | None, rounding: Decimal) -> Tree:
    """``tree`` of rows with names: where amounts fit in several ways, a name is a sum where it mostly is one."""
    first = tree(rows, total, rounding)
    if not first.closes:
        return first
    parents = set(first.parents)
    above = Counter(name for row, name in enumerate(names) if row in parents)
    leaves = Counter(name for row, name in enumerate(names) if row not in parents)
    sums = {name for name, count in above.items() if 0 < leaves[name] < count}
    if not sums:
        return first
    told = [replace(row, words=Words.SUM) if name in sums else row for row, name in zip(rows, names, strict=True)]
    second = tree(told, total, rounding)
    return second if second.closes else first


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows that follow one another as siblings: where the last of them starts and ends, and those before it."""

    start: int
    end: int
    before: _Run | None

    def starts(self) -> Iterator[int]:
        run: _Run | None = self
        while run is not None:
            yield run.start
            run = run.before


class _Search:
    """All ways to see a row as the sum of rows below it, found from the last row upwards."""

    def __init__(self, rows: Sequence[ListRow], allowed: Decimal) -> None:
        self._rows = rows
        self._figures = [to_fen(row.yuan) for row in rows]
        self._allowed = to_fen(allowed)
        self._children: dict[tuple[int, int], _Run] = {}  # (row, end of its children) -> its children
        self._ends: list[list[int]] = [[] for _ in rows]  # where a row with its children may end, sums first
        for row in range(len(rows) - 1, -1, -1):
            self._look_below(row)

    def _look_below(self, row: int) -> None:
        if not self._figures[row] and self._rows[row].words is Words.PROJECT:
            self._ends[row].append(row + 1)  # projects without money add up to each other
            return
        for run in islice(self._runs(row + 1, self._figures[row]), _MOST_ENDS):
            self._children[row, run.end] = run
            self._ends[row].append(run.end)
        if self._rows[row].words is not Words.SUM:
            self._ends[row].append(row + 1)

    def _runs(self, start: int, amount: int) -> Iterator[_Run]:
        """Runs of siblings from ``start`` that add up to ``amount``, one for each end."""
        waiting: list[tuple[int, int, _Run | None]] = [(start, 0, None)]
        seen: set[tuple[int, int]] = set()
        while waiting and len(seen) < _MOST_STATES:
            row, added, before = waiting.pop()
            if (row, added) in seen:
                continue
            seen.add((row, added))
            if before is not None and abs(added - amount) <= self._allowed:
                yield before
            elif row < len(self._rows) and added + self._figures[row] <= amount + self._allowed:
                added += self._figures[row]
                waiting.extend((end, added, _Run(row, end, before)) for end in reversed(self._ends[row]))

    def cover(self, total: Decimal) -> tuple[int | None, ...] | None:
        """Parents of all rows such that the top rows add up to ``total``; rows of 0 may be left over."""
        for run in self._runs(0, to_fen(total)):
            if not any(self._figures[run.end :]):
                parents: list[int | None] = [None] * len(self._rows)
                self._adopt(run, None, parents)
                return tuple(parents)
        return None

    def under(self, row: int, parents: list[int | None]) -> int | None:
        """Where the children of a row end, after writing the parents of the rows up to there; None when none fit."""
        ends = [end for end in self._ends[row] if (row, end) in self._children]
        if not ends:
            return None
        self._adopt(self._children[row, ends[0]], row, parents)
        return ends[0]

    def _adopt(self, run: _Run, parent: int | None, parents: list[int | None]) -> None:
        """Write the parents of a run of siblings and of everything below them."""
        following = run.end
        for start in run.starts():
            parents[start] = parent
            if (start, following) in self._children:
                self._adopt(self._children[start, following], start, parents)
            following = start


def _in_places(rows: Sequence[ListRow], rounding: Decimal) -> tuple[int | None, ...]:
    """Parents where not all rows close: only rows whose words speak for a sum have children."""
    parents: list[int | None] = [None] * len(rows)
    search = _Search(rows, rounding)
    row = 0
    while row < len(rows):
        end = search.under(row, parents) if rows[row].words is not Words.PROJECT else None
        row = end or row + 1
    return tuple(parents)
