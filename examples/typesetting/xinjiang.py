"""新疆: codes in three cells, total row last, projects in prose, one goal table for all of them."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable, PageBreak

from typesetting import pages
from typesetting.disclosure import Disclosure, Project, Subject
from typesetting.forms import AMOUNTS, FUNDS, LEVELS, USES, VEHICLES, class_totals, code_cells, printed_classes
from typesetting.sheet import LEFT, UP, Row, Sheet, merged_down

WIDTH = pages.PORTRAIT_WIDTH


def story(disclosure: Disclosure) -> list[Flowable]:
    """Contents, overview, tables, explanation with prose projects and goal tables, glossary."""
    year = disclosure.year
    inserts: pages.Inserts = {
        "项目": lambda: [
            flowable for number, p in enumerate(disclosure.projects, 1) for flowable in _project(disclosure, p, number)
        ]
    }
    return [
        PageBreak(),
        *_contents(disclosure),
        PageBreak(),
        pages.part(f"第一部分 {year}年部门概况"),
        *pages.narrative(disclosure.chapters["概况"]),
        PageBreak(),
        pages.part(f"第二部分 {year}年部门预算公开表"),
        *_tables(disclosure),
        PageBreak(),
        pages.part(f"第三部分 {year}年部门预算情况说明"),
        *pages.narrative(disclosure.chapters["说明"], inserts),
        PageBreak(),
        *_overall_goals(disclosure),
        PageBreak(),
        *_project_goals(disclosure),
        PageBreak(),
        pages.part("第四部分 名词解释"),
        *pages.narrative(disclosure.chapters["名词解释"]),
    ]


def _contents(disclosure: Disclosure) -> list[Flowable]:
    """The table of contents repeats every heading before it stands for real."""
    entries: list[str] = []
    for part_title, chapter in (
        ("第一部分 部门概况", "概况"),
        ("第三部分 部门预算情况说明", "说明"),
        ("第四部分 名词解释", "名词解释"),
    ):
        entries += [part_title, *(f"　　{section.heading}" for section in disclosure.chapters[chapter])]
        if chapter == "概况":
            entries += [
                "第二部分 部门预算公开表",
                *(f"　　表{number} {title}" for number, title, _, _ in _sheets(disclosure)),
            ]
    return [pages.caption("目 录"), *map(pages.line, entries)]


def _sheets(disclosure: Disclosure) -> list[tuple[int, str, Sheet, str]]:
    """(number, title, table, what is absent when the table is blank)."""
    return [
        (1, "部门收支总体情况表", income_and_expenditure(disclosure), ""),
        (3, "部门支出总体情况表", by_function(disclosure, "支出预算"), ""),
        (5, "一般公共预算支出情况表", by_function(disclosure, "一般公共预算支出"), ""),
        (6, "一般公共预算基本支出情况表", by_economic_use(disclosure), ""),
        (8, "政府性基金预算支出情况表", blank("政府性基金预算支出"), "政府性基金预算拨款"),
        (9, "国有资本经营预算支出情况表", blank("国有资本经营预算支出"), "国有资本经营预算拨款"),
        (10, "财政拨款“三公”经费支出情况表", three_public(disclosure), ""),
    ]


def _tables(disclosure: Disclosure) -> list[Flowable]:
    result: list[Flowable] = []
    for number, title, sheet, absent in _sheets(disclosure):
        if result:
            result.append(PageBreak())
        result += [pages.line(f"表{number}"), pages.caption(title)]
        result += [pages.above_table(f"编制部门：{disclosure.department}", "单位：万元", WIDTH), sheet.flowable()]
        if absent:
            note = f"备注：{disclosure.department}{disclosure.year}年未安排{absent}，{title}为空表。"
            result += [pages.gap(), pages.line(note)]
    return result


def income_and_expenditure(disclosure: Disclosure) -> Sheet:
    total = disclosure.totals.total
    income = (
        ("一、本年收入", total),
        (f"1. {FUNDS[0]}拨款", total),
        ("其中：一般财力", total),
        *((f"{number}. {fund}拨款", "") for number, fund in enumerate(FUNDS[1:], start=2)),
        ("4. 财政专户核拨", ""),
        ("5. 单位资金", ""),
        ("二、上年结转结余", ""),
    )
    totals = class_totals(disclosure)
    rows: list[Row] = []
    for index, (code, name) in enumerate(printed_classes()):
        left = income[index] if index < len(income) else ("", "")
        rows.append((*left, f"{code} {name}", totals.get(code, "")))
    rows.append(("收 入 总 计", total, "支 出 总 计", total))
    header: tuple[Row, ...] = (("收 入", LEFT, "支 出", LEFT), ("项 目", "预算数", "功能分类", "预算数"))
    return Sheet((157, 80, 170, 80), header, tuple(rows), numeric=frozenset({1, 3}), text=frozenset({0, 2}))


def by_function(disclosure: Disclosure, amounts: str) -> Sheet:
    header: tuple[Row, ...] = (
        ("科目", LEFT, LEFT, LEFT, amounts, LEFT, LEFT),
        ("功能分类科目编码", LEFT, LEFT, "功能分类科目名称", *AMOUNTS),
        ("类", "款", "项", UP, UP, UP, UP),
    )
    body = tuple(
        (*code_cells(s.code), s.name, s.total, s.basic, s.project) for s in (*disclosure.function, disclosure.totals)
    )
    widths = (34, 30, 30, 189, 68, 68, 68)
    return Sheet(widths, header, body, numeric=frozenset({4, 5, 6}), text=frozenset({3}))


def by_economic_use(disclosure: Disclosure) -> Sheet:
    header: tuple[Row, ...] = (
        ("科 目", LEFT, LEFT, f"{FUNDS[0]}基本支出", LEFT, LEFT),
        ("经济分类科目编码", LEFT, "经济分类科目名称", *USES),
        ("类", "款", UP, UP, UP, UP),
    )
    total: Subject = replace(disclosure.totals, name="合 计", total=disclosure.totals.basic)
    body = tuple(
        (*code_cells(s.code)[:2], s.name, s.total, s.personnel, s.public) for s in (*disclosure.economic, total)
    )
    return Sheet((44, 40, 193, 70, 70, 70), header, body, numeric=frozenset({3, 4, 5}), text=frozenset({2}))


def blank(amounts: str) -> Sheet:
    header: tuple[Row, ...] = (
        ("科目", LEFT, LEFT, LEFT, amounts, LEFT, LEFT),
        ("功能分类科目编码", LEFT, LEFT, "功能分类科目名称", *AMOUNTS),
        ("类", "款", "项", UP, UP, UP, UP),
    )
    return Sheet((34, 30, 30, 189, 68, 68, 68), header, (("", "", "", "合计", "", "", ""),))


def three_public(disclosure: Disclosure) -> Sheet:
    part = disclosure.three_public["本年"]
    amounts = (
        ("合计", part.total),
        ("因公出国（境）费", ""),
        ("公务接待费", part.reception),
        (f"{VEHICLES}购置及运行费（小计）", part.operation),
        (f"其中：{VEHICLES}购置费", ""),
        (f"{VEHICLES}运行费", part.operation),
    )
    header: tuple[Row, ...] = (
        ("“三公”经费支出内容", "合计", "资金来源", LEFT, LEFT),
        (UP, UP, *FUNDS),
    )
    body = tuple((name, amount, amount, "", "") for name, amount in amounts)
    return Sheet((187, 75, 75, 75, 75), header, body, numeric=frozenset({1, 2, 3, 4}), text=frozenset({0}))


def _project(disclosure: Disclosure, project: Project, number: int) -> list[Flowable]:
    texts = (
        f"{number}、项目名称：{project.name}",
        f"设立的政策依据：{project.basis}",
        f"预算安排规模：{project.amount}万元",
        f"项目承担单位：{disclosure.department}",
        f"资金分配情况：{project.allocation}",
        f"资金执行时间：{disclosure.year}年1月1日-{disclosure.year}年12月31日",
    )
    return [pages.paragraph(text) for text in texts]


def _overall_goals(disclosure: Disclosure) -> list[Flowable]:
    """部门整体绩效目标表: a form; names and numbers of persons are left out."""
    goal = disclosure.rest["绩效目标"]["整体"]
    total = disclosure.totals.total
    rows = [(i.level1, i.level2, i.level3, i.value, i.basis, i.weight) for i in disclosure.indicators["整体指标"]]
    body: tuple[Row, ...] = (
        ("部门名称", LEFT, disclosure.department, LEFT, LEFT, LEFT),
        ("年度绩效目标", LEFT, goal, LEFT, LEFT, LEFT),
        ("年度预算（万元）", LEFT, "资金来源", LEFT, "资金总额（万元）", LEFT),
        (UP, UP, "财政资金", "上级安排", "0.00", LEFT),
        (UP, UP, UP, "本级安排", total, LEFT),
        (UP, UP, "其他资金", LEFT, "0.00", LEFT),
        (*LEVELS, "指标值", "指标设定依据", "分值权重"),
        *merged_down(rows, (0, 1)),
    )
    sheet = Sheet((64, 64, 150, 69, 90, 50), (), body, text=frozenset({2}))
    return [pages.caption("部门整体绩效目标表"), pages.line(f"（{disclosure.year}年）"), sheet.flowable()]


def _project_goals(disclosure: Disclosure) -> list[Flowable]:
    """项目支出绩效目标表: the first project stands for all four, with the sum of their amounts."""
    amount = disclosure.totals.project
    rows = [
        (i.level1, i.level2, i.level3, i.value, i.basis, i.last_year, i.weight, i.scoring, i.evidence)
        for i in disclosure.indicators["项目指标"]
    ]
    heads = (*LEVELS, "指标值", "指标值设置依据", "上年完成值", "分值权重", "赋分规则", "佐证资料")
    body: tuple[Row, ...] = (
        ("预算单位", disclosure.department, *(LEFT,) * 7),
        ("项目名称", disclosure.projects[0].name, *(LEFT,) * 7),
        ("项目资金（万元）", "年度预算总额：", LEFT, amount, *_by_source(amount)),
        ("项目总体目标", disclosure.rest["绩效目标"]["项目"], *(LEFT,) * 7),
        heads,
        *merged_down(rows, (0, 1)),
    )
    sheet = Sheet((48, 50, 104, 58, 48, 44, 38, 54, 43), (), body, text=frozenset({2}), size=8)
    return [pages.caption("项目支出绩效目标表"), pages.line(f"（{disclosure.year}年）"), sheet.flowable()]


def _by_source(amount: str) -> Row:
    return "其中：财政拨款", LEFT, amount, "其他资金：", "0.00"
