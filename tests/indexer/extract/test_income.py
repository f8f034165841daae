"""收入来源: sources in rows and in columns, what is part of what, and how they are held against each other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import layout_of
from written_tables import ABOVE, LEFT, ruled

from indexer.extract.income import read_income, records, source_of
from indexer.extract.income_checks import income_checks, proven

BALANCE_HEADS = (("收入", LEFT, "支出", LEFT), ("项目", "预算数", "项目", "预算数"))
COLUMN_HEADS = (
    ("单位名称", "合计", "本年收入", LEFT, LEFT, LEFT, "上年结转结余", LEFT),
    (ABOVE, ABOVE, "小计", "一般公共预算", "政府性基金预算", "事业收入", "小计", "一般公共预算"),
)


def page(title, *rows, heads=BALANCE_HEADS):
    return [title, "单位：万元", ruled(*heads, *rows)]


def balance(*rows, title="收支总表"):
    """A 收支总表 whose expenditure is one class."""
    return page(title, *((label, amount, "一、教育支出", "") for label, amount in rows))


def read(*pages):
    return read_income(layout_of(*pages), None)


def sources(*pages):
    """Source, what it is within, and its 万元, of every record."""
    return [
        (one.source, one.within, one.amount.yuan / 10_000)
        for one in records(read(*pages))
        if one.amount.yuan is not None
    ]


def broken(*pages):
    return {check.id for check in income_checks(read(*pages)) if not check.holds}


def holding(*pages):
    return {check.id for check in income_checks(read(*pages)) if check.holds}


SOUND = balance(
    ("一、财政拨款收入", "8.00"),
    ("1、一般公共预算拨款", "5.00"),
    ("其中：专项资金", "4.00"),
    ("2、政府性基金预算拨款", "3.00"),
    ("二、事业收入（不含教育收费）", "1.00"),
    ("本年收入合计", "9.00"),
    ("上年结转", "2.00"),
    ("其中：财政拨款结转", "1.50"),
    ("非财政拨款结转", "0.50"),
    ("收入总计", "11.00"),
)


def test_sources_stand_below_the_groups_they_are_part_of():
    assert sources(SOUND) == [
        ("fiscal", None, 8),
        ("general_budget", "fiscal", 5),
        ("unclassified", "general_budget", 4),
        ("government_fund", "fiscal", 3),
        ("business", None, 1),
        ("year", None, 9),
        ("carried_over", None, 2),
        ("fiscal", "carried_over", Decimal("1.5")),
        ("unit_money", "carried_over", Decimal("0.5")),
        ("total", None, 11),
    ]


def test_a_sound_table_adds_up():
    sums = {"income.income_expenditure.year", "income.income_expenditure.total", "income.income_expenditure.fiscal"}

    assert (holding(SOUND), broken(SOUND)) == (sums, set())


@pytest.mark.parametrize(
    ("label", "amount", "faults"),
    [
        ("一、财政拨款收入", "8.02", set()),
        ("一、财政拨款收入", "8.50", {"fiscal", "year", "total"}),
        ("2、政府性基金预算拨款", "3.50", {"fiscal"}),
        ("二、事业收入（不含教育收费）", "1.50", {"year", "total"}),
        ("上年结转", "2.50", {"total"}),
        ("其中：专项资金", "4.50", set()),
    ],
)
def test_each_fault_is_found_and_rounding_is_none(label, amount, faults):
    rows = [(row[0].text, row[1].text) for row in SOUND[2].rows[2:]]
    changed = balance(*((name, amount if name == label else printed) for name, printed in rows))

    assert broken(changed) == {f"income.income_expenditure.{fault}" for fault in faults}


def test_rows_numbered_alike_stand_side_by_side():
    rows = balance(("一、财政拨款", "8.00"), ("二、政府性基金", "1.00"), ("收入总计", "9.00"))

    assert sources(rows) == [("fiscal", None, 8), ("government_fund", None, 1), ("total", None, 9)]
    assert broken(rows) == set()


def test_a_source_below_the_total_of_the_year_is_only_in_the_grand_total():
    rows = balance(("一、财政拨款", "8.00"), ("本年收入合计", "8.00"), ("上级补助收入", "3.00"), ("收入总计", "11.00"))

    assert holding(rows) == {"income.income_expenditure.year", "income.income_expenditure.total"}


def test_what_a_table_of_the_fiscal_money_carries_over_is_not_counted_again_by_fund():
    rows = balance(
        ("一、一般公共预算财政拨款", "8.00"),
        ("本年收入合计", "8.00"),
        ("年初财政拨款结转和结余", "2.00"),
        ("一般公共预算财政拨款", "2.00"),
        ("总计", "10.00"),
        title="财政拨款收入支出决算总表",
    )

    assert sources(rows)[2:4] == [("carried_over", None, 2), ("general_budget", "carried_over", 2)]
    assert broken(rows) == set()


COLUMNS = page(
    "收入总表",
    ("合计", "11.00", "9.00", "5.00", "3.00", "1.00", "2.00", "2.00"),
    ("东县财政局", "6.00", "6.00", "4.00", "1.00", "1.00", "", ""),
    ("东县国库中心", "5.00", "3.00", "1.00", "2.00", "", "2.00", "2.00"),
    heads=COLUMN_HEADS,
)


def test_columns_name_sources_and_the_row_of_totals_has_their_amounts():
    assert sources(COLUMNS) == [
        ("total", None, 11),
        ("year", None, 9),
        ("general_budget", None, 5),
        ("government_fund", None, 3),
        ("business", None, 1),
        ("carried_over", None, 2),
        ("general_budget", "carried_over", 2),
    ]
    assert broken(COLUMNS) == set()


def test_the_department_s_row_above_its_units_is_the_row_of_totals():
    rows = [[cell.text for cell in row] for row in COLUMNS[2].rows[2:]]
    rows[0][0] = "东县财政局（汇总）"

    assert sources(page("收入总表", *rows, heads=COLUMN_HEADS)) == sources(COLUMNS)


def test_rows_of_units_without_a_total_are_no_income_of_the_whole():
    rows = [[cell.text for cell in row] for row in COLUMNS[2].rows[3:]]

    assert sources(page("收入总表", *rows, heads=COLUMN_HEADS)) == []


def test_a_table_of_income_in_rows_has_groups_in_a_column_of_their_own():
    rows = page(
        "收入预算总表",
        ("收入总计", "", "7.00"),
        ("一般公共预算资金", "小计", "6.00"),
        ("", "专项收入", "6.00"),
        ("其他资金", "小计", "1.00"),
        ("", "事业收入", "1.00"),
        heads=(("项目名称", LEFT, "金额"),),
    )

    assert sources(rows) == [
        ("total", None, 7),
        ("general_budget", None, 6),
        ("unclassified", "general_budget", 6),
        ("unit_money", None, 1),
        ("business", "unit_money", 1),
    ]
    assert broken(rows) == set()


def test_tables_that_differ_in_a_source_are_told():
    rows = [[cell.text for cell in row] for row in COLUMNS[2].rows[2:]]
    rows[0][3:6] = "4.00", "3.00", "2.00"
    differing = page("收入总表", *rows, heads=COLUMN_HEADS)

    assert broken(SOUND, differing) == {"income.income.same.general_budget", "income.income.same.business"}
    assert broken(SOUND, COLUMNS) == set()


def test_a_source_may_count_what_is_carried_over_as_its_own():
    whole = balance(("一、一般公共预算资金", "7.00"), ("收入总计", "7.00"))
    fiscal = balance(
        ("一、本年收入", "5.00"),
        ("（一）一般公共预算资金", "5.00"),
        ("二、上年结转", "2.00"),
        ("（一）一般公共预算资金", "2.00"),
        ("收入总计", "7.00"),
        title="财政拨款收支总表",
    )

    assert "income.fiscal_income_expenditure.same.general_budget" in holding(whole, fiscal)
    assert broken(whole, fiscal) == set()


LOOSE = ["收支总表", "单位：万元", "收入 支出", "一、财政拨款收入 8.00 一、教育支出 9.00", "二、事业收入 1.00"]


@pytest.mark.parametrize(("total", "kept"), [("9.00", ["fiscal", "business", "total"]), ("9.50", [])])
def test_loose_lines_count_only_where_they_add_up(total, kept):
    lines = [*LOOSE, f"收入总计 {total} 支出总计 9.00"]

    assert [one.source for one in records(proven(read(lines)))] == kept


def test_ruled_cells_count_even_where_the_document_does_not_add_up():
    rows = balance(("一、财政拨款收入", "8.00"), ("收入总计", "9.50"))

    assert [one.source for one in records(proven(read(rows)))] == ["fiscal", "total"]


def test_an_empty_table_has_no_sources():
    assert sources(balance(("一、财政拨款", ""), ("收入总计", "0.00"))) == []


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("（一）一般公共预算拨款收入", "general_budget"),
        ("1（二）政府性基金预算资金", "government_fund"),
        ("四、事业收入（不含教育收费）", "business"),
        ("事业单位经营服务收入", "operating"),
        ("其中：纳入财政专户管理的收费", "fiscal_account"),
        ("使用非财政拨款结余", "used_surplus"),
        ("年初结转和结余", "carried_over"),
        ("一、教育支出", None),
        ("其他支出", None),
    ],
)
def test_labels_name_sources(label, source):
    assert source_of(label) == source
