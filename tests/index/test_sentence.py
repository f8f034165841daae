from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal

import pytest

from index.sentence import Money, Sentence, listed


def test_a_sentence_is_its_text_and_remembers_how_it_was_made() -> None:
    filled = Sentence("最多 %(most)s 个字符", most=512)
    assert filled == "最多 512 个字符"
    assert (filled.pattern, filled.values) == ("最多 %(most)s 个字符", {"most": 512})
    assert json.dumps(filled, ensure_ascii=False) == '"最多 512 个字符"'


def test_percent_signs_of_values_and_of_plain_sentences_are_text() -> None:
    assert Sentence("100%") == "100%"
    assert Sentence("%(share)s 的", share="50%(x)s") == "50%(x)s 的"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_sentences_and_amounts_can_be_copied(again: type) -> None:
    inner = Sentence("共 %(number)s 项，%(share)s", number=3, share="5%")
    for text in (inner, Sentence("“%(inner)s”", inner=inner), Sentence("100%"), Money(Decimal(25_000))):
        copied = again(text)
        assert copied == text
        assert type(copied) is type(text)
    assert again(inner).pattern == inner.pattern
    assert again(Money(Decimal(25_000))).yuan == 25_000


def test_an_amount_is_its_words_and_remembers_its_yuan() -> None:
    assert Money(Decimal(25_000)) == "2.50万元"
    assert Money(Decimal(25_000)).yuan == Decimal(25_000)


def test_one_alone_is_not_listed() -> None:
    assert listed(["甲"], Sentence("、")) == "甲"
    assert listed(["甲", "乙", "丙"], Sentence(" 或 ")) == "甲 或 乙 或 丙"
