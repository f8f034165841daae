"""Statements and narrative, cut apart."""

from __future__ import annotations

import pytest
from written_documents import layout_of
from written_tables import LEFT, ruled

HEADS = ("科目编码", "科目名称", "合计")
ROW = ("201", "一般公共服务支出", "3.00")


def kinds(cut):
    return [(region.kind, region.title, len(region.tables)) for region in cut.statements]


def told(cut):
    return [line.text for line in cut.narrative]


def test_a_title_above_a_table_makes_a_statement():
    cut = layout_of(["一、主要职能", "承办文件。", "部门支出总表", "单位：万元", ruled(HEADS, ROW)])

    assert kinds(cut) == [("expenditure", "部门支出总表", 1)]
    assert cut.statements[0].unit == "万元"
    assert told(cut) == ["一、主要职能", "承办文件。"]


def test_a_title_that_nothing_follows_is_narrative():
    cut = layout_of(["收支总表", "本单位负责水库的日常管理。", "二、机构设置", "设办公室。"])

    assert cut.statements == ()
    assert told(cut)[0] == "收支总表"


def test_a_table_goes_on_below_its_repeated_title():
    page = ["部门支出总表", "单位：万元", ruled(HEADS, ROW)]

    assert kinds(layout_of(page, page)) == [("expenditure", "部门支出总表", 2)]


def test_a_table_goes_on_without_title_and_heads():
    cut = layout_of(["部门支出总表", "单位：万元", ruled(HEADS, ROW)], [ruled(("20103", "政府办公", "3.00"))])

    assert kinds(cut) == [("expenditure", "部门支出总表", 2)]


def test_a_table_of_other_columns_is_another_one():
    cut = layout_of(["部门支出总表", "单位：万元", ruled(HEADS, ROW)], [ruled(("车辆", "3"))])

    assert kinds(cut) == [("expenditure", "部门支出总表", 1), ("unknown", "", 1)]


def test_two_tables_on_one_page_are_two_statements():
    cut = layout_of(["收入总表", "单位：万元", ruled(HEADS, ROW), "支出总表", "单位：元", ruled(HEADS, ROW)])

    assert [(region.kind, region.unit) for region in cut.statements] == [("income", "万元"), ("expenditure", "元")]


@pytest.mark.parametrize("above", [[], ["单位：元"]])
def test_a_title_and_a_unit_inside_the_ruling_count(above):
    table = ruled(("部门支出总表", LEFT, LEFT), ("", "", "单位：万元"), HEADS, ROW)

    region = layout_of([*above, table]).statements[0]

    assert (region.kind, region.unit) == ("expenditure", "元" if above else "万元")


def test_notes_below_a_table_belong_to_it():
    cut = layout_of(["政府性基金预算支出表", "单位：万元", ruled(HEADS, ("", "", "")), "注：本单位没有此项，为空表。"])

    assert [note.text for note in cut.statements[0].notes] == ["注：本单位没有此项，为空表。"]
    assert told(cut) == []


def test_the_narrative_goes_on_below_a_table():
    cut = layout_of(
        ["部门支出总表", "单位：万元", ruled(HEADS, ROW), "第三部分 情况说明", "今年支出三万元，与去年持平。"]
    )

    assert told(cut) == ["第三部分 情况说明", "今年支出三万元，与去年持平。"]


def test_a_sentence_below_a_table_is_narrative():
    cut = layout_of(["部门支出总表", "单位：万元", ruled(HEADS, ROW), "以上支出由山川县财政局统一安排，按月拨付。"])

    assert told(cut) == ["以上支出由山川县财政局统一安排，按月拨付。"]


def test_the_table_of_contents_makes_no_statement():
    cut = layout_of(
        ["目录", "一、收支总表......3", "二、支出总表......4"], ["支出总表", "单位：万元", ruled(HEADS, ROW)]
    )

    assert kinds(cut) == [("expenditure", "支出总表", 1)]


def test_loose_lines_below_a_title_and_heads_are_its_body():
    cut = layout_of(
        [
            "部门支出总表",
            "单位：万元",
            "科目编码 科目名称 合计",
            "合计 3.00",
            "201 一般公共服务支出 3.00",
            "二、收入情况说明",
            "与去年持平。",
        ]
    )

    assert [line.text for line in cut.statements[0].lines][-2:] == ["合计 3.00", "201 一般公共服务支出 3.00"]
    assert told(cut) == ["二、收入情况说明", "与去年持平。"]


def test_a_row_with_a_number_of_its_own_ends_no_loose_table():
    rows = ["一、一般公共服务支出 3.00", "二、教育支出 2.00"]

    cut = layout_of(["收支总表", "单位：万元", "项目 预算数", *rows])

    assert [line.text for line in cut.statements[0].lines][-2:] == rows
