"""Cells as amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import AmountState
from indexer.extract.amounts import Unit, add_up, last_digit, read_amount, yuan

WAN = Unit("万元", "表头")


@pytest.mark.parametrize(
    ("raw", "amount", "state"),
    [
        ("1,234.56", Decimal("12345600"), AmountState.PRINTED),
        ("0.00", Decimal(0), AmountState.PRINTED),
        ("", None, AmountState.BLANK),
        ("—", None, AmountState.BLANK),
        ("详见附表", None, AmountState.UNREADABLE),
    ],
)
def test_a_cell_is_printed_blank_or_unreadable(raw, amount, state):
    read = read_amount(raw, WAN)

    assert (read.yuan, read.state, read.raw, read.unit_origin) == (amount, state, raw, "表头")


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=2, max_size=8))
def test_a_sum_is_exact_and_shows_its_addends(figures):
    total = add_up([read_amount(str(figure), WAN) for figure in figures])

    assert total.yuan == sum(figures) * 10_000
    assert total.raw.split(" + ") == [str(figure) for figure in figures]


def test_blank_addends_leave_the_one_that_is_printed():
    printed = read_amount("3.00", WAN)

    assert add_up([read_amount("", WAN), printed]) == printed
    assert add_up([read_amount("", WAN)] * 2).state is AmountState.BLANK


def test_rounding_is_a_hundredth_of_the_unit():
    assert (Unit("万元", "").rounding, Unit("元", "").rounding) == (Decimal(100), Decimal("0.01"))


def test_an_amount_that_is_missing_has_no_yuan():
    assert yuan(None) is None


@pytest.mark.parametrize(("raw", "worth"), [("10,806", 10_000), ("3.06", 100), ("3.0612", 1)])
def test_the_last_printed_digit_is_worth_its_place(raw, worth):
    assert last_digit(read_amount(raw, WAN)) == worth
