"""Totals and purchases of the whole document as its narrative states them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import text_lines

from indexer.extract.figures import amount_said, procurement_said, read_figures
from indexer.extract.narrative import Narrative
from indexer.extract.sections import read_sections


def narrative_of(*pages):
    printed = tuple(text_lines(*pages))
    return Narrative(read_sections(printed), printed)


def totals(narrative):
    figures = read_figures(narrative)
    amounts = [amount_said(figures, subject) for subject in ("income", "expenditure")]
    return [amount and amount.yuan for amount in amounts]


def bought(*lines):
    found = procurement_said(read_figures(narrative_of(lines)))
    names = ("total", "goods", "works", "services")
    return found and [amount and amount.yuan for amount in (getattr(found, name) for name in names)]


def test_totals_are_stated_in_the_explanation():
    narrative = narrative_of(["一、收支情况说明", "与去年持平。", "2026年收入预算为3.5万元，支出预算3.4万元。"])

    assert totals(narrative) == [Decimal(35_000), Decimal(34_000)]


def test_totals_nobody_states_are_none():
    narrative = narrative_of(["一、收支情况说明", "与去年持平。"])

    assert totals(narrative) == [None, None]


@pytest.mark.parametrize(
    ("sentence", "income", "expenditure"),
    [
        ("收入预算：2026年年初预算数369.18万元。", 3_691_800, None),
        ("2015年收入预算共安排国库拨款资金923万元。", 9_230_000, None),
        ("2015年预算支出安排一般公共预算财政拨款支出923万元。", None, 9_230_000),
        ("2026年政府性基金预算支出40万元，财政拨款收支总预算30万元。", None, None),
        ("收入预算较上年增加20万元，支出预算比2025年减少10万元。", None, None),
    ],
)
def test_a_total_is_told_from_its_parts_and_from_changes(sentence, income, expenditure):
    narrative = narrative_of(["一、收支总体情况说明", sentence])

    assert totals(narrative) == [income, expenditure]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "政府采购预算总额9万元，其中：货物预算2万元、工程预算3万元、服务预算4万元。",
            [90_000, 20_000, 30_000, 40_000],
        ),
        ("政府采购金额（以合同签订为准）为9万元，其中：货物采购金额9万元。", [90_000, 90_000, None, None]),
        ("政府采购支出预算总额9万元，其中：拟采购货物支出5万元、拟购买服务支出4万元。", [90_000, 50_000, None, 40_000]),
    ],
)
def test_purchases_are_stated_by_category(sentence, expected):
    assert bought("八、政府采购情况", sentence) == expected


def test_a_share_for_small_firms_is_not_the_total():
    sentences = ["政府采购金额（按照合同）为9万元。", "面向中小企业预留政府采购项目预算金额2万元。"]

    assert bought("八、政府采购情况", *sentences)[0] == 90_000


def test_no_sentence_about_purchases_is_none():
    assert bought("八、政府采购情况", "与去年持平。") is None
