"""The forms in which disclosures print projects: a goal table each, one long table, a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.layouts.project_layouts import Goal, Plan
from tests.layouts.project_layouts_strip import Grid, Manner
from tests.layouts.sheet import LEFT, UP, Cell, Row

_UNIT = "单位：万元"
_LEVEL_HEADS = ("一级指标", "二级指标", "三级指标")


@dataclass(frozen=True, slots=True)
class Form:
    """How projects are printed; see ``random_form`` for the values."""

    kind: Literal["alone", "long", "list"]
    target: Literal["joined", "split", "unit apart"]
    weights: bool
    levels: Literal["merged", "blank", "repeated"]
    side: bool  # a column 绩效指标 beside the levels
    code: bool
    goal_place: Literal["beside", "below"]
    money: Literal["year", "both", "plain"]
    total: Literal["first", "last", "none"]
    medium: Literal["pdf", "text"]


def random_form(rng: Random) -> Form:
    return Form(
        kind=rng.choice(("alone", "alone", "alone", "long", "long", "list")),
        target=rng.choice(("joined", "joined", "split", "unit apart")),
        weights=rng.random() < 0.5,
        levels=rng.choice(("merged", "merged", "blank", "repeated")),
        side=rng.random() < 0.4,
        code=rng.random() < 0.5,
        goal_place=rng.choice(("beside", "below")),
        money=rng.choice(("year", "both", "plain")),
        total=rng.choice(("first", "last", "none")),
        medium="pdf" if rng.random() < 0.85 else "text",
    )


def random_manner(rng: Random) -> Manner:
    cut: Literal["rows", "anywhere"] = rng.choice(("rows", "rows", "anywhere"))
    return Manner(
        cut=cut,
        label=rng.choice(("centre", "centre", "top", "repeated" if cut == "rows" else "top")),
        rules=True,
        heads_again=rng.random() < 0.3,
        height=rng.choice((300.0, 420.0, 560.0, 700.0)),
    )


def grids(plans: Sequence[Plan], form: Form) -> list[Grid]:
    """The tables of a document."""
    match form.kind:
        case "alone":
            return [_alone(plan, form) for plan in plans]
        case "long":
            return [_long(plans, form)]
        case _:
            return [_list(plans, form)]


def _alone(plan: Plan, form: Form) -> Grid:
    """One project: key-value rows, then heads and indicators."""
    targets = _target_heads(form)
    width = form.side + 3 + len(targets)
    rows = [_across(width, "项目名称", plan.name)]
    if form.code:
        rows.append(_across(width, "项目编码", plan.code))
    rows.append(_across(width, "主管部门", "某市某局"))
    rows += _money(plan, form, width)
    rows += _goal(plan, form, width)
    side: tuple[Cell, ...] = ("绩效指标",) if form.side else ()
    rows.append((*side, *_LEVEL_HEADS, *targets))
    above: tuple[Cell, ...] = (UP,) if form.side else ()
    rows += [(*above, *row) for row in _indicators(plan.goals, form)]
    weights = (*((1.0,) if form.side else ()), 1.5, 2.0, 3.0, *(1.6 for _ in targets))
    return Grid(weights, tuple(rows), 0, ("项目支出绩效目标表", "（2026年度）", _UNIT))


def _across(width: int, *cells: str) -> Row:
    """A row whose last cell takes the rest of the width."""
    return (*cells, *([LEFT] * (width - len(cells))))


def _money(plan: Plan, form: Form, width: int) -> Iterator[Row]:
    match form.money:
        case "plain":
            yield _across(width, "项目金额", plan.wan)
        case "year":
            yield _across(width, "资金情况（万元）", "年度资金总额：", plan.wan)
            yield (UP, *_across(width - 1, "其中：财政拨款", plan.wan))
            yield (UP, *_across(width - 1, "其他资金", "0.00"))
        case _:
            yield _across(width, "资金金额（万元）", "实施期资金总额：", f"{float(plan.wan) * 3:.2f}")
            yield (UP, *_across(width - 1, "其中：财政拨款", f"{float(plan.wan) * 3:.2f}"))
            yield (UP, *_across(width - 1, "年度资金总额：", plan.wan))


def _goal(plan: Plan, form: Form, width: int) -> Iterator[Row]:
    if form.goal_place == "beside":
        yield _across(width, "总体目标", plan.goal)
    else:
        yield _across(width, "年度绩效目标")
        yield _across(width, plan.goal)


def _target_heads(form: Form) -> tuple[str, ...]:
    heads = {
        "joined": ("指标值",),
        "split": ("指标性质", "指标值", "度量单位"),
        "unit apart": ("指标值", "计量单位"),
    }[form.target]
    return (*heads, "权重") if form.weights else heads


def _indicators(goals: Sequence[Goal], form: Form) -> Iterator[Row]:
    """The rows of indicators: levels that go on are merged with those above, left blank or repeated."""
    before: Goal | None = None
    for goal in goals:
        first = before is None or before.level1 != goal.level1
        second = first or before is None or before.level2 != goal.level2
        again: Cell = UP if form.levels == "merged" else ""
        level1: Cell = goal.level1 if first or form.levels == "repeated" else again
        level2: Cell = goal.level2 if second or form.levels == "repeated" else again
        yield (level1, level2, goal.level3, *_target(goal, form))
        before = goal


def _target(goal: Goal, form: Form) -> tuple[str, ...]:
    cells = {
        "joined": (goal.joined,),
        "split": (goal.operator or "定性", goal.number, goal.unit),
        "unit apart": (f"{goal.operator}{goal.number}", goal.unit),
    }[form.target]
    return (*cells, goal.weight) if form.weights else cells


def _long(plans: Sequence[Plan], form: Form) -> Grid:
    """All projects in one table; name, money and goal stand in cells as high as the indicators of the project."""
    targets = _target_heads(form)
    rows: list[Row] = [("项目名称", "预算数", "绩效目标", *_LEVEL_HEADS, *targets)]
    for plan in plans:
        name = f"{plan.code}-{plan.name}" if form.code else plan.name
        cells: tuple[Cell, ...] = (name, plan.wan, plan.goal)
        for row in _indicators(plan.goals, form):
            rows.append((*cells, *row))
            cells = (UP, UP, UP)
    weights = (2.0, 1.3, 3.0, 1.2, 1.4, 2.0, *(1.1 for _ in targets))
    return Grid(weights, tuple(rows), 1, ("项目支出绩效目标表", _UNIT))


def _list(plans: Sequence[Plan], form: Form) -> Grid:
    """Names and amounts, with numbers or codes, with or without goals."""
    wan = f"{sum(plan.amount for plan in plans) / 1_000_000:.2f}"
    goal = form.goal_place == "beside"
    heads = ("项目编码" if form.code else "序号", "项目名称", "合计", "一般公共预算", *(("绩效目标",) if goal else ()))
    total = ("", "合计", wan, wan, *(("",) if goal else ()))
    rows: list[Row] = [heads]
    if form.total == "first":
        rows.append(total)
    for number, plan in enumerate(plans, start=1):
        own = plan.code if form.code else str(number)
        rows.append((own, plan.name, plan.wan, plan.wan, *((plan.goal,) if goal else ())))
    if form.total == "last":
        rows.append(total)
    weights = (1.6, 3.0, 1.4, 1.4, *((4.0,) if goal else ()))
    return Grid(weights, tuple(rows), 1, ("项目支出表", _UNIT))
