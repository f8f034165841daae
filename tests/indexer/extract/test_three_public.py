"""“三公”经费 in tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import statement
from written_tables import ABOVE, LEFT, ruled

from index.records import AmountState
from indexer.extract.amounts import Unit
from indexer.extract.three_public import addends, part_of, read_three_public

UNIT = Unit("万元", "表头")
TITLE = "“三公”经费支出表"
CARS = "公务用车购置及运行费"
HEADS = (
    ("合计", "因公出国（境）费", CARS, LEFT, LEFT, "公务接待费"),
    (ABOVE, ABOVE, "小计", "公务用车购置费", "公务用车运行费", ABOVE),
)


def read(*blocks, title=TITLE):
    found = read_three_public(statement(title, "单位：万元", *blocks), UNIT)
    return {part: amount.yuan for part, amount in found.amounts.items()} if found else None


def wan(**parts):
    return {part: Decimal(value) * 10_000 for part, value in parts.items()}


ALL = wan(total=9, abroad=1, vehicles=6, vehicle_purchase=2, vehicle_operation=4, reception=2)


def test_one_part_a_column():
    assert read(ruled(*HEADS, ("9.00", "1.00", "6.00", "2.00", "4.00", "2.00"))) == ALL


def test_one_part_a_row():
    rows = [
        ("合计", "9.00"),
        ("1.因公出国（境）费用", "1.00"),
        ("2.公务接待费", "2.00"),
        ("3.公务用车购置及运行费", "6.00"),
        ("其中：（1）公务用车运行维护费", "4.00"),
        ("（2）公务用车购置费", "2.00"),
    ]

    assert read(ruled(("项目", "预算数"), *rows)) == ALL


def test_of_two_years_the_later_counts():
    heads = (("2025年预算数", *[LEFT] * 5, "2026年预算数", *[LEFT] * 5),)
    years = tuple(tuple(row * 2) for row in HEADS)

    row = ("8.00", "1.00", "5.00", "1.00", "4.00", "2.00", "9.00", "1.00", "6.00", "2.00", "4.00", "2.00")

    assert read(ruled(*heads, *years, row)) == ALL


def test_final_accounts_count_the_outturn_not_the_plan():
    heads = (("预算数", *[LEFT] * 5, "决算数", *[LEFT] * 5),)
    stages = tuple(tuple(row * 2) for row in HEADS)

    row = ("8.00", "1.00", "5.00", "1.00", "4.00", "2.00", "9.00", "1.00", "6.00", "2.00", "4.00", "2.00")

    assert read(ruled(*heads, *stages, row), title="“三公”经费支出决算表") == ALL


def test_an_outturn_that_is_blank_is_not_the_plan():
    heads = (("预算数", *[LEFT] * 5, "决算数", *[LEFT] * 5),)
    stages = tuple(tuple(row * 2) for row in HEADS)

    found = read(ruled(*heads, *stages, ("8.00", *[""] * 11)), title="“三公”经费支出决算表")

    assert set(found.values()) == {None}


def test_the_total_row_speaks_for_rows_of_units():
    heads = tuple(("单位名称" if row == 0 else ABOVE, *cells) for row, cells in enumerate(HEADS))
    rows = [("山川县财政局", "4", "1", "3", "2", "1", "0"), ("合计", "9", "1", "6", "2", "4", "2")]

    assert read(ruled(*heads, *rows)) == ALL


def test_a_total_that_covers_more_than_three_public_is_not_taken():
    heads = tuple(
        ("合计" if row == 0 else ABOVE, "小计" if row == 0 else ABOVE, *cells[1:], "会议费" if row == 0 else ABOVE)
        for row, cells in enumerate(HEADS)
    )

    found = read(ruled(*heads, ("12.00", "9.00", "1.00", "6.00", "2.00", "4.00", "2.00", "3.00")))

    assert found["total"] == Decimal(90_000)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("9.00 1.00 6.00 2.00 4.00 2.00", ALL),
        ("4.00 4.00 4.00", wan(total=4, vehicles=4, vehicle_operation=4)),
        ("6.00 4.00 4.00 2.00", wan(total=6, vehicles=4, vehicle_operation=4, reception=2)),
    ],
)
def test_figures_under_vanished_columns_are_placed_by_their_sums(line, expected):
    blank = dict.fromkeys(ALL)

    found = read("合计 因公出国（境）费 公务用车购置及运行费 小计 公务用车购置费 公务用车运行费 公务接待费", line)

    assert found == {**blank, **expected}


def test_loose_rows_with_labels_are_read_by_their_labels():
    lines = [
        "项目 预算数",
        "合计 9.00",
        "因公出国（境）费 1.00",
        "公务接待费 2.00",
        "公务用车购置费 2.00",
        "公务用车运行维护费 4.00",
    ]

    assert read(*lines) == {part: amount for part, amount in ALL.items() if part != "vehicles"}


def test_a_table_about_something_else_says_nothing():
    assert read(ruled(("会议费", "培训费"), ("1.00", "2.00"))) is None


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("因公出国（境）费", "abroad"),
        ("公务用车购置费", "vehicle_purchase"),
        ("公务用车运行维护费", "vehicle_operation"),
        ("公务用车购置及运行维护费", "vehicles"),
        ("国内公务接待费", "reception"),
        ("“三公”经费合计", "total"),
        ("培训费", "ignored"),
        ("上年预算", "ignored"),
        ("备用", None),
    ],
)
def test_labels_name_a_part(label, part):
    assert part_of(label) == part


def test_cars_as_a_whole_count_only_where_their_halves_are_missing():
    assert addends(["total", "abroad", "vehicles", "reception"]) == ("abroad", "reception", "vehicles")
    assert addends(ALL) == ("abroad", "vehicle_purchase", "vehicle_operation", "reception")


def test_a_blank_part_is_blank_and_a_printed_zero_is_zero():
    found = read_three_public(statement(TITLE, "单位：万元", ruled(*HEADS, ("2.00", "", "0", "0", "0", "2.00"))), UNIT)

    assert found.amounts["abroad"].state is AmountState.BLANK
    assert found.amounts["vehicle_purchase"].yuan == 0
