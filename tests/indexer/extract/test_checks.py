"""Comparisons of a disclosure with itself: silent on sound ones, loud on each fault."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_documents import disclosure
from written_tables import LEFT, ruled

from index.records import Citation, Classification
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.checks import SubjectTotals, basic_check, compare

WAN = Unit("万元", "表头")
HERE = [Citation(1)]

#: One budget in figures; every test changes one of them.
SOUND = {
    "balance_income": "30.00",
    "balance": "30.00",
    "total": "30.00",
    "total_basic": "20.00",
    "total_project": "10.00",
    "class": "30.00",
    "section": "30.00",
    "item_basic": "20.00",
    "item_project": "10.00",
    "economic_total": "20.00",
    "wages": "18.00",
    "salary": "18.00",
    "goods": "2.00",
    "three_public": "3.00",
    "abroad": "1.00",
    "cars_bought": "0.00",
    "cars_run": "1.00",
    "reception": "1.00",
    "three_public_said": "3.00",
    "income_said": "30",
    "expenditure_said": "30",
    "procurement": "5.00",
    "procured_goods": "5.00",
}


def budget(**changes: str):
    f = {**SOUND, **changes}
    return disclosure(
        ["山川县水利局2026年部门预算"],
        [
            "收支总表",
            "单位：万元",
            ruled(
                ("收入", LEFT, "支出", LEFT),
                ("项目", "预算数", "项目", "预算数"),
                ("收入总计", f["balance_income"], "支出总计", f["balance"]),
            ),
        ],
        [
            "支出总表",
            "单位：万元",
            ruled(
                ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
                ("合计", LEFT, f["total"], f["total_basic"], f["total_project"]),
                ("213", "农林水支出", f["class"], f["item_basic"], f["item_project"]),
                ("21303", "水利", f["section"], f["item_basic"], f["item_project"]),
                ("2130301", "行政运行", f["item_basic"], f["item_basic"], ""),
                ("2130305", "水利工程建设", f["item_project"], "", f["item_project"]),
            ),
        ],
        [
            "一般公共预算支出表",
            "单位：万元",
            ruled(
                ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
                ("合计", LEFT, "30.00", "20.00", "10.00"),
                ("2130301", "行政运行", "20.00", "20.00", ""),
            ),
        ],
        [
            "一般公共预算基本支出表",
            "单位：万元",
            ruled(
                ("科目编码", "科目名称", "合计"),
                ("合计", LEFT, f["economic_total"]),
                ("301", "工资福利支出", f["wages"]),
                ("30101", "基本工资", f["salary"]),
                ("302", "商品和服务支出", f["goods"]),
            ),
        ],
        [
            "“三公”经费支出表",
            "单位：万元",
            ruled(
                ("合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"),
                (f["three_public"], f["abroad"], f["cars_bought"], f["cars_run"], f["reception"]),
            ),
        ],
        [
            "二、收支情况说明",
            f"收入预算{f['income_said']}万元，支出预算{f['expenditure_said']}万元。",
            "三、“三公”经费情况",
            f"“三公”经费预算{f['three_public_said']}万元，其中因公出国（境）费1万元，公务用车运行费1万元，公务接待费1万元。",
            "四、政府采购情况",
            f"政府采购预算总额{f['procurement']}万元，其中：货物预算{f['procured_goods']}万元、服务预算0万元。",
        ],
    )


def broken(**changes: str) -> set[str]:
    return {check.id for check in budget(**changes).checks if check.holds is False}


def test_a_sound_budget_has_no_finding():
    checks = budget().checks

    assert [check for check in checks if check.holds is not True] == []
    assert {check.id for check in checks} >= {
        "balance.income_expenditure",
        "balance.expenditure_table",
        "narrative.income",
        "narrative.expenditure",
        "function.total.total",
        "function.total.parts",
        "function.213.total",
        "function.21303.basic",
        "economic.total.total",
        "economic.301.total",
        "basic.function_economic",
        "three_public.parts",
        "narrative.three_public",
        "procurement.parts",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"balance_income": "31.00", "income_said": "31"}, {"balance.income_expenditure"}),
        (
            {"balance": "29.00", "balance_income": "29.00", "income_said": "29", "expenditure_said": "29"},
            {"balance.expenditure_table"},
        ),
        ({"income_said": "32"}, {"narrative.income"}),
        ({"expenditure_said": "0.3"}, {"narrative.expenditure"}),
        ({"total_project": "9.00"}, {"function.total.parts", "function.total.project"}),
        ({"class": "32.00"}, {"function.total.total", "function.213.total"}),
        ({"section": "29.00"}, {"function.213.total", "function.21303.total"}),
        ({"salary": "17.00"}, {"economic.301.total"}),
        ({"goods": "3.00"}, {"economic.total.total"}),
        ({"economic_total": "21.00"}, {"economic.total.total", "basic.function_economic"}),
        ({"reception": "2.00"}, {"three_public.parts", "narrative.reception"}),
        ({"three_public_said": "4.00"}, {"narrative.three_public"}),
        ({"procured_goods": "4.00"}, {"procurement.parts"}),
    ],
)
def test_each_fault_is_found_where_it_stands(changes, expected):
    assert broken(**changes) == expected


def test_a_finding_shows_both_sides_and_the_pages():
    (check,) = [check for check in budget(salary="17.00").checks if check.holds is False]

    assert (check.left, check.right, check.difference) == (Decimal(180_000), Decimal(170_000), Decimal(10_000))
    assert {place.page for place in check.citations} == {5}
    assert "工资福利支出" in check.formula


@given(st.lists(st.decimals(0, 10**6, places=4), min_size=1, max_size=20))
def test_rounding_alone_is_no_finding(exact):
    printed = [read_amount(str(round(value, 2)), WAN) for value in exact]
    total = read_amount(str(round(sum(exact), 2)), WAN)

    assert compare("id", "formula", total, printed, HERE).holds


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=8), st.booleans())
def test_more_than_rounding_is_a_finding(addends, more):
    off = Decimal("0.01") * (len(addends) + 1) + Decimal("0.01")
    total = sum(addends) + (off if more else -off)

    check = compare("id", "f", read_amount(str(total), WAN), [read_amount(str(a), WAN) for a in addends], HERE)

    assert check.holds is False


def test_what_is_not_printed_cannot_be_compared():
    blank = read_amount("", WAN)

    assert compare("id", "f", blank, [read_amount("1", WAN)], HERE).holds is None
    assert compare("id", "f", read_amount("1", WAN), [blank, None], HERE).holds is None
    assert compare("id", "f", None, [], HERE).holds is None


@pytest.mark.parametrize(("said", "holds"), [("3", True), ("3.1", False), ("2.96", True), ("4.2", False)])
def test_a_sentence_may_round_to_the_digits_it_prints(said, holds):
    checks = budget(three_public="2.96", reception="0.96", three_public_said=said).checks

    assert [check.holds for check in checks if check.id == "narrative.three_public"] == [holds]


def test_a_statement_may_leave_out_what_is_carried_over():
    found = disclosure(
        ["山川县水利局2025年部门决算"],
        [
            "收入支出决算总表",
            "单位：万元",
            ruled(
                ("收入", LEFT, "支出", LEFT),
                ("项目", "决算数", "项目", "决算数"),
                ("本年收入合计", "9.00", "本年支出合计", "8.00"),
                ("总计", "10.00", "总计", "10.00"),
            ),
        ],
        [
            "支出决算表",
            "单位：万元",
            ruled(("科目编码", "科目名称", "合计"), ("合计", LEFT, "8.00"), ("213", "农林水支出", "8.00")),
        ],
    )

    assert {check.id for check in found.checks if check.holds} >= {"balance.expenditure_table", "function.total.total"}


def basic(number: str) -> SubjectTotals:
    return SubjectTotals(Classification.FUNCTION, {"basic": read_amount(number, WAN)}, Citation(2))


def economic(number: str) -> SubjectTotals:
    return SubjectTotals(Classification.ECONOMIC, {"total": read_amount(number, WAN)}, Citation(3))


@pytest.mark.parametrize(
    ("shown", "holds", "left"), [("20.00", True, 200_000), ("25.00", True, 250_000), ("22.00", False, 200_000)]
)
def test_basic_expenditure_is_that_of_the_general_budget_or_of_all_funds(shown: str, holds: bool, left: int):
    (check,) = basic_check(basic("20.00"), basic("25.00"), economic(shown))

    assert (check.holds, check.left) == (holds, left)


def test_basic_expenditure_without_a_counterpart_is_not_compared():
    assert list(basic_check(None, None, economic("20.00"))) == []
    assert list(basic_check(basic("20.00"), None, None)) == []


def test_a_check_names_the_table_that_stands_for_the_expenditure():
    heads = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    rows = (("201", "一般公共服务支出", "30.00", "20.00", "10.00"), ("", "合计", "30.00", "20.00", "10.00"))
    titles = ("支出总表", "一般公共预算支出表")

    formulas = [
        check.formula
        for title in titles
        for check in disclosure(["山川县水利局2026年部门预算"], [title, "单位：万元", ruled(heads, *rows)]).checks
        if check.id == "function.total.total"
    ]

    assert formulas == [f"{title} 合计（合计）= Σ类" for title in titles]
