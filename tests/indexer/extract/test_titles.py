"""Titles of budget tables and the unit above them."""

from __future__ import annotations

import pytest

from indexer.extract.titles import looks_like_title, printed_unit, statement_kind, strip_numbering


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门公开表1 收支总表", "income_expenditure"),
        ("部门收支总体情况表", "income_expenditure"),
        ("综合预算收支总表", "income_expenditure"),
        ("收入支出决算总表", "income_expenditure"),
        ("预算02表 收入总表", "income"),
        ("收入决算表", "income"),
        ("部门支出总体情况表", "expenditure"),
        ("支出决算表", "expenditure"),
        ("财政拨款收支总表", "fiscal_income_expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_income_expenditure"),
        ("一般公共预算支出表", "general_expenditure"),
        ("一般公共预算基本支出情况表", "basic_expenditure"),
        ("一般公共预算财政拨款基本支出决算表", "basic_expenditure"),
        ("专项业务经费支出表", "project_expenditure"),
        ("财政拨款“三公”经费支出表", "three_public"),
        ("“三公”经费及会议费、培训费支出预算表", "three_public"),
        ("政府性基金预算支出表", "government_fund"),
        ("国有资本经营预算支出表", "state_capital"),
        ("政府采购预算明细表", "procurement"),
        ("政府购买服务预算表", "purchase_services"),
        ("项目支出绩效目标表", "goals_project"),
        ("道路养护项目绩效自评表", "goals_project"),
        ("资产运行维护项目绩效自评表", "goals_project"),
        ("部门整体支出绩效自评表", "goals_overall"),
        ("部门整体绩效目标表", "goals_overall"),
        ("固定资产占用情况表", "assets"),
        ("学生成绩表", None),
    ],
)
def test_titles_name_the_kind_of_a_table(title, kind):
    assert statement_kind(title) == kind


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("表3 支出总表", "支出总表"),
        ("一、收入总表", "收入总表"),
        ("（二）收入总表", "收入总表"),
        ("支 出 总 表", "支出总表"),
        ("附表2-1：项目支出绩效目标表", "项目支出绩效目标表"),
        ("表二、收入总表", "收入总表"),
        ("5-1 收入总表", "收入总表"),
        ("附件3：收入总表", "收入总表"),
        ("预算05表 一般公共预算支出表", "一般公共预算支出表"),
        ("表十一2026年项目支出表", "2026年项目支出表"),
        ("表一 一般公共预算支出表", "一般公共预算支出表"),
        ("公开09表 三公经费支出决算表", "三公经费支出决算表"),
    ],
)
def test_the_number_of_a_table_is_no_part_of_its_title(line, title):
    assert looks_like_title(line)
    assert strip_numbering(line) == title


@pytest.mark.parametrize(
    "line",
    [
        "部门公开表3",
        "支出总表见附件。",
        "收入总表……3",
        "支出总表为空表",
        "项目支出表如下",
        "注：本表不含收支总表",
        "支出情况说明",
        "学生成绩表",
        "我局" + "收支" * 30 + "总表",
    ],
)
def test_lines_that_are_no_titles(line):
    assert not looks_like_title(line)


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("部门：山川县财政局 金额单位:元", "元"),
        ("单 位 ： 亿 元", "亿元"),
        ("单位：人民币万元", "万元"),
        ("预算单位：山川县财政局", None),
    ],
)
def test_the_unit_stands_above_the_table(line, unit):
    assert printed_unit(line) == unit
