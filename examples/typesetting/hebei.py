"""河北: tables first, a number before every row and column, one goal table a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, PageBreak

from typesetting import pages
from typesetting.disclosure import Disclosure, Project
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
)
from typesetting.sheet import LEFT, UP, Cell, Row, Sheet, merged_down

WIDTH = pages.LANDSCAPE_WIDTH
#: A row that this form prints after the official classes.
STRAY_CLASS = "人行科目"
ABROAD = "因公出国（境）费"


def story(disclosure: Disclosure) -> list[Flowable]:
    """Nine numbered tables, then the explanation with its own tables."""
    year = disclosure.year
    inserts: pages.Inserts = {
        "项目": lambda: _projects(disclosure),
        "采购": lambda: _procurement(disclosure),
        "固定资产": lambda: _assets(disclosure),
    }
    return [
        *_tables(disclosure),
        *pages.turned("landscape"),
        pages.part(f"第一部分 {disclosure.title}"),
        pages.paragraph(f"按照预算法和预算公开的有关规定，现将{year}年部门预算公开如下："),
        pages.heading("一、部门职责及机构设置情况"),
        *pages.narrative(disclosure.chapters["职责"], level=1),
        *pages.narrative(disclosure.chapters["说明"], inserts),
    ]


def _tables(disclosure: Disclosure) -> list[Flowable]:
    sheets = (
        ("收支总表", income_and_expenditure(disclosure), ""),
        ("收入总表", income(disclosure), ""),
        ("支出总表", by_function(disclosure, ("经营", "上解上级", "对附属单位补助")), ""),
        ("财政拨款收支总表", appropriation(disclosure), ""),
        ("一般公共预算财政拨款支出表", by_function(disclosure), ""),
        ("一般公共预算财政拨款基本支出表", by_economic_use(disclosure), ""),
        ("政府性基金预算财政拨款支出表", empty(), "政府性基金预算财政拨款"),
        ("国有资本经营预算财政拨款支出表", empty(), "国有资本经营预算财政拨款"),
        ("财政拨款“三公”经费支出表", three_public(disclosure), ""),
    )
    result: list[Flowable] = []
    for title, sheet, absent in sheets:
        result += [*pages.turned("landscape"), pages.caption(f"部门预算{title}"), _above(disclosure), sheet.flowable()]
        if absent:
            result += [pages.gap(), pages.line(f"注：无{absent}，空表列示。")]
    return result


def _above(disclosure: Disclosure) -> Flowable:
    left = f"{disclosure.unit_code} {disclosure.department}　　预算年度：{disclosure.year}"
    return pages.above_table(left, "单位：万元", WIDTH)


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple((str(number), *row) for number, row in enumerate(rows, start=1))


def _column_numbers(count: int) -> Row:
    return ("栏次", *(str(number) for number in range(1, count)))


def income_and_expenditure(disclosure: Disclosure) -> Sheet:
    total = disclosure.totals.total
    left = [
        (f"一、{FUNDS[0]}拨款收入", total),
        (f"二、{FUNDS[1]}拨款收入", ""),
        (f"三、{FUNDS[2]}拨款收入", ""),
        ("四、财政专户管理资金收入", ""),
        ("五、单位资金", ""),
    ]
    rows: list[Row] = [
        (*(left[index] if index < len(left) else ("", "")), *cells)
        for index, cells in enumerate(_class_rows(disclosure))
    ]
    rows += [
        closing("本年{}合计", total),
        ("上年结转结余", "", "年终结转结余", ""),
        closing("{}总计", total),
    ]
    header: tuple[Row, ...] = (
        ("序号", "收入", LEFT, "支出", LEFT),
        (UP, "项 目", "预算数", "项 目", "预算数"),
        _column_numbers(5),
    )
    widths = (44, 225, 120, 225, 120)
    return Sheet(widths, header, _numbered(rows), numeric=frozenset({2, 4}), text=frozenset({1, 3}))


def _class_rows(disclosure: Disclosure) -> list[tuple[str, str]]:
    totals = class_totals(disclosure)
    rows = [
        (f"{ordinal(number)}、{name}", totals.get(code, "")) for number, (code, name) in enumerate(printed_classes(), 1)
    ]
    return [*rows, (f"{ordinal(len(rows) + 1)}、{STRAY_CLASS}", "")]


def income(disclosure: Disclosure) -> Sheet:
    stems = ("财政拨款", "财政专户", "事业", "经营", "上级补助", "附属单位上缴", "其他")
    header: tuple[Row, ...] = (
        ("序号", "功能分类科目", LEFT, "合计", "本年收入", *(LEFT,) * 7, "上年结转"),
        (UP, *CODE_AND_NAME, UP, "小计", *(f"{stem}收入" for stem in stems), UP),
        _column_numbers(13),
    )
    rows: list[Row] = [
        (s.code, s.name, s.total, s.total, s.total, *("",) * 7) for s in (disclosure.totals, *disclosure.function)
    ]
    widths = (36, 56, 112, *(53.0,) * 10)
    return Sheet(widths, header, _numbered(rows), numeric=frozenset(range(3, 13)), text=frozenset({1, 2}), size=8)


def by_function(disclosure: Disclosure, others: tuple[str, ...] = ()) -> Sheet:
    """One row a subject; ``others`` name further columns of expenditure, all blank."""
    count = len(others)
    header: tuple[Row, ...] = (
        ("序号", "功能分类科目", LEFT, "合计", "基本支出", "项目支出", *(f"{stem}支出" for stem in others)),
        (UP, *CODE_AND_NAME, *(UP,) * (3 + count)),
        _column_numbers(6 + count),
    )
    rows: list[Row] = [
        (s.code, s.name, s.total, s.basic, s.project, *("",) * count) for s in (disclosure.totals, *disclosure.function)
    ]
    width = (WIDTH - 44 - 70 - 230) / (3 + count)
    widths = (44, 70, 230, *(width,) * (3 + count))
    return Sheet(widths, header, _numbered(rows), numeric=frozenset(range(3, 6 + count)), text=frozenset({1, 2}))


def appropriation(disclosure: Disclosure) -> Sheet:
    total = disclosure.totals.total
    left = [(f"{ordinal(n)}、{fund}拨款", total if n == 1 else "") for n, fund in enumerate(FUNDS, start=1)]
    rows: list[Row] = [
        (*(left[index] if index < len(left) else ("", "")), name, amount, amount, "", "")
        for index, (name, amount) in enumerate(_class_rows(disclosure))
    ]
    rows += [(*closing(pattern, total), total, "", "") for pattern in ("本年{}合计", "{}总计")]
    header: tuple[Row, ...] = (
        ("序号", "收入", LEFT, "支出", *(LEFT,) * 4),
        (UP, "项 目", "金额", "项 目", "合计", *(f"{fund}财政拨款" for fund in FUNDS)),
        _column_numbers(8),
    )
    widths = (40, 164, 80, 170, 70, 70, 70, 70)
    return Sheet(widths, header, _numbered(rows), numeric=frozenset({2, 4, 5, 6, 7}), text=frozenset({1, 3}))


def by_economic_use(disclosure: Disclosure) -> Sheet:
    header: tuple[Row, ...] = (
        ("序号", "支出部门经济分类科目", LEFT, "一般公共预算基本支出", LEFT, LEFT),
        (UP, *CODE_AND_NAME, *USES),
        _column_numbers(6),
    )
    total = replace(disclosure.totals, total=disclosure.totals.basic)
    rows: list[Row] = [(s.code, s.name, s.total, s.personnel, s.public) for s in (total, *disclosure.economic)]
    widths = (44, 80, 250, 120, 120, 120)
    return Sheet(widths, header, _numbered(rows), numeric=frozenset({3, 4, 5}), text=frozenset({1, 2}))


def empty() -> Sheet:
    header: tuple[Row, ...] = (
        ("序号", "功能分类科目", LEFT, "合计", "基本支出", "项目支出"),
        (UP, *CODE_AND_NAME, UP, UP, UP),
        _column_numbers(6),
    )
    return Sheet((44, 80, 250, 120, 120, 120), header, (("",) * 6,))


def three_public(disclosure: Disclosure) -> Sheet:
    part = disclosure.three_public["本年"]
    amounts = (
        ("合计", part.total),
        ("“三公”经费小计", part.total),
        (f"一、{ABROAD}", ""),
        (f"其中：教学科研人员{ABROAD}", ""),
        (f"其他{ABROAD}", ""),
        (f"二、{VEHICLES}购置及运维费", part.operation),
        (f"其中：{VEHICLES}购置费", ""),
        (f"{VEHICLES}运行维护费", part.operation),
        ("三、公务接待费", part.reception),
    )
    funds = ("合计", f"{FUNDS[0]}财政拨款", f"{FUNDS[1]}拨款", f"{FUNDS[2]}财政拨款")
    header: tuple[Row, ...] = (
        ("序号", "项 目", "资 金 性 质", LEFT, LEFT, LEFT),
        (UP, UP, *funds),
        _column_numbers(6),
    )
    rows: list[Row] = [(name, amount, amount, "", "") for name, amount in amounts]
    widths = (44, 270, 105, 105, 105, 105)
    return Sheet(widths, header, _numbered(rows), numeric=frozenset({2, 3, 4, 5}), text=frozenset({1}))


def _projects(disclosure: Disclosure) -> list[Flowable]:
    result: list[Flowable] = []
    for number, project in enumerate(disclosure.projects, start=1):
        title = f"{number}、{project.name}绩效目标表"
        above = pages.above_table("", "单位：万元", WIDTH)
        result += [PageBreak(), pages.heading(title, 1), above, goal_form(project).flowable()]
    return result


def goal_form(project: Project) -> Sheet:
    """绩效目标表 of one project: amounts, payment plan, goal, indicators."""
    rows = [
        (i.level1, i.level2, i.level3, i.description, f"{i.value} {i.unit}".strip(), i.basis)
        for i in project.indicators
    ]
    months: tuple[Cell, ...] = ("3月底", "6月底", "10月底", "12月底")
    body: tuple[Row, ...] = (
        ("项目编码", project.code, LEFT, "项目名称", project.name, LEFT),
        ("预算规模及资金用途", "预算数", project.amount, "其中：财政资金", project.amount, "其他资金"),
        (UP, project.purpose, *(LEFT,) * 4),
        ("资金支出计划（%）", *months, LEFT),
        (UP, *project.payment_plan, LEFT),
        ("绩效目标", "".join(project.goals), *(LEFT,) * 4),
        (*LEVELS, "绩效指标描述", "指标值", "指标值确定依据"),
        *merged_down(rows, (0, 1)),
    )
    return Sheet((94, 110, 160, 190, 90, 90), (), body, text=frozenset({2, 3}))


def _procurement(disclosure: Disclosure) -> list[Flowable]:
    funds = ("合计", *(f"{fund}拨款" for fund in FUNDS), "财政专户核拨", "单位资金", "上年结转结余")
    header: tuple[Row, ...] = (
        (
            "政府采购项目来源",
            LEFT,
            "采购物品名称",
            "采购目录序号",
            "计量单位",
            "数量",
            "单价",
            "政府采购金额",
            *(LEFT,) * 6,
        ),
        ("项目名称", "预算资金", *(UP,) * 5, *funds),
    )
    sheet = Sheet((734 / 14,) * 14, header, (("",) * 14,), size=8)
    return [
        pages.caption("部门政府采购预算"),
        _above(disclosure),
        sheet.flowable(),
        pages.gap(),
        pages.line("注：无政府采购预算，空表列示。"),
    ]


def _assets(disclosure: Disclosure) -> list[Flowable]:
    header: tuple[Row, ...] = (("项 目", "数量", "价值（金额单位：万元）"),)
    body = tuple((item["项目"], item.get("数量", ""), item.get("价值", "")) for item in disclosure.rest["固定资产"])
    sheet = Sheet((300, 180, 254), header, body, numeric=frozenset({1, 2}), text=frozenset({0}))
    return [
        pages.caption("部门固定资产占用情况表"),
        pages.line(f"{disclosure.unit_code} {disclosure.department}　　截止时间：{disclosure.year - 1}-12-31"),
        sheet.flowable(),
    ]
