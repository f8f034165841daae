"""Tables without subject rows: 收支总表, 收入总表, 财政拨款收支总表 and the “三公”经费 table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from typesetting.forms import CLASSES, ordinal

from tests.layouts.budget import Budget, Item, ThreePublic, name_of, total, with_levels_above
from tests.layouts.features import Features
from tests.layouts.sheet import Column, Sheet, amounts, sheet, spaced

Entry = tuple[str, int | None]


def balance_sheet(title: str, budget: Budget, features: Features) -> Sheet:
    """收支总表: sources on the left, classes on the right, sums of the year and grand totals below."""
    income, spent = _sources(budget), _classes(budget.items, features)
    height = max(len(income), len(spent))
    year_income = sum(amount or 0 for _, amount in income)
    left = [
        *_filled(income, height),
        ("本年收入合计", year_income),
        ("上年结转结余", budget.carried_over),
        ("收入总计", year_income + budget.carried_over),
    ]
    right = [
        *_filled(spent, height),
        ("本年支出合计", budget.expenditure),
        ("结转下年", 0),
        ("支出总计", budget.expenditure),
    ]
    return sheet("income_expenditure", title, _two_sides(left, right, features), features)


def fiscal_balance_sheet(title: str, budget: Budget, features: Features) -> Sheet:
    """财政拨款收支总表: what is appropriated, and what for."""
    income = [("一般公共预算拨款", total(budget.general)), ("政府性基金预算拨款", total(budget.fund))]
    income.append(("国有资本经营预算拨款", total(budget.capital)))
    spent = _classes(budget.items, features)
    height = max(len(income), len(spent))
    left = [*_filled(income, height), ("收入总计", budget.expenditure)]
    right = [*_filled(spent, height), ("支出总计", budget.expenditure)]
    return sheet("fiscal_income_expenditure", title, _two_sides(left, right, features), features)


def income_sheet(title: str, budget: Budget, holder: str, features: Features) -> Sheet:
    """收入总表 of one unit: a column for each source below 本年收入."""
    sources = _sources(budget)
    year = sum(amount or 0 for _, amount in sources)
    columns = [
        Column(("单位名称",), (spaced("合计", features), holder), 1.8),
        amounts(("收入总计",), [year + budget.carried_over] * 2, features),
        amounts(("本年收入", "小计"), [year] * 2, features),
        *(amounts(("本年收入", name), [amount or 0] * 2, features) for name, amount in sources),
        amounts(("上年结转结余",), [budget.carried_over] * 2, features),
    ]
    return sheet("income", title, columns, features)


def three_public_sheet(title: str, budget: Budget, features: Features) -> Sheet:
    """“三公”经费 as columns, as rows, or with another year or stage on the left."""
    now, before = budget.three_public, budget.three_public_before
    word = "决算" if features.final else "预算"
    match features.three_public:
        case "rows":
            return _three_public_rows(title, now, before, word, features)
        case "years":
            columns = [
                *_three_public_columns((f"{budget.year - 1}年{word}数",), before, features),
                *_three_public_columns((f"{budget.year}年{word}数",), now, features),
            ]
        case "stages" if features.final:
            columns = [
                *_three_public_columns(("预算数",), before, features),
                *_three_public_columns(("决算数",), now, features),
            ]
        case _:
            columns = _three_public_columns((), now, features)
    return sheet("three_public", title, columns, features)


def printed_three_public(budget: Budget, features: Features) -> tuple[ThreePublic, ...]:
    """What the table prints: this year, and in some forms another year or stage."""
    match features.three_public:
        case "years":
            both = True
        case "rows":
            both = features.extra == "last_year"
        case form:
            both = form == "stages" and features.final
    return (budget.three_public, budget.three_public_before) if both else (budget.three_public,)


def _sources(budget: Budget) -> list[Entry]:
    general = total(budget.general) - budget.own_income - budget.carried_over
    return [
        ("一般公共预算拨款收入", general),
        ("政府性基金预算拨款收入", total(budget.fund)),
        ("国有资本经营预算拨款收入", total(budget.capital)),
        ("事业收入", budget.own_income),
        ("其他收入", 0),
    ]


def _classes(items: Sequence[Item], features: Features) -> list[Entry]:
    sums = {row.code: row.total for row in with_levels_above(items) if len(row.code) == 3}
    if features.balance == "used":
        return [(name_of(code), amount) for code, amount in sums.items()]
    if features.balance == "coded":
        return [(f"{code}{name_of(code)}", amount) for code, amount in sums.items()]
    return [(name_of(code), sums.get(code, 0)) for code, _ in CLASSES]


def _filled(entries: Sequence[Entry], height: int) -> list[Entry]:
    """Numbered entries, with blank ones below."""
    numbered = [
        (name if name[0].isdigit() else f"{ordinal(number)}、{name}", amount)
        for number, (name, amount) in enumerate(entries, start=1)
    ]
    return [*numbered, *[("", None)] * (height - len(entries))]


def _two_sides(left: Sequence[Entry], right: Sequence[Entry], features: Features) -> list[Column]:
    figures = "决算数" if features.final else "预算数"
    columns = []
    start = 1
    for head, entries in (("收入", left), ("支出", right)):
        columns.append(Column((head, "项目"), tuple(name for name, _ in entries), 2.6))
        if features.final:
            numbers = tuple(str(number) for number in range(start, start + len(entries)))
            columns.append(Column((head, "行次"), numbers, 0.6))
            start += len(entries)
        column = amounts((head, figures), [amount or 0 for _, amount in entries], features)
        cells = tuple(cell if name else "" for cell, (name, _) in zip(column.cells, entries, strict=True))
        columns.append(replace(column, cells=cells))
    return columns


def _three_public_columns(head: tuple[str, ...], figures: ThreePublic, features: Features) -> list[Column]:
    cars = (*head, "公务用车购置及运行维护费")
    return [
        amounts((*head, "合计"), [figures.total], features),
        amounts((*head, "因公出国（境）费"), [figures.abroad], features),
        amounts((*cars, "小计"), [figures.vehicles], features),
        amounts((*cars, "公务用车购置费"), [figures.purchase], features),
        amounts((*cars, "公务用车运行维护费"), [figures.operation], features),
        amounts((*head, "公务接待费"), [figures.reception], features),
    ]


def _three_public_rows(title: str, now: ThreePublic, before: ThreePublic, word: str, features: Features) -> Sheet:
    names = (
        "合计",
        "1.因公出国（境）费",
        "2.公务接待费",
        "3.公务用车购置及运行维护费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
    )
    columns = [Column(("项目",), (spaced(names[0], features), *names[1:]), 3)]
    if features.extra == "last_year":
        columns.append(amounts((f"上年{word}数",), _row_figures(before), features))
    columns.append(amounts((f"本年{word}数",), _row_figures(now), features))
    return sheet("three_public", title, columns, features)


def _row_figures(figures: ThreePublic) -> list[int]:
    return [figures.total, figures.abroad, figures.reception, figures.vehicles, figures.purchase, figures.operation]
