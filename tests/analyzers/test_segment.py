from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.segment import (
    JiebaSegmenter,
    RjiebaSegmenter,
    Segmenter,
    cut_words,
    cutting_version,
    default_segmenter,
    index_word_spans,
    index_words,
    lexicon,
    query_words,
)
from analyzers.text import normalise_text

PIECES = st.one_of(
    st.sampled_from(lexicon()),
    st.sampled_from(
        ("互助县", "运行", "费", "的", "国外", "网络", "部分", "保障", " ", "，", "1.5", "2024年", "𠮷", "ü")
    ),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join).map(normalise_text)


@pytest.fixture(scope="module")
def portable() -> Segmenter:
    return JiebaSegmenter()


def test_parts_of_a_compound_are_found_too() -> None:
    assert {"政务", "外网", "政务外网"} <= set(index_words("政务外网"))


def test_long_parts_of_a_long_compound_are_found_too() -> None:
    assert {"网络安全", "等级保护"} <= set(index_words("网络安全等级保护"))


def test_a_part_is_not_found_across_the_borders_of_words() -> None:
    assert "外网" not in index_words("国外网络")
    assert "分保" not in index_words("部分保障")


@pytest.mark.parametrize(
    ("text", "across", "within"),
    [
        ("确保安全", "保安", {"确保", "安全"}),
        ("人民政府办公室", "民政", {"人民", "政府", "人民政府", "办公室"}),
    ],
)
def test_a_dictionary_word_is_not_read_across_the_words_it_is_made_of(text: str, across: str, within: set[str]) -> None:
    found = index_words(text)
    assert text in found, "one word of the dictionary, or the test says nothing"
    assert across not in found
    assert within <= set(found)


def test_parts_that_overlap_are_all_found_where_each_leaves_whole_words() -> None:
    assert {"政务服务", "服务中心"} <= set(index_words("政务服务中心"))


def test_latin_runs_of_a_mixed_word_are_found_too() -> None:
    assert {"12345", "热线", "12345热线"} <= set(index_words("12345热线"))


def test_a_query_asks_for_compounds_whole_and_not_for_stop_words() -> None:
    assert query_words("互助县的政务外网") == ["互助县", "政务外网"]


def test_a_query_of_stop_words_only_keeps_them() -> None:
    assert query_words("的") == ["的"]


def test_numbers_and_codes_are_one_word() -> None:
    assert index_words("代码63022300024t000000439金额771.16") == ["代码", "63022300024t000000439", "金额", "771.16"]


def test_punctuation_is_no_word() -> None:
    assert index_words("三公,(一)") == ["三公", "一"]


@pytest.mark.parametrize("word", lexicon())
def test_every_lexicon_word_is_one_word(word: str) -> None:
    assert query_words(word) == [word]


@given(TEXTS)
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in index_word_spans(text))


@given(TEXTS)
def test_words_cover_every_letter_and_digit_once(text: str) -> None:
    covered = [position for word in cut_words(text) for position in range(word.start, word.end)]
    assert covered == sorted(set(covered))
    assert all(not text[position].isalnum() for position in set(range(len(text))) - set(covered))


@given(TEXTS)
def test_the_words_of_a_query_are_found_in_the_same_text(text: str) -> None:
    assert set(query_words(text)) <= set(index_words(text))


@given(text=TEXTS)
def test_the_fast_and_the_portable_segmenter_agree(portable: Segmenter, text: str) -> None:
    pytest.importorskip("rjieba")
    fast = default_segmenter()
    assert isinstance(fast, RjiebaSegmenter)
    assert list(index_word_spans(text, fast)) == list(index_word_spans(text, portable))


def test_another_word_of_our_own_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cutting_version()
    lists = {"lexicon.txt": ("外网",), "synonyms.txt": ("政务外网=电子政务外网",)}
    monkeypatch.setattr("analyzers.segment.read_entries", lists.__getitem__)
    few = cutting_version()
    monkeypatch.setattr("analyzers.segment.read_entries", {**lists, "lexicon.txt": ("外网", "专网")}.__getitem__)
    assert len({before, few, cutting_version()}) == 3


def test_a_word_said_to_be_broader_is_cut_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzers.segment.read_entries", {"lexicon.txt": (), "synonyms.txt": ("a=b",)}.__getitem__)
    same = cutting_version()
    monkeypatch.setattr("analyzers.segment.read_entries", {"lexicon.txt": (), "synonyms.txt": ("b > a",)}.__getitem__)
    assert cutting_version() == same
