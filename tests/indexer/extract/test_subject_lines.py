"""Lines of subject tables: codes, levels, amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import statement
from written_tables import ABOVE, LEFT, ruled

from index.records import AmountState, Classification
from indexer.extract.amounts import Unit
from indexer.extract.subject_lines import read_subject_table

TITLE = "部门支出总表"
UNIT = Unit("万元", "表头")
HEADS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
CLASS = ("201", "一般公共服务支出", "30", "20", "10")
SECTION = ("20103", "政府办公", "30", "20", "10")
ITEM = ("2010301", "行政运行", "20", "20", "")
OTHER_ITEM = ("2010302", "一般行政管理事务", "10", "", "10")


def table_of(*blocks, classification=Classification.FUNCTION):
    return read_subject_table(statement(TITLE, "单位：万元", *blocks), classification, UNIT)


def amounts(line):
    return {meaning: amount.yuan for meaning, amount in line.amounts.items()}


def wan(number: str) -> Decimal:
    return Decimal(number) * 10_000


def codes(table):
    return [(line.code, line.level) for line in table.lines]


def test_rows_become_lines_with_level_and_amounts():
    table = table_of(ruled(HEADS, CLASS, SECTION, ITEM, OTHER_ITEM))

    assert codes(table) == [("201", 1), ("20103", 2), ("2010301", 3), ("2010302", 3)]
    assert amounts(table.lines[0]) == {"total": wan("30"), "basic": wan("20"), "project": wan("10")}


def test_a_blank_cell_is_not_zero():
    line = table_of(ruled(HEADS, ("2010301", "行政运行", "20", "20", "0"), OTHER_ITEM)).lines

    assert line[0].amounts["project"].yuan == 0
    assert line[1].amounts["basic"].state is AmountState.BLANK


@pytest.mark.parametrize("place", [0, 3], ids=["first", "last"])
@pytest.mark.parametrize("label", [("合计", LEFT), ("", "总 计"), ("支出合计", "")])
def test_the_total_row_is_no_line(place, label):
    rows = [CLASS, SECTION, ITEM]
    rows.insert(place, (*label, "30", "20", "10"))

    table = table_of(ruled(HEADS, *rows))

    assert amounts(table.total)["total"] == wan("30")
    assert len(table.lines) == 3


def test_codes_in_three_cells_are_joined():
    heads = (("科目编码", LEFT, LEFT, "科目名称", "合计"), ("类", "款", "项", ABOVE, ABOVE))
    rows = [("201", "", "", "甲", "3"), ("201", "03", "", "乙", "3"), ("201", "03", "01", "丙", "3")]

    assert codes(table_of(ruled(*heads, *rows))) == [("201", 1), ("20103", 2), ("2010301", 3)]


def test_codes_go_on_from_the_rows_above():
    heads = (("科目编码", LEFT, LEFT, "科目名称", "合计"), ("类", "款", "项", ABOVE, ABOVE))
    rows = [("201", "", "", "甲", "3"), ("", "03", "", "乙", "3"), ("", "", "01", "丙", "3")]

    table = table_of(ruled(*heads, *rows))

    assert codes(table) == [("201", 1), ("20103", 2), ("2010301", 3)]
    assert [line.code_origin for line in table.lines] == ["印刷", "承上", "承上"]


def test_a_section_may_print_only_its_own_digits_in_the_column_of_whole_codes():
    rows = [("201", "甲", "5"), ("03", "乙", "5"), ("2010301", "丙", "3"), ("2010302", "丁", "2")]
    others = [("205", "戊", "4"), ("08", "己", "4"), ("2050803", "庚", "4")]

    table = table_of(ruled(("功能科目编码", "功能科目名称", "合计"), *rows, *others))

    assert codes(table) == [
        ("201", 1), ("20103", 2), ("2010301", 3), ("2010302", 3), ("205", 1), ("20508", 2), ("2050803", 3),
    ]  # fmt: skip
    assert [line.code_origin for line in table.lines][1] == "承上"


def test_code_cells_that_repeat_the_whole_code_count_once():
    heads = (("科目编码", LEFT, LEFT, "科目名称", "合计"), ("类", "款", "项", ABOVE, ABOVE))

    assert codes(table_of(ruled(*heads, ("201", "20103", "2010301", "行政运行", "3")))) == [("2010301", 3)]


@pytest.mark.parametrize("printed", ["2010301-行政运行", "[2010301]行政运行", "2010301行政运行", "2010301 行政运行"])
def test_a_code_may_stand_in_front_of_its_name(printed):
    line = table_of(ruled(("功能分类科目", "合计", "基本支出", "项目支出"), (printed, "20", "20", ""))).lines[0]

    assert (line.code, line.name) == ("2010301", "行政运行")


def test_basic_expenditure_printed_in_two_parts_is_their_sum():
    heads = (
        ("科目编码", "科目名称", "合计", "基本支出", LEFT, "项目支出"),
        (ABOVE, ABOVE, ABOVE, "人员经费", "公用经费", ABOVE),
    )

    line = table_of(ruled(*heads, ("2010301", "行政运行", "20", "15", "5", ""))).lines[0]

    assert amounts(line)["basic"] == wan("20")
    assert line.amounts["basic"].raw == "15 + 5"


def test_rows_of_the_template_without_money_are_left_out():
    assert codes(table_of(ruled(HEADS, ITEM, ("2010303", "机关服务", "", "", "")))) == [("2010301", 3)]


def test_a_code_in_several_rows_is_added_up():
    heads = ("支出功能分类科目", "部门预算经济分类科目", "合计", "基本支出", "项目支出")
    rows = [
        ("2010301-行政运行", "30101-基本工资", "12", "12", ""),
        ("2010301-行政运行", "30102-津贴补贴", "8", "8", ""),
    ]

    lines = table_of(ruled(heads, *rows)).lines

    assert [(line.code, amounts(line)["total"]) for line in lines] == [("2010301", wan("20"))]
    assert len(lines[0].citations) == 2


def test_the_first_block_stands_for_the_whole_when_it_makes_the_total():
    units = [CLASS, SECTION, ITEM, OTHER_ITEM]

    table = table_of(ruled(HEADS, ("合计", LEFT, "30", "20", "10"), *units, *units))

    assert len(table.lines) == 4


def test_other_classifications_are_not_mixed_in():
    assert table_of(ruled(HEADS, ("30101", "基本工资", "5", "5", ""))).lines == ()


def test_economic_lines_have_personnel_and_public_money():
    rows = [
        ("合计", LEFT, "30", "25", "5"),
        ("301", "工资福利支出", "25", "25", ""),
        ("302", "商品和服务支出", "5", "", "5"),
    ]

    table = table_of(
        ruled(("科目编码", "科目名称", "合计", "人员经费", "公用经费"), *rows), classification=Classification.ECONOMIC
    )

    assert amounts(table.lines[1]) == {"total": wan("5"), "personnel": None, "public": wan("5")}


def test_economic_lines_stand_in_columns_side_by_side():
    heads = ("科目编码", "科目名称", "决算数")
    rows = [
        ("301", "工资福利支出", "25", "302", "商品和服务支出", "5"),
        ("30101", "基本工资", "25", "30201", "办公费", "5"),
    ]

    table = table_of(ruled((*heads, *heads), *rows), classification=Classification.ECONOMIC)

    assert [(line.code, amounts(line)["total"]) for line in table.lines] == [
        ("301", wan("25")),
        ("30101", wan("25")),
        ("302", wan("5")),
        ("30201", wan("5")),
    ]


def test_loose_rows_find_their_columns_by_sums():
    table = table_of(
        "科目编码 科目名称 合计 基本支出 项目支出",
        "合 计 30.00 20.00 10.00",
        "201 公共服务 30.00 20.00 10.00",
        "20103 政府办公 30.00 20.00 10.00",
        "2010302 一般行政管理事务 10.00 10.00",
        "2010350 事业运行 20.00 20.00",
    )

    assert [amounts(line) for line in table.lines[-2:]] == [
        {"total": wan("10"), "basic": None, "project": wan("10")},
        {"total": wan("20"), "basic": wan("20"), "project": None},
    ]


def test_a_name_wrapped_over_loose_lines_is_rejoined():
    table = table_of(
        "科目编码 科目名称 合计 基本支出 项目支出",
        "合计 3.00 3.00",
        "2080505 机关事业单位基本养老保险",
        "缴费支出 3.00 3.00",
    )

    assert table.lines[0].name == "机关事业单位基本养老保险缴费支出"


def test_a_table_of_names_only_is_placed_in_the_classification():
    heads = ("功能分类科目名称", "合计", "基本支出", "项目支出")
    rows = [
        ("一般公共服务支出", "30", "20", "10"),
        ("信访事务", "30", "20", "10"),
        ("行政运行", "20", "20", ""),
        ("一般行政管理事务", "10", "", "10"),
        ("合计", "30", "20", "10"),
    ]

    table = table_of(ruled(heads, *rows))

    assert codes(table) == [("201", 1), ("20140", 2), ("2014001", 3), ("2014002", 3)]
    assert {line.code_origin for line in table.lines} == {"推断"}


def test_the_total_of_the_table_is_not_that_of_its_first_unit():
    heads = ("单位名称", *HEADS)
    table = table_of(
        ruled(
            heads,
            ("一中", "", "", "10", "10", ""),
            ("一中", "2050203", "初中教育", "10", "10", ""),
            ("二中", "", "", "5", "", "5"),
            ("二中", "2050203", "初中教育", "5", "", "5"),
            ("合计", LEFT, LEFT, "15", "10", "5"),
        )
    )

    assert amounts(table.total)["total"] == wan("15")
    assert [amounts(line)["total"] for line in table.lines] == [wan("15")]


def test_units_without_a_common_total_have_none():
    heads = ("单位名称", *HEADS)
    table = table_of(
        ruled(
            heads,
            ("一中", "", "", "10", "10", ""),
            ("一中", "2050203", "初中教育", "10", "10", ""),
            ("二中", "", "", "5", "", "5"),
            ("二中", "2050203", "初中教育", "5", "", "5"),
        )
    )

    assert table.total is None


def test_loose_rows_whose_sums_do_not_close_are_not_read():
    table = table_of(
        "科目编码 科目名称 上年 合计 基本支出 项目支出",
        "201 一般公共服务支出 28.00 30.00 20.00 10.00",
        "20103 政府事务 28.00 30.00 20.00 10.00",
        "2010301 行政运行 17.00 20.00 20.00",
        "2010302 一般行政管理事务 11.00 10.00 10.00",
    )

    assert table.lines == ()


def test_loose_codes_in_pieces_are_joined():
    table = table_of(
        "类 款 项 科目名称 合计 基本支出 项目支出",
        "1 201 一般公共服务支出 30.00 20.00 10.00",
        "2 201 03 政府事务 30.00 20.00 10.00",
        "3 201 03 01 行政运行 30.00 20.00 10.00",
    )

    assert codes(table) == [("201", 1), ("20103", 2), ("2010301", 3)]


def test_a_dash_keeps_the_place_of_a_loose_figure():
    table = table_of(
        "科目编码 科目名称 合计 项目支出 基本支出",
        "2010301 行政运行 20.00 - 20.00",
    )

    assert amounts(table.lines[0])["basic"] == wan("20")
    assert amounts(table.lines[0])["project"] is None
