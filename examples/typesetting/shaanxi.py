"""陕西: explanation first, a list of tables, 元 in tables and 万元 in prose; written as a text dump.

The dump looks like what OCR to markdown leaves behind: tabs between cells,
LaTeX in some numbers, HTML tags in some cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from typesetting.disclosure import Disclosure, Indicator, Project, Section
from typesetting.forms import LEVELS, class_totals, closing, ordinal, printed_classes
from typesetting.pages import NOTICE

Lines = list[str]
AMOUNT = "预算数"


def text(disclosure: Disclosure) -> str:
    """The whole dump."""
    chapters = disclosure.chapters
    lines = [
        *_cover(disclosure),
        "第一部分 单位基本情况",
        *_narrative(chapters["概况"], disclosure),
        "第二部分 收支预算情况",
        *_narrative(chapters["说明"], disclosure),
        "第三部分 其他情况",
        *_narrative(chapters["其他"], disclosure),
        "第四部分 预算报表",
        f"{disclosure.year}年公开报表",
        f"单位名称：{disclosure.department.removesuffix('(本级)')}",
        *_list_of_tables(disclosure),
        *_income_and_expenditure(disclosure),
        *_funds(disclosure),
        *(
            line
            for number, project in enumerate(disclosure.projects, 1)
            for line in _goals(disclosure, project, number)
        ),
        *_overall_goals(disclosure),
    ]
    return "\n\n".join(lines) + "\n"


def _cover(disclosure: Disclosure) -> Lines:
    title = disclosure.title.removeprefix(disclosure.department)
    contents = ("第一部分 单位基本情况", "第二部分 收支预算情况", "第三部分 其他情况", "第四部分 预算报表")
    return [
        f"{disclosure.department}\n{title}",
        f"【{NOTICE}】",
        f"本文件由开源项目 yusou（预搜）编排，供试用和测试。金额、项目和绩效指标值取自{disclosure.source}，"
        "文字说明是本项目另写的。需要引用时，请以公开单位发布的文件为准。",
        "目录",
        *contents,
    ]


def _narrative(sections: Sequence[Section], disclosure: Disclosure) -> Lines:
    lines: Lines = []
    for section in sections:
        lines += [section.heading, *section.paragraphs]
        if "功能科目" in section.inserts:
            lines += _subjects_in_prose(disclosure)
        lines += _narrative(section.subsections, disclosure)
    return lines


def _subjects_in_prose(disclosure: Disclosure) -> Lines:
    subjects = [subject for subject in disclosure.function if subject.unit == "万元"]
    return [f"({number}) {s.name}（{s.code}）{s.total} 万元。" for number, s in enumerate(subjects, start=1)]


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _list_of_tables(disclosure: Disclosure) -> Lines:
    entries = (
        ("表1", "单位综合预算收支总表", "否", ""),
        ("表9", "单位综合预算政府性基金收支表", "是", "无收支"),
        ("表13", "专项业务经费绩效目标表", "否", ""),
        ("表14", "整体支出绩效目标表", "否", ""),
    )
    rows = [(number, f"{disclosure.year}年{title}", blank, reason) for number, title, blank, reason in entries]
    return ["目 录", _table([("序号", "内 容", "是否空表", "空表原因"), *rows])]


def _income_and_expenditure(disclosure: Disclosure) -> Lines:
    totals = disclosure.totals
    income = [
        ("一、单位预算", totals.total),
        ("1、财政拨款收入", totals.total),
        ("(1)一般公共预算拨款", totals.total),
        ("(2)政府性基金拨款", ""),
        ("2、上级补助收入", ""),
        ("3、事业收入", ""),
    ]
    amounts = class_totals(disclosure)
    function = [
        ("一、单位预算", totals.total),
        *((f"{n}、{name}", amounts[code]) for n, (code, name) in enumerate(printed_classes(), 1) if code in amounts),
    ]
    economic = [
        ("一、单位预算", totals.total),
        ("1、人员经费和公用经费支出", totals.basic),
        *((f"({number}){s.name}", s.total) for number, s in enumerate(disclosure.economic, start=1)),
        ("2、专项业务经费支出", totals.project),
        *(
            (f"({number}){name}", amount)
            for number, (name, amount) in enumerate(disclosure.rest["专项支出"].items(), 1)
        ),
    ]
    columns = (income, function, economic)
    body = [_side_by_side(index, *columns) for index in range(max(map(len, columns)))]
    rows = [
        ("收 入", "", "支 出", "", "", ""),
        ("项 目", AMOUNT, "功能分类科目（按大类）", AMOUNT, "经济分类科目（按大类）", AMOUNT),
        *body,
        (*closing("{}总计", totals.total), "支出总计", totals.total),
    ]
    return [
        "表1",
        f"{disclosure.year}年单位综合预算收支总表",
        _unit_line(disclosure),
        _table(rows),
        "注：没有上年结转。",
    ]


def _unit_line(disclosure: Disclosure) -> str:
    return f"编制单位：{disclosure.department}\n\n单位：元"


def _side_by_side(index: int, *columns: Sequence[tuple[str, str]]) -> list[str]:
    return [cell for column in columns for cell in (column[index] if index < len(column) else ("", ""))]


def _funds(disclosure: Disclosure) -> Lines:
    stems = ("文化旅游体育与传媒", "城乡社区", "农林水", "交通运输", "其他")
    rows = [
        ("收 入", "", "支 出", ""),
        ("项 目", AMOUNT, "功能分类科目（按大类）", AMOUNT),
        ("一、政府性基金拨款", "0.00", f"一、{stems[0]}支出", "0.00"),
        *(("", "", f"{ordinal(number)}、{stem}支出", "0.00") for number, stem in enumerate(stems[1:], start=2)),
        closing("本年{}合计", "0.00"),
    ]
    return [
        "表9",
        f"{disclosure.year}年单位综合预算政府性基金收支表",
        _unit_line(disclosure),
        _table(rows),
        "注：没有政府性基金，空表列示。",
    ]


def _goals(disclosure: Disclosure, project: Project, number: int) -> Lines:
    """表13: one form a project. The first writes its values as LaTeX, the last its goals as HTML."""
    latex = number == 1
    tagged = number == len(disclosure.projects)
    goals = [f"目标{index}: {goal}" for index, goal in enumerate(project.goals, start=1)]
    goal_rows = ["".join(f"<p>{goal}</p>" for goal in goals)] if tagged else goals
    rows = [
        ("项目名称", "", project.name, "", ""),
        ("主管部门（单位）", "", disclosure.department.removesuffix("(本级)"), "", ""),
        ("资金金额 (万元)", "", "年度预算总额:", "", project.amount),
        ("", "", "其中: 财政拨款", "", project.amount),
        ("", "", "其他资金", "", ""),
        ("总体目标", "年度目标", "", "", ""),
        *(("", goal, "", "", "") for goal in goal_rows),
        ("", *LEVELS[:2], "指标内容", "指标值"),
        *_indicator_rows(project.indicators, latex=latex),
    ]
    return [f"表13-{number}", f"专项业务经费绩效目标表（{number}）", f"（{disclosure.year}年度）", _table(rows)]


def _indicator_rows(indicators: Sequence[Indicator], *, latex: bool) -> list[Sequence[str]]:
    """Level 1 and 2 are printed once for the rows that share them."""
    rows: list[Sequence[str]] = []
    above: tuple[str, str] = ("", "")
    for indicator in indicators:
        first = indicator.level1 if indicator.level1 != above[0] else ""
        second = indicator.level2 if (indicator.level1, indicator.level2) != above else ""
        rows.append(("", first, second, indicator.level3, _as_latex(indicator.value) if latex else indicator.value))
        above = (indicator.level1, indicator.level2)
    return rows


def _as_latex(value: str) -> str:
    r"""'≥90%' -> '$\geq 90\%$'; other values stay as they are."""
    return re.sub(r"^≥(\d+)%$", r"$\\geq \1\\%$", value)


def _overall_goals(disclosure: Disclosure) -> Lines:
    amount = disclosure.rest["整体任务"]
    rows = [
        ("单位名称", "", disclosure.department.removesuffix("(本级)"), "", ""),
        ("年度任务", "任务名称", "任务内容", "总额", "财政拨款"),
        ("", "工资福利和专项业务经费", "工资、社保、遗属补助和专项业务", amount, amount),
        ("", "金额合计", "", amount, amount),
        ("", *LEVELS[:2], "指标内容", "指标值"),
        *_indicator_rows(disclosure.indicators["整体指标"], latex=False),
    ]
    return ["表14", f"{disclosure.year}年单位整体支出绩效目标表", _table(rows)]
