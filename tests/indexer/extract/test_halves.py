"""基本支出 of final accounts in two halves: 人员经费 on the left, 公用经费 on the right, each with its own total."""

from __future__ import annotations

from decimal import Decimal

from written_documents import statement
from written_tables import LEFT, ruled

from index.records import Classification
from indexer.extract.amounts import Unit
from indexer.extract.halves import with_halves
from indexer.extract.subject_lines import read_subject_table

TITLE = "一般公共预算财政拨款基本支出决算表"
UNIT = Unit("万元", "表头")
HEADS = ("科目编码", "科目名称", "决算数") * 2


def table_of(*rows):
    region = statement(TITLE, "单位：万元", ruled(HEADS, *rows))
    return with_halves(read_subject_table(region, Classification.ECONOMIC, UNIT), region, UNIT)


def wan(amounts):
    return {meaning: amount.yuan and amount.yuan / 10_000 for meaning, amount in amounts.items()}


CLASSES = ("301", "工资福利支出", "70.00", "302", "商品和服务支出", "20.00")
MORE = ("303", "对个人和家庭的补助", "5.00", "310", "资本性支出", "1.00")
TOTALS = ("人员经费合计", LEFT, "75.00", "公用经费合计", LEFT, "21.00")


def test_the_totals_of_both_halves_make_the_total():
    total = table_of(CLASSES, MORE, TOTALS).total

    assert wan(total.amounts) == {"total": Decimal(96), "personnel": Decimal(75), "public": Decimal(21)}
    assert total.amounts["total"].raw == "75.00 + 21.00"


def test_a_subject_belongs_to_the_half_under_which_the_halves_add_up():
    lines = {line.code: wan(line.amounts) for line in table_of(CLASSES, MORE, TOTALS).lines}

    assert lines["303"] == {"total": Decimal(5), "personnel": Decimal(5), "public": None}
    assert lines["310"] == {"total": Decimal(1), "personnel": None, "public": Decimal(1)}


def test_halves_that_do_not_add_up_tell_no_subject_apart():
    table = table_of(CLASSES, MORE, ("人员经费合计", LEFT, "60.00", "公用经费合计", LEFT, "36.00"))

    assert wan(table.total.amounts)["total"] == 96
    assert all(set(line.amounts) == {"total"} for line in table.lines)


def test_a_printed_total_stays():
    table = table_of(CLASSES, MORE, TOTALS, ("合计", LEFT, "96.00", "", "", ""))

    assert set(table.total.amounts) == {"total"}
