"""The tool that says which printed amounts no record carries."""

from __future__ import annotations

from written_documents import SOURCE, document
from written_tables import ruled

from tools.unused_amounts import Use, printed_amounts

TITLE = "东县财政局2026年部门预算"
EXPENDITURE = ruled(
    ("科目编码", "科目名称", "2025年预算数", "2026年预算数", "备用金"),
    ("", "合计", "81.00", "92.00", "7.30"),
    ("201", "一般公共服务支出", "80.00", "91.00", "6.40"),
    ("20106", "财政事务", "80.00", "91.00", "0.00"),
)
SERVICES = ruled(("项目名称", "预算金额"), ("保洁", "5.50"))


def uses():
    pages = [
        (TITLE,),
        ("支出总表", "单位：万元", EXPENDITURE),
        ("政府购买服务预算表", "单位：万元", SERVICES),
    ]
    return [(amount.page, amount.raw, amount.use) for amount in printed_amounts(document(*pages), SOURCE)]


def test_amounts_of_a_statement_are_carried_by_its_lines():
    carried = [(page, raw) for page, raw, use in uses() if use is Use.CARRIED]

    assert carried == [(2, "80.00"), (2, "91.00"), (2, "80.00"), (2, "91.00")]


def test_what_no_record_carries_is_told_with_the_reason():
    others = {raw: use for _, raw, use in uses() if use is not Use.CARRIED}

    assert others == {
        "81.00": Use.TOTAL,
        "92.00": Use.TOTAL,
        "7.30": Use.TOTAL,
        "6.40": Use.NO_COLUMN,
        "5.50": Use.MISSING,
    }


def test_zeros_are_no_amounts_to_miss():
    assert not [raw for _, raw, _ in uses() if raw == "0.00"]
