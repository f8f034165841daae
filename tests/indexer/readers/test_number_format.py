from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.office.number_format import is_date_format, shown_date, shown_number, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.1 + 0.2, "General", "0.3"),
        (869.6461, "General", "869.6461"),
        (20805, "General", "20805"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (12.345, ACCOUNTING, "12.35"),
        (-5.5, ACCOUNTING, "-5.50"),
        (0, ACCOUNTING, "-"),
        (-1234.5, "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        (-3, "0.00", "-3.00"),
        (-0.001, "0.00", "0.00"),
        (0.1234, "0.00%", "12.34%"),
        (5, "00000", "00005"),
        (1.5, "#.##", "1.5"),
        (1234567, "0.00,", "1234.57"),
        (12345678, '0!.0000"万元"', "1234.5678万元"),
        (100, '0.00"万元"', "100.00万元"),
        (3, "[$¥-804]#,##0.00", "¥3.00"),
        (1e20, "General", "100000000000000000000"),
        (1.25, "0.00E+00", "1.25E+00"),
        (5, "[>=3]0.0;0.00", "5.0"),
        (1, "[>=3]0.0;0.00", "1.00"),
        (0.5, "# ?/?", "0.5"),
        (7, "@", "7"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


@pytest.mark.parametrize("code", ["#,##0.00;-#,##0.00;", '0.00;-0.00;""', ";;;", '[=0]"";General', "#,##0.00;;"])
def test_a_format_may_hide_zero(code: str) -> None:
    assert shown_number(0, code) == ""


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["0.00", "#,##0.00", ACCOUNTING.replace('"-"??', "0.00")]))
def test_an_amount_in_fen_is_shown_exactly(amount: Decimal, code: str) -> None:
    assert Decimal(shown_number(float(amount), code).replace(",", "")) == amount


@given(st.decimals(0, 10**7, places=4))
def test_what_is_rounded_is_rounded_half_up_in_decimal(amount: Decimal) -> None:
    assert Decimal(shown_number(float(amount), "0.00")) == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.floats(-1e12, 1e12), st.text(st.sampled_from('#0?,.%;"-_*\\![]E+@ 元'), max_size=12))
def test_any_format_shows_something_or_nothing(value: float, code: str) -> None:
    assert shown_number(value, code) == shown_number(value, code).strip()


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日";@', "2026年3月2日"),
        ("yyyy-mm-dd hh:mm:ss", "2026-03-02 09:05:00"),
        ("yyyy\\-mm", "2026-03"),
        ('[$-804]yyyy"年"m"月";@', "2026年3月"),
        ("[$-804]aaaa", "星期一"),
    ],
)
def test_a_date_is_shown_as_its_format_says(code: str, shown: str) -> None:
    assert shown_date(datetime(2026, 3, 2, 9, 5), code) == shown


def test_a_date_under_a_number_format_is_shown_in_full() -> None:
    assert shown_date(date(2026, 3, 2), "General") == "2026-03-02"


@pytest.mark.parametrize(
    ("code", "answer"), [('0.00"day"', False), ("[Red]0", False), ("General", False), ("h:mm", True)]
)
def test_formats_of_dates_are_told_from_formats_of_numbers(code: str, answer: bool) -> None:
    assert is_date_format(code) is answer


@pytest.mark.parametrize(("code", "shown"), [("General", "甲"), ("0;0;0;@", "甲"), ("0;0;0;", ""), ('@"科"', "甲科")])
def test_a_text_is_shown_as_its_format_says(code: str, shown: str) -> None:
    assert shown_text("甲", code) == shown
