"""收支总表: income beside expenditure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import statement
from written_tables import LEFT, ruled

from indexer.extract.amounts import Unit
from indexer.extract.balance import read_balance

UNIT = Unit("万元", "表头")
HEADS = (("收入", LEFT, "支出", LEFT), ("项目", "预算数", "项目", "预算数"))


def balance_of(*rows, heads=HEADS):
    return read_balance(statement("收支总表", "单位：万元", ruled(*heads, *rows)), UNIT)


def yuan(entry):
    return entry.amount.yuan


def test_totals_stand_on_both_sides():
    balance = balance_of(
        ("一、财政拨款收入", "9.50", "一、教育支出", "9.50"),
        ("收 入 总 计", "9.50", "支 出 总 计", "9.50"),
    )

    assert (yuan(balance.income), yuan(balance.expenditure)) == (Decimal(95_000), Decimal(95_000))


@pytest.mark.parametrize("label", ["合计", "总计"])
def test_a_bare_total_belongs_to_the_side_its_column_is_headed_by(label):
    balance = balance_of((label, "9.50", label, "8.50"), ("一、财政拨款收入", "9.50", "一、教育支出", "8.50"))

    assert (yuan(balance.income), yuan(balance.expenditure)) == (Decimal(95_000), Decimal(85_000))


def test_a_total_of_income_left_blank_is_the_source_that_makes_up_the_expenditure():
    balance = balance_of(
        ("一、财政拨款收入", "9.50", "一、教育支出", "9.50"),
        ("二、事业收入", "", "", ""),
        ("收入总计", "", "支出总计", "9.50"),
    )

    assert (yuan(balance.income), balance.income.name, balance.income_inferred) == (95_000, "财政拨款收入", True)


def test_a_total_of_income_left_blank_is_not_guessed_from_several_sources():
    balance = balance_of(
        ("一、财政拨款收入", "9.00", "一、教育支出", "9.50"),
        ("二、事业收入", "1.00", "", ""),
        ("收入总计", "", "支出总计", "9.50"),
    )

    assert balance.income is None


def test_columns_of_last_year_hold_no_amounts_of_this_one():
    heads = (("收入", LEFT, LEFT, "支出", LEFT, LEFT), ("项目", "2025年预算数", "2026年预算数") * 2)
    balance = balance_of(("收入总计", "1.00", "9.50", "支出总计", "1.00", "9.50"), heads=heads)

    assert (yuan(balance.income), yuan(balance.expenditure)) == (95_000, 95_000)


def test_what_is_carried_over_is_not_expenditure_of_the_year():
    balance = balance_of(
        ("本年收入合计", "9.00", "本年支出合计", "8.00"),
        ("上年结转", "1.00", "年末结转和结余", "2.00"),
        ("收入总计", "10.00", "支出总计", "10.00"),
    )

    assert (yuan(balance.expenditure), yuan(balance.year)) == (Decimal(100_000), Decimal(80_000))


def test_the_amount_of_a_merged_label_stands_behind_it():
    heads = (("收入", LEFT, "支出", LEFT, LEFT, LEFT), ("项目", "金额", "功能分类", "金额", "支出用途", "金额"))
    rows = [
        ("财政拨款", "3.00", "教育支出", "3.00", "基本支出", "3.00"),
        ("收入合计", "3.00", "支出合计", LEFT, LEFT, "3.00"),
    ]

    assert yuan(balance_of(*rows, heads=heads).expenditure) == Decimal(30_000)


def test_row_numbers_stand_in_between():
    heads = (("收入", LEFT, LEFT, "支出", LEFT, LEFT), ("项目", "行次", "决算数", "项目", "行次", "决算数"))

    balance = balance_of(("总计", "31", "7.00", "总计", "62", "7.00"), heads=heads)

    assert (yuan(balance.income), yuan(balance.expenditure)) == (Decimal(70_000), Decimal(70_000))


def test_classes_are_named_by_code_or_by_name():
    balance = balance_of(
        ("", "", "一、教育支出", "3.00"), ("", "", "208社会保障和就业支出", "4.00"), ("", "", "二、外交支出", "")
    )

    assert [(entry.code, entry.code_printed, entry.name) for entry in balance.functions] == [
        ("205", False, "教育支出"),
        ("208", True, "社会保障和就业支出"),
    ]


def test_expenditure_by_use_gives_basic_project_and_economic_classes():
    balance = balance_of(
        ("", "", "1.基本支出", "5.00"),
        ("", "", "（1）工资福利支出", "4.00"),
        ("", "", "（2）商品和服务支出", "1.00"),
        ("", "", "2.项目支出", "2.00"),
        ("", "", "（1）商品和服务支出", "2.00"),
    )

    assert (yuan(balance.basic), yuan(balance.project)) == (Decimal(50_000), Decimal(20_000))
    assert [(entry.code, yuan(entry)) for entry in balance.economic] == [
        ("301", Decimal(40_000)),
        ("302", Decimal(10_000)),
    ]


def test_loose_lines_pair_each_label_with_the_figure_behind_it():
    lines = [
        "收入 支出",
        "项目 预算数 项目 预算数",
        "一、财政拨款 9.50 一、教育支出 9.50",
        "收入总计 9.50 支出总计 9.50",
    ]

    balance = read_balance(statement("收支总表", "单位：万元", *lines), UNIT)

    assert (yuan(balance.income), yuan(balance.expenditure)) == (Decimal(95_000), Decimal(95_000))


def test_what_is_not_printed_is_none():
    balance = balance_of(("一、财政拨款收入", "9.50", "", ""))

    assert (balance.income, balance.expenditure, balance.year, balance.basic) == (None, None, None, None)


def test_loose_lines_with_row_numbers_give_the_figures_behind_them():
    region = statement(
        "收入支出决算总表",
        "单位：万元",
        "项目 行次 决算数 项目 行次 决算数",
        "一、一般公共预算拨款收入 1 30.00 一、教育支出 3 30.00",
        "收入总计 2 30.00 支出总计 4 30.00",
    )

    balance = read_balance(region, Unit("万元", "表头"))

    assert balance.income.amount.yuan == balance.expenditure.amount.yuan == 300_000


def test_loose_lines_whose_totals_differ_are_not_read():
    region = statement("收入支出决算总表", "单位：万元", "项目 决算数 项目 决算数", "收入总计 2 30.00 支出总计 4 30.00")

    balance = read_balance(region, Unit("万元", "表头"))

    assert balance.income is None
    assert balance.expenditure is None
