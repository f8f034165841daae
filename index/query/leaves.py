"""What unquoted text asks for: its literal text, or all its words, or another name for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from analyzers.segment import query_words
from analyzers.synonyms import Expansion, expansions
from analyzers.text import normalise_text
from index.query.tree import Words


@dataclass(frozen=True, slots=True)
class WordsPlan:
    """Three ways for a record to match a ``Words`` leaf; any one is enough, the first ranks above the others.

    ``literal`` is the normalised text, to be found as a substring. ``words`` must
    all be found in the word stream; none (punctuation only) never match. A
    synonym is found by all ``query_words`` of its term in the word stream, not as
    a substring: 外网 must not be found in 国外网站.
    """

    literal: str
    words: tuple[str, ...]
    synonyms: tuple[Expansion, ...]

    @property
    def is_one_word(self) -> bool:
        """Whether the text is a word itself: a record that is found by the word then holds the text too."""
        return self.words == (self.literal,)


@lru_cache(maxsize=1_024)
def plan(words: Words) -> WordsPlan:
    """Work out what one leaf of unquoted text must match; remembered, as every hit of a page asks again.

    >>> plan(Words("三公")).words
    ('三公',)
    """
    literal = normalise_text(words.text)
    return WordsPlan(literal, tuple(query_words(literal)), expansions(literal))


@lru_cache(maxsize=16_384)
def term_words(term: str) -> tuple[str, ...]:
    """The words by which another name is found; remembered like plans.

    >>> term_words("政务外网费用")
    ('政务外网', '费用')
    """
    return tuple(query_words(term))
