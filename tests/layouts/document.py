"""A generated document: cover, narrative and statements in order, and what a reader should find in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from index.records import Classification
from tests.layouts.budget import Budget, Item, ThreePublic, name_of, parts, random_budget, with_levels_above
from tests.layouts.features import Features, random_features
from tests.layouts.sheet import Sheet
from tests.layouts.subject_sheets import (
    economic_items,
    economic_sheet,
    economic_sheet_in_threes,
    function_items,
    function_sheet,
)
from tests.layouts.total_sheets import (
    balance_sheet,
    fiscal_balance_sheet,
    income_sheet,
    prints_three_public,
    three_public_sheet,
)

#: Titles of the statements of budgets and of final accounts, in printed order.
_BUDGET_TITLES = {
    "income_expenditure": "部门收支总表",
    "income": "部门收入总表",
    "expenditure": "部门支出总表",
    "fiscal_income_expenditure": "财政拨款收支总表",
    "general_expenditure": "一般公共预算支出表",
    "basic_expenditure": "一般公共预算基本支出表",
    "three_public": "一般公共预算“三公”经费支出表",
    "government_fund": "政府性基金预算支出表",
    "state_capital": "国有资本经营预算支出表",
}
_FINAL_TITLES = {
    "income_expenditure": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_income_expenditure": "财政拨款收入支出决算总表",
    "general_expenditure": "一般公共预算财政拨款支出决算表",
    "basic_expenditure": "一般公共预算财政拨款基本支出决算表",
    "government_fund": "政府性基金预算财政拨款支出决算表",
    "state_capital": "国有资本经营预算财政拨款支出决算表",
    "three_public": "财政拨款“三公”经费支出决算表",
}
#: Statements by function subject.
_BY_FUNCTION = ("expenditure", "general_expenditure", "government_fund", "state_capital")


@dataclass(frozen=True, slots=True)
class Written:
    """What is printed: lines of the cover, then paragraphs and statements."""

    cover: tuple[str, ...]
    blocks: tuple[str | Sheet, ...]


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line; amounts in fen by column meaning, those that are printed nowhere left out."""

    statement: str
    classification: Classification
    code: str
    name: str
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader should find."""

    lines: tuple[ExpectedLine, ...]
    spent: Mapping[str, int]  # on every function subject, be it printed or not
    totals: Mapping[str, int]
    three_public: ThreePublic
    statements: tuple[tuple[str, bool], ...]  # kind, whether it is empty
    year: int
    stage: str


@dataclass(frozen=True, slots=True)
class Case:
    """A generated document with its features and its truth."""

    seed: int
    features: Features
    written: Written
    expected: Expected


def case(seed: int) -> Case:
    """The document of a seed, always the same."""
    rng = Random(seed)
    features = random_features(rng)
    budget = random_budget(rng, features.quantum)
    sheets = tuple(_sheets(budget, features))
    return Case(seed, features, _written(budget, features, sheets), _expected(budget, features, sheets))


def _sheets(budget: Budget, features: Features) -> Iterator[Sheet]:
    holder = f"{budget.place[-3:]}{budget.department}"
    for kind, title in (_FINAL_TITLES if features.final else _BUDGET_TITLES).items():
        match kind:
            case "income_expenditure":
                yield balance_sheet(title, budget, features)
            case "income":
                yield income_sheet(title, budget, holder, features)
            case "fiscal_income_expenditure":
                yield fiscal_balance_sheet(title, budget, features)
            case "basic_expenditure":
                made = economic_sheet_in_threes if features.final else economic_sheet
                yield made(kind, title, budget.economic, features)
            case "three_public":
                yield three_public_sheet(title, budget, features)
            case _:
                yield function_sheet(kind, title, _paid_from(kind, budget), holder, features)


def _paid_from(kind: str, budget: Budget) -> tuple[Item, ...]:
    return {
        "expenditure": budget.items,
        "general_expenditure": budget.general,
        "government_fund": budget.fund,
        "state_capital": budget.capital,
    }[kind]


def _written(budget: Budget, features: Features, sheets: Sequence[Sheet]) -> Written:
    word = features.stage
    name = f"{budget.place}{budget.department}"
    return Written(
        (name, f"{budget.year}年部门{word}公开"),
        (
            "第一部分 部门概况",
            "一、主要职能",
            f"{name}负责本地区有关工作的统筹协调，组织落实各项任务。",
            f"第二部分 {budget.year}年部门{word}表",
            *sheets,
            "第三部分 名词解释",
            "一、基本支出：单位日常运转所用的钱，分人员和公用两部分。",
        ),
    )


def _expected(budget: Budget, features: Features, sheets: Sequence[Sheet]) -> Expected:
    lines = [
        ExpectedLine(kind, Classification.FUNCTION, row.code, name_of(row.code), _named(row, "basic", "project"))
        for kind in _BY_FUNCTION
        for row in function_items(_paid_from(kind, budget), features)
    ]
    lines += [
        ExpectedLine("basic_expenditure", Classification.ECONOMIC, row.code, name_of(row.code), amounts)
        for row, amounts in _economic(budget, features)
    ]
    totals = {"income": budget.expenditure, "expenditure": budget.expenditure}
    if features.total != "absent":
        totals["basic"], totals["project"] = parts(budget.items)
    empty = {"government_fund": not budget.fund, "state_capital": not budget.capital}
    empty["three_public"] = not prints_three_public(budget, features)
    statements = tuple((sheet.kind, empty.get(sheet.kind, False)) for sheet in sheets)
    spent = {row.code: row.total for row in with_levels_above(budget.items)}
    return Expected(tuple(lines), spent, totals, budget.three_public, statements, budget.year, features.stage)


def _economic(budget: Budget, features: Features) -> Iterator[tuple[Item, Mapping[str, int]]]:
    """Final accounts print 类 and 款 with one amount, budgets what the features say with 人员 and 公用."""
    if features.final:
        yield from ((row, {"total": row.total}) for row in with_levels_above(budget.economic))
        return
    for row in economic_items(budget.economic, features):
        yield row, _named(row, "personnel", "public")


def _named(row: Item, first: str, second: str) -> dict[str, int]:
    return {"total": row.total, first: row.parts[0], second: row.parts[1]}
