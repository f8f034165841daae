from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from analyzers.money import parse_amount
from index.records import Amount, AmountState, Citation
from search_app.wording.formats import (
    amount_text,
    amount_words,
    cited_place,
    figure_and_unit,
    marked_parts,
    same_amount,
)


def test_number_and_unit_come_apart() -> None:
    assert figure_and_unit(Decimal("1400000")) == ("140.00", "万元")
    assert figure_and_unit(Decimal("-0.5")) == ("-0.50", "元")


def test_amounts_of_a_column_have_one_unit() -> None:
    column = ["110000000", "817790000", "2910000.02", "2500"]
    assert [amount_text(Decimal(yuan)) for yuan in column] == [
        "11,000.00万元",
        "81,779.00万元",
        "291.000002万元",
        "0.25万元",
    ]


def test_what_is_less_than_a_hundredth_of_wan_is_said_in_yuan() -> None:
    assert [amount_text(Decimal(yuan)) for yuan in ("99.99", "-1", "0")] == ["99.99元", "-1元", "0元"]
    assert amount_text(Decimal(100)) == "0.01万元"


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2))
def test_a_written_amount_loses_nothing(yuan: Decimal) -> None:
    assert parse_amount(amount_text(yuan), "元") == yuan


def test_full_yuan_goes_to_the_fen() -> None:
    assert same_amount(Decimal("1400000")) == "折合 1,400,000.00元"


def test_very_large_amounts_are_said_in_yi_as_well() -> None:
    assert same_amount(Decimal("101152800")) == "折合 101,152,800.00元，约 1.01亿元"


def test_zero_blank_missing_and_unreadable_are_four_different_things() -> None:
    zero = Amount(Decimal(0), "0.00", "万元", "表头")
    blank = Amount(None, "", "万元", "表头", AmountState.BLANK)
    unreadable = Amount(None, "详见附件", "万元", "表头", AmountState.UNREADABLE)
    assert [amount_words(amount) for amount in (zero, blank, None, unreadable)] == [
        None,
        "空白",
        "未列出",
        "无法辨认：详见附件",
    ]


def test_a_citation_says_page_or_lines() -> None:
    assert cited_place(Citation(3)) == "第 3 页"
    assert cited_place(Citation(1, first_line=7, last_line=7)) == "第 7 行"
    assert cited_place(Citation(1, first_line=7, last_line=9)) == "第 7–9 行"


def test_marked_parts_cut_at_the_ranges() -> None:
    assert list(marked_parts("政务外网运维", [(0, 2), (4, 6)])) == [("政务", True), ("外网", False), ("运维", True)]


@given(
    st.text(alphabet="政务外网139a", max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_marked_parts_add_up_to_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    parts = list(marked_parts(text, sorted(ranges)))
    assert len("".join(part for part, _ in parts)) == len(text)
    assert all(part for part, _ in parts)
