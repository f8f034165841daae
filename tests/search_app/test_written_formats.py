from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from index.records import Amount, AmountState, Citation
from search_app.wording.formats import amount_words, cited_place, figure_and_unit, marked_parts, same_amount


def test_number_and_unit_come_apart() -> None:
    assert figure_and_unit(Decimal("1400000")) == ("140.00", "万元")
    assert figure_and_unit(Decimal("-0.5")) == ("-0.50", "元")


def test_full_yuan_goes_to_the_fen() -> None:
    assert same_amount(Decimal("1400000")) == "折合 1,400,000.00元"


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
