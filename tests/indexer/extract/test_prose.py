"""Figures that sentences and purchase tables state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import statement, text_lines
from written_tables import ruled

from indexer.extract.amounts import Unit
from indexer.extract.narrative import Narrative
from indexer.extract.prose import (
    expenditure_total,
    function_entries,
    income_total,
    procurement_in_sections,
    procurement_in_table,
)
from indexer.extract.sections import read_sections

UNIT = Unit("万元", "表头")


def narrative_of(*pages):
    printed = tuple(text_lines(*pages))
    return Narrative(read_sections(printed), printed)


def parts(procurement):
    names = ("total", "goods", "works", "services")
    return [amount and amount.yuan for amount in (getattr(procurement, name) for name in names)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("行政运行（2010301）239.14万元，用于工资。", ("2010301", "行政运行", Decimal(2_391_400))),
        ("1.培训支出（2050803）2026年预算数为3万元。", ("2050803", "培训支出", Decimal(30_000))),
        (
            "教育支出(205类)进修及培训(08款)培训支出(03项)：2026年预算数为3万元。",
            ("2050803", "培训支出", Decimal(30_000)),
        ),
    ],
)
def test_items_are_named_with_code_and_amount(sentence, expected):
    entries = function_entries(narrative_of(["四、支出情况说明", sentence]))

    assert [(entry.code, entry.name, entry.amount.yuan) for entry in entries] == [expected]


def test_each_item_counts_once():
    sentence = "行政运行（2010301）20万元。"

    assert len(function_entries(narrative_of(["四、支出情况说明", sentence, sentence]))) == 1


def test_an_item_is_cited_by_its_own_line():
    entries = function_entries(narrative_of(["四、支出情况说明", "与去年持平。"], ["行政运行（2010301）20万元。"]))

    assert entries[0].citation.page == 2


def test_codes_outside_the_explanation_are_no_items():
    assert function_entries(narrative_of(["七、名词解释", "行政运行（2010301）20万元。"])) == ()


def test_totals_are_stated_in_the_explanation():
    narrative = narrative_of(["一、收支情况说明", "与去年持平。", "2026年收入预算为3.5万元，支出预算3.4万元。"])

    income, expenditure = income_total(narrative), expenditure_total(narrative)

    assert (income.amount.yuan, expenditure.amount.yuan) == (Decimal(35_000), Decimal(34_000))
    assert income.citation == expenditure.citation == narrative.lines[2].citation


def test_totals_nobody_states_are_none():
    narrative = narrative_of(["一、收支情况说明", "与去年持平。"])

    assert (income_total(narrative), expenditure_total(narrative)) == (None, None)


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

    found = [entry and entry.amount.yuan for entry in (income_total(narrative), expenditure_total(narrative))]

    assert found == [income, expenditure]


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
    assert parts(procurement_in_sections(narrative_of(["八、政府采购情况", sentence]))) == expected


def test_a_share_for_small_firms_is_not_the_total():
    sentences = ["政府采购金额（按照合同）为9万元。", "面向中小企业预留政府采购项目预算金额2万元。"]

    assert parts(procurement_in_sections(narrative_of(["八、政府采购情况", *sentences])))[0] == 90_000


def test_no_sentence_about_purchases_is_none():
    assert procurement_in_sections(narrative_of(["八、政府采购情况", "与去年持平。"])) is None


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


def test_a_phrase_broken_over_two_lines_is_cited_by_its_section():
    narrative = narrative_of(["一、收支情况说明", "收入共计12", "34万元。"])

    assert narrative.cite(narrative.sections[0], "34万元") == narrative.lines[2].citation
    assert narrative.cite(narrative.sections[0], "1234") == narrative.sections[0].citations[0]
