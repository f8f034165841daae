"""What a query could do without: long words in their parts, and the parts that say least."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from analyzers.segment import default_segmenter, query_words
from analyzers.text import normalise_text
from analyzers.word_lists import read_entries

#: Shorter words are not taken apart: 外网 is not 外 and 网.
_SHORTEST_COMPOUND = 4
_SHORTEST_PART = 2


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query and the telling words it is made of; none where it says little itself (``weak``)."""

    text: str
    parts: tuple[str, ...]
    weak: bool


@lru_cache(maxsize=1_024)
def query_parts(text: str) -> tuple[QueryWord, ...]:
    """The words of a text, each with its telling parts; a word without any is its own only part.

    >>> [word.parts for word in query_parts("互联网出口费用")]
    [('互联网', '出口'), ()]
    """
    return tuple(_query_word(word) for word in query_words(normalise_text(text)))


def is_weak(word: str) -> bool:
    """Whether a word says little about what a project is for; single characters and mere numbers do not either."""
    return word in _weak_words() or len(word) < _SHORTEST_PART


def _query_word(word: str) -> QueryWord:
    if is_weak(word):
        return QueryWord(word, (), weak=True)
    return QueryWord(word, tuple(part for part in compound_parts(word) if not is_weak(part)) or (word,), weak=False)


@lru_cache(maxsize=16_384)
def compound_parts(word: str) -> tuple[str, ...]:
    """The dictionary words a compound is made of: as much of it as can be covered, by as few as possible.

    Characters between them are left out; a word that is no compound is its own only part.

    >>> compound_parts("公务用车运行维护费")
    ('公务用车', '运行', '维护费')
    """
    if len(word) < _SHORTEST_COMPOUND or word.isascii():
        return (word,)
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]  # characters left out, number of parts, parts
    for end in range(1, len(word) + 1):
        left_out, count, parts = best[end - 1]
        choices = [(left_out + 1, count, parts)]
        for start in range(max(0, end - len(word) + 1), end - _SHORTEST_PART + 1):
            if default_segmenter().knows(part := word[start:end]):
                left_out, count, parts = best[start]
                choices.append((left_out, count + 1, (*parts, part)))
        best.append(min(choices))
    return best[-1][2] or (word,)


@cache
def _weak_words() -> frozenset[str]:
    return frozenset(read_entries("weakwords.txt"))
