"""What a run did with every file it saw."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


class Ending(enum.StrEnum):
    """How one file ended in one run; the value is what the user reads."""

    INDEXED = "新收录"
    UNCHANGED = "未变"
    DUPLICATE = "内容重复"
    NOT_DISCLOSURE = "不是预决算公开"
    UNREADABLE = "无法读取"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that gave no document of its own, and why."""

    path: str
    ending: Ending
    reason: str


@dataclass(slots=True)
class Report:
    """Grows while a run goes on. Every file found is counted once, except those an interrupted run did not reach.

    ``pages`` counts the pages of the disclosures read in this run, ``seconds`` is how long it took.
    """

    found: int = 0
    pages: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    _lines: list[FileLine] = field(default_factory=list)
    _endings: Counter[Ending] = field(default_factory=Counter)

    def add(self, path: str, ending: Ending, reason: str = "", pages: int = 0) -> None:
        """Count a file; one that ended with a reason gets a line."""
        self._endings[ending] += 1
        self.pages += pages
        if reason:
            self._lines.append(FileLine(path, ending, reason))

    @property
    def lines(self) -> tuple[FileLine, ...]:
        """The files that gave no document of their own, by ending and path."""
        order = list(Ending)
        return tuple(sorted(self._lines, key=lambda line: (order.index(line.ending), line.path)))

    @property
    def endings(self) -> Mapping[Ending, int]:
        """Files by ending, every ending present, in the order of the report."""
        return {ending: self._endings[ending] for ending in Ending}

    @property
    def unreached(self) -> int:
        """Files found that an interrupted run did not get to."""
        return self.found - self._endings.total()
