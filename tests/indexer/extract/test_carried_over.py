"""Tables that print the year's own money and what is carried over from last year side by side."""

from __future__ import annotations

from decimal import Decimal

from written_documents import statement
from written_tables import ABOVE, LEFT, ruled

from index.records import Classification
from indexer.extract.amounts import Unit
from indexer.extract.columns import columns, meaning
from indexer.extract.subject_lines import read_subject_table

UNIT = Unit("万元", "表头")
HEADS = (
    ("科目编码", "科目名称", "合计", "当年预算", LEFT, LEFT, "上年结转结余", LEFT, LEFT),
    (ABOVE, ABOVE, ABOVE, "小计", "基本支出", "项目支出", "小计", "基本支出", "项目支出"),
)


def line_of(*row):
    region = statement("支出总表", "单位：万元", ruled(*HEADS, row))
    (line,) = read_subject_table(region, Classification.FUNCTION, UNIT).lines
    return {meaning: amount.yuan and amount.yuan / 10_000 for meaning, amount in line.amounts.items()}


def test_the_parts_of_a_total_over_both_are_their_sums():
    amounts = line_of("201", "一般公共服务支出", "60.00", "50.00", "30.00", "20.00", "10.00", "", "10.00")

    assert amounts == {"total": Decimal(60), "basic": Decimal(30), "project": Decimal(30)}


def test_parts_that_make_up_the_total_alone_stay():
    amounts = line_of("201", "一般公共服务支出", "50.00", "50.00", "30.00", "20.00", "10.00", "", "10.00")

    assert amounts == {"total": Decimal(50), "basic": Decimal(30), "project": Decimal(20)}


def test_parts_that_make_up_the_total_neither_way_stay_as_printed():
    amounts = line_of("201", "一般公共服务支出", "99.00", "50.00", "30.00", "20.00", "10.00", "", "10.00")

    assert amounts == {"total": Decimal(99), "basic": Decimal(30), "project": Decimal(20)}


def test_a_remark_on_what_is_carried_over_does_not_make_a_column_one_of_last_year():
    assert meaning(("预算数（含上年结转）",)) == "total"
    assert columns([("科目名称",), ("合计（不含上年结转）",)]).amounts["total"] == (1,)
