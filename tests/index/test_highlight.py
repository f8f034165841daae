from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.segment import find_words, index_word_spans
from analyzers.text import normalise, normalise_text
from index.highlight import Snippet, highlight
from index.query.tree import Exact, Words

PIECES = st.sampled_from(
    (
        "政务外网",
        "政務外網",
        "电子",
        "光纤",
        "线路",
        "国外",
        "网络",
        "，",
        "。",
        "\n",
        "  ",
        "ＶＰＮ",
        "vpn",
        "…",
        "e\u0301",
        "（",
        "费",
    )
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def marked(snippets: tuple[Snippet, ...]) -> list[str]:
    return [snippet.text[start:end] for snippet in snippets for start, end in snippet.ranges]


def test_exact_text_is_marked_as_it_is_printed() -> None:
    assert marked(highlight("租用電子政務\n  外網线路", [Exact("政务外网")])) == ["政務\n  外網"]


def test_marks_that_touch_are_one() -> None:
    assert marked(highlight("政务外网线路费", [Exact("政务外网"), Exact("线路")])) == ["政务外网线路"]


def test_words_apart_are_marked_each() -> None:
    assert marked(highlight("租用线路，接入政务外网", [Words("政务外网线路")])) == ["线路", "政务外网"]


def test_other_names_are_marked_too_but_not_across_words() -> None:
    assert marked(highlight("国外网络，租用光纤", [Words("政务外网")])) == ["光纤"]


def test_single_characters_are_not_marked_beside_words() -> None:
    assert marked(highlight("公车的费用和清洗", [Words("公车清洗费")])) == ["公车", "清洗"]


def test_a_snippet_with_the_literal_text_comes_first() -> None:
    original = "光纤租用费。" + "其他工作。" * 40 + "政务外网维护。"
    snippets = highlight(original, [Words("政务外网")], window=30)
    assert [marked((snippet,))[0] for snippet in snippets] == ["政务外网", "光纤"]


def test_a_snippet_starts_at_its_sentence() -> None:
    original = "其他工作。" * 40 + "租用政务外网线路。" + "其他工作。" * 40
    (snippet,) = highlight(original, [Exact("政务外网")], window=60)
    assert snippet.text.startswith("租用政务外网")


def test_text_without_a_match_has_no_snippet() -> None:
    assert highlight("其他工作", [Exact("政务外网")]) == ()
    assert highlight("", [Words("政务外网")]) == ()
    assert highlight("其他工作", []) == ()


def test_a_match_longer_than_the_window_is_cut() -> None:
    (snippet,) = highlight("政" * 50, [Exact("政" * 40)], window=10)
    assert snippet.text == "政" * 10
    assert snippet.ranges == ((0, 10),)


@given(TEXTS, st.sampled_from(("政务外网", "外网", "vpn", "网", "...", "(", "é", "光纤线路")))
def test_exactly_the_characters_that_normalise_to_the_match_are_marked(original: str, wanted: str) -> None:
    snippets = highlight(original, [Exact(wanted)], window=len(original) + 1, limit=1)
    normalised = normalise(original)
    expected = set()
    for start in range(len(normalised.text)):
        if normalised.text.startswith(wanted, start):
            expected |= set(range(*normalised.original_range(start, start + len(wanted))))
    found = {snippet.start + at for snippet in snippets for start, end in snippet.ranges for at in range(start, end)}
    # Between two marks that touch in normal form only white space is marked as well.
    assert expected <= found
    assert all(not normalise_text(original[at]) for at in found - expected)


@given(TEXTS, st.integers(5, 40), st.integers(1, 3))
def test_snippets_are_cuts_of_the_original_apart_and_within_their_limits(
    original: str, window: int, limit: int
) -> None:
    snippets = highlight(original, [Words("政务外网"), Exact("费")], window=window, limit=limit)
    assert len(snippets) <= limit
    covered: set[int] = set()
    for snippet in snippets:
        end = snippet.start + len(snippet.text)
        assert original[snippet.start : end] == snippet.text
        assert 0 < len(snippet.text) <= window
        assert snippet.ranges
        assert all(0 <= first < last <= len(snippet.text) for first, last in snippet.ranges)
        assert not covered & set(range(snippet.start, end))
        covered |= set(range(snippet.start, end))


@given(TEXTS.map(normalise_text), st.sets(st.sampled_from(("外网", "政务", "网络", "vpn", "费", "国")), max_size=3))
def test_finding_words_is_the_same_as_cutting_the_whole_text(text: str, wanted: set[str]) -> None:
    assert list(find_words(text, wanted)) == [word for word in index_word_spans(text) if word.text in wanted]


@pytest.mark.parametrize("window", [20, 120])
def test_ranges_are_in_order_and_do_not_touch(window: int) -> None:
    for snippet in highlight("政务外网、光纤、政务外网线路，" * 10, [Words("政务外网")], window=window):
        flat = [position for span in snippet.ranges for position in span]
        assert flat == sorted(set(flat))
