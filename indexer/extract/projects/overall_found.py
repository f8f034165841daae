"""What is read of the goals of a whole department or unit, while its table is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from index.records import Amount, Citation, GoalTask, Indicator, OverallGoal
from indexer.extract.amounts import add_up, yuan
from indexer.extract.flow import span
from indexer.extract.projects.indicator_levels import with_first_levels


@dataclass(slots=True)
class FoundTask:
    """A main task of the year as printed."""

    name: str
    content: str = ""
    amount: Amount | None = None


@dataclass(slots=True)
class FoundOverall:
    """The goals of one holder; ``basic`` and ``project`` hold an amount for each source of money that has a column."""

    holder: str = ""
    goal: str = ""
    amount: Amount | None = None
    shares: list[Amount] = field(default_factory=list)  # of the whole, by source of money
    basic: list[Amount] = field(default_factory=list)
    project: list[Amount] = field(default_factory=list)
    tasks: list[FoundTask] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether it is an empty template: neither a goal nor an indicator is printed."""
        return not self.goal and not self.indicators

    def add_task(self, task: FoundTask) -> None:
        """Keep a task once, however often indicators name it."""
        if all(known.name != task.name or known.content != task.content for known in self.tasks):
            self.tasks.append(task)

    def record(self, ordinal: int) -> OverallGoal:
        """The finished record, with one citation a page."""
        amount = self.amount or (add_up(self.shares) if self.shares else None)
        basic, project = _halves(amount, self.basic, self.project)
        return OverallGoal(
            ordinal=ordinal,
            holder=self.holder or None,
            goal=self.goal or None,
            amount=amount,
            basic=basic,
            project=project,
            tasks=tuple(GoalTask(task.name, task.content or None, task.amount) for task in self.tasks),
            indicators=tuple(with_first_levels(self.indicators)),
            citations=span(self.citations),
        )


def _halves(
    amount: Amount | None, basic: Sequence[Amount], project: Sequence[Amount]
) -> tuple[Amount | None, Amount | None]:
    """基本支出 and 项目支出: of all sources together or the first ones alone, whichever make up the whole.

    Where nothing closes, a single printed figure is taken as it stands, several are not.
    """
    for take in (add_up, _first):
        halves = take(basic) if basic else None, take(project) if project else None
        if _sum(halves) == yuan(amount):
            return halves
    return (basic[0] if len(basic) == 1 else None), (project[0] if len(project) == 1 else None)


def _first(amounts: Sequence[Amount]) -> Amount:
    return amounts[0]


def _sum(amounts: Sequence[Amount | None]) -> Decimal:
    return sum((found for amount in amounts if (found := yuan(amount)) is not None), Decimal(0))
