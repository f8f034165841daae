"""Performance indicators, and the goals of whole departments and units, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from index.json_form.numbers import PageNumber, Yuan, amount_number, first_page
from index.records import GoalTask, Indicator, OverallGoal


@dataclass(frozen=True, slots=True)
class IndicatorForm:
    """一项绩效指标，按原文。"""

    level1: str | None
    level2: str | None
    level3: str | None
    value: Annotated[str | None, "指标值：符号、数值、单位"]
    operator: str | None
    target: str | None
    unit: str | None
    weight: str | None
    description: str | None
    basis: str | None
    page: PageNumber


@dataclass(frozen=True, slots=True)
class GoalTaskForm:
    """一项年度主要任务。"""

    name: str
    content: str | None
    amount: Yuan


@dataclass(frozen=True, slots=True)
class OverallGoalForm:
    """一个部门或单位的整体支出绩效目标。"""

    holder: Annotated[str | None, "表中印的部门（单位）名称"]
    goal: str | None
    amount: Yuan
    basic: Yuan
    project: Yuan
    page: PageNumber
    tasks: tuple[GoalTaskForm, ...]
    indicators: tuple[IndicatorForm, ...]


def overall_goal_form(goal: OverallGoal) -> OverallGoalForm:
    """One overall goal with its main tasks and indicators."""
    return OverallGoalForm(
        holder=goal.holder,
        goal=goal.goal,
        amount=amount_number(goal.amount),
        basic=amount_number(goal.basic),
        project=amount_number(goal.project),
        page=first_page(goal.citations),
        tasks=tuple(map(_task, goal.tasks)),
        indicators=tuple(map(indicator_form, goal.indicators)),
    )


def _task(task: GoalTask) -> GoalTaskForm:
    return GoalTaskForm(task.name, task.content, amount_number(task.amount))


def indicator_form(indicator: Indicator) -> IndicatorForm:
    """One indicator and the page it is printed on."""
    return IndicatorForm(
        level1=indicator.level1,
        level2=indicator.level2,
        level3=indicator.level3,
        value=indicator.value,
        operator=indicator.operator,
        target=indicator.target,
        unit=indicator.unit,
        weight=indicator.weight,
        description=indicator.description,
        basis=indicator.basis,
        page=indicator.citation.page if indicator.citation else None,
    )
