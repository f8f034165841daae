from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analyzers.grams import gram_phrase, gram_stream
from analyzers.text import normalise_text

# Few letters, so that substrings repeat and near-misses are common.
TEXTS = st.text(alphabet="政务外网a b1🚗", max_size=30).map(normalise_text)


def finds(stream: str, phrase: tuple[tuple[int, str], ...]) -> bool:
    """A phrase query by hand: the terms of the stream stand at the positions the phrase asks for."""
    terms = stream.split()
    return any(
        all(start + position < len(terms) and terms[start + position] == term for position, term in phrase)
        for start in range(len(terms))
    )


def test_characters_and_pairs_alternate() -> None:
    assert gram_stream("政务外网") == "政 政务 务 务外 外 外网 网"


def test_a_space_between_words_is_a_visible_sign() -> None:
    assert gram_stream("a b").split() == ["a", "a␣", "␣", "␣b", "b"]


def test_every_second_pair_and_the_last_make_the_phrase() -> None:
    assert gram_phrase("政务外网线") == ((0, "政务"), (4, "外网"), (6, "网线"))


def test_one_character_is_one_term_and_nothing_is_none() -> None:
    assert gram_phrase("政") == ((0, "政"),)
    assert gram_phrase("") == ()
    assert gram_stream("") == ""


@given(st.data())
def test_a_phrase_finds_every_substring(data: st.DataObject) -> None:
    text = data.draw(TEXTS.filter(bool))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert finds(gram_stream(text), gram_phrase(text[start:end]))


@given(TEXTS, TEXTS.filter(bool))
def test_a_phrase_finds_a_text_exactly_when_it_is_a_substring(text: str, wanted: str) -> None:
    assert finds(gram_stream(text), gram_phrase(wanted)) == (wanted in text)
