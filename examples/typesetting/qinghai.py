"""青海: joined codes, total row first, one long goal table whose merged cells run over pages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportlab.platypus import Flowable

from typesetting import pages
from typesetting.disclosure import Disclosure, ThreePublic
from typesetting.forms import (
    CODE_AND_NAME,
    FUNDS,
    LEVELS,
    USES,
    VEHICLES,
    class_totals,
    closing,
    ordinal,
    printed_classes,
    with_commas,
)
from typesetting.sheet import LEFT, UP, Row, Sheet, merged_down

#: Classes that this form does not list.
UNLISTED = frozenset({"209", "234"})
INCOME = (
    *(f"{fund}拨款" for fund in FUNDS),
    "财政专户管理资金",
    "事业",
    "上级补助",
    "附属单位上缴",
    "事业单位经营",
    "其他",
)
MEASURES = tuple(f"绩效{stem}" for stem in ("指标性质", "指标值", "度量单位"))
OTHER_EXPENDITURE = ("事业单位经营", "上缴上级", "对附属单位补助")


def story(disclosure: Disclosure) -> list[Flowable]:
    """Overview, nine tables, explanation with the goal table, glossary."""
    return [
        *pages.turned("portrait"),
        pages.part("第一部分 部门概况"),
        *pages.narrative(disclosure.chapters["概况"]),
        *_tables(disclosure),
        *pages.turned("portrait"),
        pages.part("第三部分 部门预算情况说明"),
        *pages.narrative(disclosure.chapters["说明"]),
        *pages.turned("landscape"),
        *_goals(disclosure),
        *pages.turned("portrait"),
        pages.part("第四部分 名词解释"),
        *pages.narrative(disclosure.chapters["名词解释"]),
    ]


def _tables(disclosure: Disclosure) -> list[Flowable]:
    sheets = (
        ("收支总表", income_and_expenditure(disclosure), ""),
        ("收入总表", income(disclosure), ""),
        ("支出总表", expenditure(disclosure), ""),
        ("财政拨款收支总表", appropriation(disclosure), ""),
        ("一般公共预算支出表", by_function(disclosure), ""),
        ("一般公共预算基本支出表", by_economic_use(disclosure), ""),
        ("一般公共预算“三公”经费支出表", three_public(disclosure), ""),
        (f"{FUNDS[1]}支出表", empty("支出功能分类科目", f"{disclosure.year}年预算数", "合计"), FUNDS[1]),
        (f"{FUNDS[2]}支出情况表", empty("功能分类科目", f"{FUNDS[2]}支出", "小计"), FUNDS[2]),
    )
    result: list[Flowable] = []
    for number, (title, sheet, absent) in enumerate(sheets, start=1):
        first = [pages.part("第二部分 部门预算表")] if number == 1 else []
        result += [*pages.turned("landscape"), *first, *_heading(disclosure, title, number), sheet.flowable()]
        if absent:
            result += [pages.gap(), pages.line(f"注：本部门{disclosure.year}年没有{absent}支出，故本表无数据。")]
    return result


def _heading(disclosure: Disclosure, title: str, number: int) -> list[Flowable]:
    return [
        pages.line(f"部门公开表{number}"),
        pages.caption(title),
        pages.above_table(f"部门名称：{disclosure.department}", "单位：万元", pages.LANDSCAPE_WIDTH),
    ]


def income_and_expenditure(disclosure: Disclosure) -> Sheet:
    totals = class_totals(disclosure)
    total = with_commas(disclosure.totals.total)
    rows: list[Row] = []
    for number, (code, name) in enumerate(printed_classes(UNLISTED), start=1):
        left = (
            (f"{ordinal(number)}.{INCOME[number - 1]}收入", total if number == 1 else "") if number <= 9 else ("", "")
        )
        rows.append((*left, f"{ordinal(number)}.{name}", with_commas(totals.get(code, ""))))
    rows += [
        closing("本年{}合计", total),
        ("上年结转", "", "结转下年", ""),
        closing("{}总计", total),
    ]
    header: tuple[Row, ...] = (
        ("收入", LEFT, "支出", LEFT),
        ("项目", "预算数", "项目（按功能分类）", "预算数"),
    )
    return Sheet((240, 127, 240, 127), header, tuple(rows), numeric=frozenset({1, 3}), text=frozenset({0, 2}))


def income(disclosure: Disclosure) -> Sheet:
    total = with_commas(disclosure.totals.total)
    header: tuple[Row, ...] = (("预算单位", "小计", "上年结转", *(f"{stem}收入" for stem in INCOME)),)
    names = ("合计", disclosure.department, f"{disclosure.department}（本级）")
    body = tuple((name, total, "", total, *("" for _ in INCOME[1:])) for name in names)
    return Sheet((134, 60, *(54.0,) * 10), header, body, numeric=frozenset(range(1, 12)), text=frozenset({0}), size=8)


def expenditure(disclosure: Disclosure) -> Sheet:
    header: tuple[Row, ...] = (
        (*CODE_AND_NAME, "合计", *(f"{stem}支出" for stem in ("基本", "项目", *OTHER_EXPENDITURE))),
    )
    body = tuple((*row, "", "", "") for row in _function_rows(disclosure))
    return Sheet((64, 244, *(71.0,) * 6), header, body, numeric=frozenset(range(2, 8)), text=frozenset({0, 1}))


def appropriation(disclosure: Disclosure) -> Sheet:
    totals = class_totals(disclosure)
    total = with_commas(disclosure.totals.total)
    left = [("一、本年收入", total), (f"{INCOME[0]}收入", total), *((f"{stem}收入", "") for stem in INCOME[1:3])]
    rows: list[Row] = [(*left[0], "一、本年支出", total, total, "", "")]
    for number, (code, name) in enumerate(printed_classes(UNLISTED), start=1):
        amount = with_commas(totals.get(code, ""))
        rows.append(
            (*(left[number] if number < 4 else ("", "")), f"（{ordinal(number)}）{name}", amount, amount, "", "")
        )
    rows.append(("二、上年结转", "", "二、结转下年", "", "", "", ""))
    rows += [(f"（{ordinal(n)}）{stem}", "", "", "", "", "", "") for n, stem in enumerate(INCOME[:3], start=1)]
    rows.append((*closing("{}总计", total), total, "", ""))
    header: tuple[Row, ...] = (
        ("收入", LEFT, "支出", LEFT, LEFT, LEFT, LEFT),
        ("项目", "预算数", "项目", "合计", *FUNDS),
    )
    widths = (164, 80, 190, 75, 75, 75, 75)
    return Sheet(widths, header, tuple(rows), numeric=frozenset({1, 3, 4, 5, 6}), text=frozenset({0, 2}))


def by_function(disclosure: Disclosure) -> Sheet:
    header: tuple[Row, ...] = (
        ("支出功能分类科目", LEFT, f"{disclosure.year}年预算数", LEFT, LEFT),
        (*CODE_AND_NAME, "合计", "基本支出", "项目支出"),
    )
    body = tuple(_function_rows(disclosure))
    return Sheet((90, 314, 110, 110, 110), header, body, numeric=frozenset({2, 3, 4}), text=frozenset({0, 1}))


def by_economic_use(disclosure: Disclosure) -> Sheet:
    header: tuple[Row, ...] = (
        ("支出经济分类科目", LEFT, f"{disclosure.year}年基本支出", LEFT, LEFT),
        (*CODE_AND_NAME, *USES),
    )
    total = replace(disclosure.totals, total=disclosure.totals.basic)
    body = tuple(
        (s.code, s.name, *map(with_commas, (s.total, s.personnel, s.public))) for s in (total, *disclosure.economic)
    )
    return Sheet((90, 314, 110, 110, 110), header, body, numeric=frozenset({2, 3, 4}), text=frozenset({0, 1}))


def three_public(disclosure: Disclosure) -> Sheet:
    group = ("合计", "因公出国(境)费用", f"{VEHICLES}购置及运行费", LEFT, LEFT, "公务接待费")
    detail = (UP, UP, "小计", "购置费", "运行费", UP)
    header: tuple[Row, ...] = (
        ("上年预算数", LEFT, LEFT, LEFT, LEFT, LEFT, f"{disclosure.year}年预算数", LEFT, LEFT, LEFT, LEFT, LEFT),
        (*group, *group),
        (*detail, *detail),
    )
    parts = [_three_public_cells(disclosure.three_public[when]) for when in ("上年", "本年")]
    return Sheet((61.0,) * 12, header, ((*parts[0], *parts[1]),), numeric=frozenset(range(12)))


def _three_public_cells(part: ThreePublic) -> tuple[str, ...]:
    return part.total, "", part.operation, "", part.operation, part.reception


def empty(subject: str, amounts: str, total: str) -> Sheet:
    header: tuple[Row, ...] = (
        (subject, LEFT, amounts, LEFT, LEFT),
        (*CODE_AND_NAME, total, "基本支出", "项目支出"),
    )
    return Sheet((90, 314, 110, 110, 110), header, (("", "合计", "", "", ""),), text=frozenset({0, 1}))


def _function_rows(disclosure: Disclosure) -> list[tuple[str, ...]]:
    return [
        (s.code, s.name, *map(with_commas, (s.total, s.basic, s.project)))
        for s in (disclosure.totals, *disclosure.function)
    ]


def _goals(disclosure: Disclosure) -> list[Flowable]:
    title = f"{disclosure.year}年{disclosure.department}项目支出绩效目标表"

    def above() -> list[Flowable]:
        return [pages.caption(title), pages.above_table("", "单位：万元", pages.LANDSCAPE_WIDTH)]

    return goal_sheet(disclosure).pages(above, pages.LANDSCAPE_HEIGHT - 56)


def goal_sheet(disclosure: Disclosure) -> Sheet:
    """All projects in one table; unit, project, goal and indicator levels are merged cells."""
    if any(project.category for project in disclosure.projects):
        return _goals_with_category(disclosure)
    return _goals_with_both_years(disclosure)


def _goals_with_category(disclosure: Disclosure) -> Sheet:
    """格尔木: a column for the kind of project; operator, value and unit in three columns."""
    names = ("单位名称", "项目名称", "项目类别", "预算数（万元）", "绩效目标", *LEVELS)
    header: tuple[Row, ...] = (
        (*names, *MEASURES, "分值权重"),
        (*(UP,) * 11, "其中：预算执行率权重10%"),
    )
    rows = [
        (
            *(_unit(disclosure), f"{p.code}-{p.name}", p.category, with_commas(p.amount), "".join(p.goals)),
            *(i.level1, i.level2, i.level3, i.operator, i.value, i.unit, i.weight),
        )
        for p in disclosure.projects
        for i in p.indicators
    ]
    total = ("合计", "-", "-", _project_total(disclosure), *("",) * 8)
    body = (total, *merged_down(rows, (0, 1, 2, 3, 4, 5, 6)))
    widths = (62, 84, 46, 48, 128, 46, 50, 120, 40, 38, 34, 38)
    return Sheet(widths, header, body, numeric=frozenset({3}), text=frozenset({0, 1, 4, 7}), size=7.5)


def _goals_with_both_years(disclosure: Disclosure) -> Sheet:
    """互助: the target and its weight once as approved and once for this year."""
    names = ("单位名称", "项目名称", "预算执行率权重（%）", "批复数", "绩效目标")
    operator, value, unit = MEASURES
    header: tuple[Row, ...] = (
        (*names, "绩效指标", *(LEFT,) * 8),
        (*(UP,) * 5, *LEVELS, operator, value, f"本年{value}", unit, "权重", "本年权重"),
    )
    rows = [
        (
            *(
                _unit(disclosure),
                f"{p.code}-{p.name}",
                "10",
                with_commas(p.amount),
                "".join(p.goals),
                i.level1,
                i.level2,
            ),
            *(i.level3, i.operator, i.value, i.value_this_year, i.unit, i.weight, i.weight),
        )
        for p in disclosure.projects
        for i in p.indicators
    ]
    total = ("合计", "-", "-", _project_total(disclosure), *("",) * 10)
    body = (total, *merged_down(rows, (0, 1, 2, 3, 4, 5, 6)))
    widths = (62, 84, 36, 44, 120, 44, 48, 100, 34, 38, 38, 34, 26, 26)
    return Sheet(widths, header, body, numeric=frozenset({3}), text=frozenset({0, 1, 4, 7}), size=7.5)


def _unit(disclosure: Disclosure) -> str:
    return f"{disclosure.unit_code}-{disclosure.department}（本级）"


def _project_total(disclosure: Disclosure) -> str:
    return with_commas(str(sum(Decimal(project.amount) for project in disclosure.projects)))
