"""Projects, their performance indicators, and the goals of whole departments."""

from __future__ import annotations

from dataclasses import dataclass

from index.records.printed import Amount, Citation


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: one performance indicator.

    ``value`` is the target as printed (operator, number and unit joined by one
    space where the table prints them in separate columns).
    """

    level1: str | None
    level2: str | None
    level3: str | None
    value: str | None
    operator: str | None = None
    target: str | None = None
    unit: str | None = None
    weight: str | None = None
    description: str | None = None
    basis: str | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """项目: one project with its amount, goal and indicators, wherever they were printed."""

    ordinal: int
    name: str
    code: str | None
    amount: Amount | None  # None when no place prints one
    goal: str | None
    indicators: tuple[Indicator, ...]
    citations: tuple[Citation, ...]
    category: str | None = None
    basis: str | None = None  # 立项依据
    note: str | None = None  # purpose, allocation or other text printed with it
    function_code: str | None = None


@dataclass(frozen=True, slots=True)
class GoalTask:
    """年度主要任务: one main task of the year with what it costs, as a goal table of a whole department lists it."""

    name: str
    content: str | None
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """整体支出绩效目标: what a department or unit as a whole means to reach with its money.

    ``holder`` is whose goal it is, as the table prints it. ``amount`` is the whole, ``basic`` and ``project`` its
    two halves, None where the table does not print them.
    """

    ordinal: int
    holder: str | None
    goal: str | None
    amount: Amount | None
    basic: Amount | None
    project: Amount | None
    tasks: tuple[GoalTask, ...]
    indicators: tuple[Indicator, ...]
    citations: tuple[Citation, ...]
