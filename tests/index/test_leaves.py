from __future__ import annotations

from index.query.leaves import plan
from index.query.tree import Words


def test_unquoted_text_asks_for_its_literal_text_its_words_and_its_other_names() -> None:
    found = plan(Words("政務外網 线路"))
    assert found.literal == "政务外网线路"
    assert found.words == ("政务外网", "线路")
    assert "政务网线路" in [synonym.term for synonym in found.synonyms]


def test_punctuation_alone_has_no_words() -> None:
    assert plan(Words("——")).words == ()
