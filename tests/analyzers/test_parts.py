"""Words in their parts, words that say little, and pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.parts import compound_parts, is_weak, query_parts
from analyzers.pinyin import is_pinyin, pinyin, terms_typed
from analyzers.synonyms import broader, concept, names_of, related_concepts


@pytest.mark.parametrize(
    ("word", "parts"),
    [("互联网出口", ("互联网", "出口")), ("12345热线", ("12345", "热线")), ("外网", ("外网",)), ("vpn", ("vpn",))],
)
def test_a_compound_is_cut_into_dictionary_words(word: str, parts: tuple[str, ...]) -> None:
    assert compound_parts(word) == parts


@given(st.text("政务外网互联出口公用车费运维护", max_size=12))
def test_parts_stand_in_the_word_in_order(word: str) -> None:
    position = 0
    for part in compound_parts(word):
        position = word.index(part, position) + len(part)


def test_words_that_say_little_are_no_part_of_a_query() -> None:
    (tools, money) = query_parts("互联网出口经费")
    assert (tools.parts, tools.weak) == (("互联网", "出口"), False)
    assert (money.parts, money.weak) == ((), True)


@pytest.mark.parametrize(("word", "weak"), [("经费", True), ("费", True), ("政务外网", False), ("信访", False)])
def test_weak_words(word: str, weak: bool) -> None:
    assert is_weak(word) is weak


@pytest.mark.parametrize(
    ("text", "initials", "full"),
    [
        ("政务外网", "zwww", "zhengwuwaiwang"),
        ("重庆", "cq", "chongqing"),
        ("12345热线", "12345rx", "12345rexian"),
        ("ipv6改造", "ipv6gz", "ipv6gaizao"),
        ("", "", ""),
    ],
)
def test_pinyin_of_a_text(text: str, initials: str, full: str) -> None:
    assert pinyin(text) == (initials, full)


def test_terms_are_found_by_initials_and_in_full() -> None:
    assert "政务外网" in terms_typed("zwww")
    assert "劳务派遣" in terms_typed("LWPQ")
    assert terms_typed("zhengwuwaiwang") == ("政务外网",)


@pytest.mark.parametrize("typed", ["", "z", "zw1", "政务", "z w", "a" * 41])
def test_what_cannot_be_pinyin_stands_for_no_term(typed: str) -> None:
    assert not is_pinyin(typed)
    assert terms_typed(typed) == ()


def test_names_of_one_thing_are_one_concept() -> None:
    assert concept("临时工") == concept("编外人员") == concept("劳务派遣")
    assert {"临时工", "编外人员", "劳务派遣"} <= set(names_of(concept("临时工")))
    assert concept("量子") == "量子"
    assert names_of("量子") == ("量子",)


def test_narrower_and_broader_concepts_are_related_both_ways() -> None:
    assert concept("光纤") in related_concepts(concept("政务外网"))
    assert concept("政务外网") in related_concepts(concept("光纤"))
    assert "政务外网" in broader("互联网出口")
    assert broader("量子") == ()
