"""政府采购 in tables."""

from __future__ import annotations

from decimal import Decimal

from written_documents import statement
from written_tables import ruled

from indexer.extract.amounts import Unit
from indexer.extract.procurement import procurement_in_table

UNIT = Unit("万元", "表头")


def parts(procurement):
    names = ("total", "goods", "works", "services")
    return [amount and amount.yuan for amount in (getattr(procurement, name) for name in names)]


def test_a_table_of_categories_gives_all_four():
    table = ruled(("项目", "预算数"), ("合计", "9.00"), ("货物类", "2.00"), ("工程类", "3.00"), ("服务类", "4.00"))

    assert parts(procurement_in_table(statement("政府采购预算表", "单位：万元", table), UNIT)) == [
        90_000,
        20_000,
        30_000,
        40_000,
    ]


def test_a_list_of_purchases_gives_its_total_only():
    table = ruled(("项目名称", "采购品目", "数量", "金额"), ("合计", "", "", "9.00"), ("服务器", "货物", "1", "9.00"))

    assert parts(procurement_in_table(statement("政府采购预算表", "单位：万元", table), UNIT)) == [
        90_000,
        None,
        None,
        None,
    ]


def test_an_empty_purchase_table_is_none():
    table = ruled(("项目", "预算数"), ("合计", ""))

    assert procurement_in_table(statement("政府采购预算表", "单位：万元", table), UNIT) is None


def test_the_column_over_all_funds_is_read():
    table = ruled(
        ("采购品目", "一般公共预算资金", "政府性基金", "总计"),
        ("合计", "2.00", "3.00", "5.00"),
    )

    found = procurement_in_table(statement("政府采购支出表", "单位：万元", table), UNIT)

    assert found.total.yuan == Decimal(50_000)
