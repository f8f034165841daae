"""The statements a document prints."""

from __future__ import annotations

import pytest
from written_documents import layout_of, statement
from written_tables import LEFT, ruled

from indexer.extract.inventory import is_empty, read_statements

HEADS = ("科目编码", "科目名称", "合计")


def test_statements_say_where_they_stand():
    page = ["支出总表", "单位：元", ruled(HEADS, ("201", "一般公共服务支出", "3.00"))]

    found = read_statements(layout_of(["一、主要职能", "管理水库。"], page, page))

    assert [(s.ordinal, s.kind, s.title, s.unit, s.page_from, s.page_to, s.empty) for s in found] == [
        (0, "expenditure", "支出总表", "元", 2, 3, False)
    ]


@pytest.mark.parametrize(
    ("row", "note", "empty"),
    [
        (("", "", ""), "注：本单位没有政府性基金，为空表。", True),
        (("", "", ""), "注：金额为四舍五入后的数。", True),
        (("合计", LEFT, "0.00"), "注：金额为四舍五入后的数。", True),
        (("合计", LEFT, "0.30"), "注：去年为空表。", False),
    ],
)
def test_tables_without_money_are_empty(row, note, empty):
    region = statement("政府性基金预算支出表", "单位：万元", ruled(HEADS, row), note)

    assert is_empty(region) is empty


@pytest.mark.parametrize(
    ("line", "empty"),
    [("合计 3.00", False), ("合计 0.00", True), ("不涉及", True)],
)
def test_loose_lines_without_money_are_empty(line, empty):
    assert is_empty(statement("政府性基金预算支出表", "科目编码 科目名称 合计", line)) is empty


@pytest.mark.parametrize(
    ("goal", "value", "empty"),
    [
        ("目标1：", "", True),
        ("清淤", "≥98%", False),
        ("目标1：修坝2座", "", False),
        ("2026年目标", "", True),
        ("", "（90分）", True),
    ],
)
def test_goal_tables_without_a_target_are_empty(goal, value, empty):
    table = ruled(("年度目标", goal, LEFT), ("一级指标", "三级指标", "指标值"), ("产出指标", "", value))

    assert is_empty(statement("项目支出绩效目标表", table)) is empty


def test_tables_nobody_named_are_not_listed():
    assert read_statements(layout_of([ruled(("电话", "地址"), ("甲", "乙"))])) == ()


def test_a_heading_above_the_title_of_a_table_is_no_table():
    table = ruled(HEADS, ("201", "一般公共服务支出", "3.00"))

    found = read_statements(layout_of(["八、支出总表", "2024年度部门支出总表", "单位：万元", table]))

    assert [(one.title, one.empty) for one in found] == [("2024年度部门支出总表", False)]


def test_a_table_of_which_only_the_name_is_printed_stays_when_another_page_has_the_next():
    table = ruled(HEADS, ("201", "一般公共服务支出", "3.00"))

    found = read_statements(layout_of(["支出总表", "单位：万元"], ["部门支出总表", "单位：万元", table]))

    assert [(one.title, one.empty) for one in found] == [("支出总表", True), ("部门支出总表", False)]
