from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers.text import normalise, normalise_text

# Any text, and text dense in what the folding is about.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="政務外網线ＡbＣ１2 \n\t\u3000…“”（）—·⻋e\u0301\u00ad🚗㎡", max_size=60),
)


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("ＶＰＮ　２０２４", "vpn 2024"),
        ("政務外網線路", "政务外网线路"),
        ("“三公”经费", "三公经费"),
        ("「三公」经费", "三公经费"),
        ("财预〔2016〕143号", "财预[2016]143号"),
        ("运行维护\n  费用", "运行维护费用"),
        ("1,771.16 万元", "1,771.16万元"),
        ("Office  365 软件", "office 365软件"),
        (" 两端 ", "两端"),
        ("≥95％", "≥95%"),
        ("公⻋平台", "公车平台"),
        ("⼀般公共预算", "一般公共预算"),
        ("cafe\u0301", "café"),
        ("零\u200b宽\ufeff", "零宽"),
        ("", ""),
        (" \n\u3000", ""),
    ],
)
def test_text_folds_to_the_form_it_is_searched_in(original: str, expected: str) -> None:
    assert normalise(original).text == expected


def test_a_match_across_a_wrapped_line_maps_to_the_original_with_the_break() -> None:
    original = "租用政務\n  外網线路"
    normalised = normalise(original)
    start = normalised.text.index("政务外网")
    first, last = normalised.original_range(start, start + 4)
    assert original[first:last] == "政務\n  外網"


def test_one_character_that_unfolds_to_several_is_covered_whole() -> None:
    assert normalise("等…等").original_range(2, 3) == (1, 2)


def test_a_letter_with_a_separate_accent_is_covered_with_its_accent() -> None:
    assert normalise("ae\u0301b").original_range(1, 2) == (1, 3)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 3)])
def test_a_range_without_characters_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        normalise("政务").original_range(start, end)


@given(TEXTS)
def test_every_character_maps_to_original_text_that_folds_to_it(original: str) -> None:
    normalised = normalise(original)
    assert len(normalised.offsets) == len(normalised.text)
    for character, (start, end) in zip(normalised.text, normalised.offsets, strict=True):
        assert 0 <= start < end <= len(original)
        assert character in normalise_text(f"x{original[start:end]}x")


@given(TEXTS)
def test_offsets_never_go_backwards(original: str) -> None:
    offsets = normalise(original).offsets
    for before, after in pairwise(offsets):
        assert before == after or before[1] <= after[0]


@given(TEXTS)
def test_the_fast_way_gives_the_same_text(original: str) -> None:
    assert normalise_text(original) == normalise(original).text


@given(TEXTS)
@example("İ")
@example("J\u030c")
@example("´a")
@example("ﷺ")
def test_normalising_twice_changes_nothing(original: str) -> None:
    once = normalise_text(original)
    assert normalise_text(once) == once


@given(TEXTS)
def test_normal_form_holds_no_white_space_but_single_spaces_within(original: str) -> None:
    text = normalise_text(original)
    assert text == text.strip()
    assert "  " not in text
    assert all(not c.isspace() or c == " " for c in text)


@given(st.characters(categories=("L", "N", "P", "S", "Z")))
def test_a_folded_character_keeps_its_neighbours_in_place(character: str) -> None:
    normalised = normalise(f"甲{character}乙")
    assert normalised.original_range(0, 1) == (0, 1)
    assert normalised.original_range(len(normalised.text) - 1, len(normalised.text)) == (2, 3)


def test_characters_that_vanish_or_multiply_leave_the_others_in_place() -> None:
    for code in (*range(0x20, 0x3400), *range(0xF900, 0x10000)):
        original = f"甲{chr(code)}乙"
        assert normalise(original).text == normalise_text(original)
        assert normalise(original).offsets[-1] == (2, 3)
