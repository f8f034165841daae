"""Whole documents of our own: which statement speaks for which record."""

from __future__ import annotations

from decimal import Decimal

from written_documents import SOURCE, disclosure, text_document
from written_tables import LEFT, ruled

from index.records import Classification, Stage
from indexer.extract import extract

TITLE = ["山川县水利局2026年部门预算"]
HEADS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
BALANCE = [
    "收支总表",
    "单位：万元",
    ruled(("收入", LEFT, "支出", LEFT), ("项目", "预算数", "项目", "预算数"), ("收入总计", "5.00", "支出总计", "5.00")),
]


def expenditure(title: str, unit: str = "万元", total: str = "5.00"):
    rows = [("合计", LEFT, total, total, ""), ("213", "农林水支出", total, total, "")]
    return [title, f"单位：{unit}", ruled(HEADS, *rows)]


def yuan(amount):
    return amount and amount.yuan


def test_totals_stand_in_the_balance_and_the_expenditure_table():
    totals = disclosure(TITLE, BALANCE, expenditure("支出总表")).totals

    assert [yuan(amount) for amount in (totals.income, totals.expenditure, totals.basic, totals.project)] == [
        50_000,
        50_000,
        50_000,
        None,
    ]


def test_totals_without_tables_are_those_of_the_sentences():
    totals = disclosure(TITLE, ["一、收支情况说明", "2026年收入预算5万元，支出预算5万元。"]).totals

    assert (yuan(totals.income), yuan(totals.expenditure)) == (50_000, 50_000)


def test_the_expenditure_table_comes_before_that_of_one_fund():
    found = disclosure(TITLE, expenditure("一般公共预算支出表", total="3.00"), expenditure("支出总表"))

    assert [(line.statement, yuan(line.amounts["total"])) for line in found.lines] == [
        ("expenditure", 50_000),
        ("general_expenditure", 30_000),
    ]


def test_the_table_of_one_fund_serves_where_there_is_no_other():
    found = disclosure(TITLE, expenditure("一般公共预算支出表"))

    assert [line.statement for line in found.lines] == ["general_expenditure"]


def test_sentences_serve_where_there_is_no_table():
    found = disclosure(
        TITLE, ["一、支出情况说明", "今年的支出预算如下。", "行政运行（2130301）5万元。", "培训支出（2050803）1万元。"]
    )

    assert [(line.code, line.ordinal, line.code_origin) for line in found.lines] == [
        ("2050803", 0, "印刷"),
        ("2130301", 1, "印刷"),
    ]


def test_each_table_is_read_in_its_own_unit():
    found = disclosure(TITLE, BALANCE, expenditure("支出总表", unit="元", total="50000"))

    assert yuan(found.totals.income) == yuan(found.lines[0].amounts["total"]) == 50_000
    assert found.lines[0].amounts["total"].unit_origin == "表头"


def test_a_table_without_a_unit_is_read_in_that_of_the_document():
    loose = ["支出总表", ruled(HEADS, ("213", "农林水支出", "5.00", "5.00", ""))]
    income = ["收入总表", "单位：元", ruled(("项目", "预算数"), ("合计", "5.00"))]

    amount = disclosure(TITLE, income, loose).lines[0].amounts["total"]

    assert (amount.yuan, amount.unit_origin) == (5, "全文")


def test_lines_of_both_classifications_are_numbered_in_one_order():
    economic = [
        "一般公共预算基本支出表",
        "单位：万元",
        ruled(("科目编码", "科目名称", "合计"), ("301", "工资福利支出", "5.00")),
    ]

    found = disclosure(TITLE, expenditure("支出总表"), economic).lines

    assert [(line.ordinal, line.classification) for line in found] == [
        (0, Classification.FUNCTION),
        (1, Classification.ECONOMIC),
    ]


def test_the_table_of_three_public_comes_before_the_sentence():
    table = [
        "“三公”经费支出表",
        "单位：万元",
        ruled(("合计", "因公出国（境）费", "公务用车运行费", "公务接待费"), ("3.00", "1.00", "1.00", "1.00")),
    ]
    sentence = ["三、“三公”经费情况", "“三公”经费2万元，其中公务接待费1万元，公务用车运行费1万元。"]

    assert yuan(disclosure(TITLE, expenditure("支出总表"), table, sentence).three_public.total) == 30_000
    assert yuan(disclosure(TITLE, expenditure("支出总表"), sentence).three_public.total) == 20_000


def test_every_page_keeps_its_lines_and_tables_as_text():
    pages = disclosure(TITLE, expenditure("支出总表")).pages

    assert pages[1].lines[:3] == ("支出总表", "单位：万元", "\t".join(HEADS))
    assert (pages[1].number, pages[1].width) == (2, 600.0)


def test_a_text_dump_is_read_like_a_page_with_line_numbers():
    found = extract(
        text_document(
            "山川县水利局2026年部门预算",
            "支出总表",
            "单位：万元",
            "科目编码 科目名称 合计 基本支出 项目支出",
            "合计 5.00 5.00",
            "213 农林水支出 5.00 5.00",
            "一、收支情况说明",
            "与去年持平。",
        ),
        SOURCE,
    )

    (line,) = found.lines
    assert (line.code, line.amounts["basic"].yuan) == ("213", Decimal(50_000))
    assert (line.citations[0].first_line, line.citations[0].last_line) == (6, 6)
    assert [(section.heading, section.text) for section in found.sections] == [("一、收支情况说明", "与去年持平。")]


def test_reading_the_same_document_twice_gives_the_same_records():
    pages = (TITLE, BALANCE, expenditure("支出总表"), ["一、支出情况说明", "支出5万元。"])

    assert disclosure(*pages) == disclosure(*pages)


def test_stage_and_source_are_on_the_record():
    found = disclosure(TITLE, expenditure("支出总表"))

    assert (found.identity.stage, found.source) == (Stage.BUDGET, SOURCE)
