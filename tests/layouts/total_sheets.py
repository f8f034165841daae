"""Tables without subject rows: 收支总表, 收入总表, 财政拨款收支总表 and the “三公”经费 table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzers import subjects
from tests.layouts.budget import Budget, Item, ThreePublic, name_of, parts, total, with_levels_above
from tests.layouts.features import Features
from tests.layouts.sheet import Column, Sheet, amounts, ordinal, sheet, spaced

#: Rows that the view by use needs: 基本支出, up to four economic classes, 项目支出.
_HEIGHT_OF_USES = 6

#: 会议费 and 培训费 each, in fen.
_MEETINGS = 12_000_000

Entry = tuple[str, int | None]


def balance_sheet(title: str, budget: Budget, features: Features) -> Sheet:
    """收支总表: sources on the left, classes on the right, sums of the year and grand totals below."""
    income, spent = _sources(budget), _classes(budget.items, features)
    height = max(len(income), len(spent), _HEIGHT_OF_USES)
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
    columns = _two_sides(left, right, features)
    if features.balance == "parts":
        columns += _parts_of_classes(budget, len(right), features)
    elif features.balance == "views":
        columns += _view_by_use(budget, len(right), features)
    return sheet("income_expenditure", title, columns, features)


def _parts_of_classes(budget: Budget, height: int, features: Features) -> list[Column]:
    """Behind the amount of each class what of it is 基本 and 项目."""
    rows = {row.code: row.parts for row in with_levels_above(budget.items) if len(row.code) == 3}
    whole = parts(budget.items)
    columns = []
    for side, name in enumerate(("基本支出", "项目支出")):
        values = [*(pair[side] for pair in rows.values()), *[0] * (height - 3 - len(rows)), whole[side], 0, whole[side]]
        columns.append(amounts(("支出", name), values, features))
    return columns


def _view_by_use(budget: Budget, height: int, features: Features) -> list[Column]:
    """The expenditure once more by its use: 基本 with the economic classes below it, 项目, and the sums."""
    basic, project = parts(budget.items)
    classes = [row for row in with_levels_above(budget.economic) if len(row.code) == 3]
    entries = [("一、基本支出", basic), *((name_of(row.code), row.total) for row in classes), ("二、项目支出", project)]
    end = [("本年支出合计", budget.expenditure), ("结转下年", 0), ("支出总计", budget.expenditure)]
    entries = [*entries, *[("", 0)] * (height - 3 - len(entries)), *end]
    figures = amounts(("支出", "预算数"), [amount for _, amount in entries], features)
    cells = tuple(cell if name else "" for cell, (name, _) in zip(figures.cells, entries, strict=True))
    labels = Column(("支出", "按支出用途"), tuple(name for name, _ in entries), 2.2)
    return [labels, replace(figures, cells=cells)]


def fiscal_balance_sheet(title: str, budget: Budget, features: Features) -> Sheet:
    """财政拨款收支总表: what is appropriated, and what for."""
    income = [("一般公共预算拨款", total(budget.general) - budget.carried_over), ("政府性基金拨款", total(budget.fund))]
    income.append(("国有资本经营预算拨款", total(budget.capital)))
    spent, whole = _classes(budget.appropriated, features), total(budget.appropriated)
    height = max(len(income), len(spent))
    left = [*_filled(income, height), ("上年结转", budget.carried_over), ("收入总计", whole)]
    right = [*_filled(spent, height), ("结转下年", 0), ("支出总计", whole)]
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
    unit = "万元" if features.three_public_unit == "万元" else None
    if unit and features.unit == "元":
        features = replace(features, unit=unit, decimals="6")
    match features.three_public:
        case "rows":
            return _three_public_rows(title, now, before, features, unit)
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
        case "meetings":
            three = _three_public_columns(("“三公”经费",), now, features)
            others = [amounts((name,), [_MEETINGS], features) for name in ("会议费", "培训费")]
            columns = [amounts(("合计",), [now.total + 2 * _MEETINGS], features), *three, *others]
        case _:
            columns = _three_public_columns((), now, features)
    return sheet("three_public", title, columns, features, unit=unit)


def _printed_three_public(budget: Budget, features: Features) -> tuple[ThreePublic, ...]:
    """What the table prints: this year, and in some forms another year or stage."""
    match features.three_public:
        case "years":
            both = True
        case "rows":
            both = features.extra == "last_year"
        case form:
            both = form == "stages" and features.final
    return (budget.three_public, budget.three_public_before) if both else (budget.three_public,)


def prints_three_public(budget: Budget, features: Features) -> bool:
    """Whether the table prints any amount."""
    return features.three_public == "meetings" or any(
        figures.total for figures in _printed_three_public(budget, features)
    )


def _sources(budget: Budget) -> list[Entry]:
    general = total(budget.general) - budget.carried_over
    return [
        ("一般公共预算拨款收入", general),
        ("政府性基金收入", total(budget.fund)),
        ("国有资本经营预算拨款收入", total(budget.capital)),
        ("事业收入", total(budget.own)),
        ("其他收入", 0),
    ]


def _classes(items: Sequence[Item], features: Features) -> list[Entry]:
    sums = {row.code: row.total for row in with_levels_above(items) if len(row.code) == 3}
    if features.balance in ("used", "parts", "views"):
        return [(name_of(code), amount) for code, amount in sums.items()]
    if features.balance == "coded":
        return [(f"{code}{name_of(code)}", amount) for code, amount in sums.items()]
    return [(name_of(code), sums.get(code, 0)) for code in subjects.children("") if code.startswith("2")]


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


def _three_public_rows(
    title: str, now: ThreePublic, before: ThreePublic, features: Features, unit: str | None
) -> Sheet:
    word = "决算" if features.final else "预算"
    names = (
        "合计",
        "1.因公出国（境）费用",
        "2.公务接待费",
        "3.公务用车购置及运行维护费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
    )
    columns = [Column(("项目",), (spaced(names[0], features), *names[1:]), 3)]
    if features.extra == "last_year":
        columns.append(amounts((f"上年{word}数",), _row_figures(before), features))
    columns.append(amounts((f"本年{word}数",), _row_figures(now), features))
    return sheet("three_public", title, columns, features, unit=unit)


def _row_figures(figures: ThreePublic) -> list[int]:
    return [figures.total, figures.abroad, figures.reception, figures.vehicles, figures.purchase, figures.operation]
