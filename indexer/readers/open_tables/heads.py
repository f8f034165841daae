"""The words above the columns of a table: heads of single columns, and heads of groups of columns above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.readers.open_tables.words import Word, WordLine, around, goes_on, share_a_column
from indexer.readers.printed import Edge


@dataclass(frozen=True, slots=True)
class HeadWord:
    """One head, be it over several lines; ``innermost`` when no other head stands below it."""

    word: Word
    innermost: bool


def head_words(lines: Iterable[WordLine], rules: Sequence[Edge]) -> list[HeadWord]:
    """The heads in some lines, from left to right."""
    whole = wrapped([word for line in lines for word in line.words], rules)
    return sorted(
        (HeadWord(word, not any(_is_below(other, word) for other in whole)) for word in whole),
        key=lambda head: head.word.centre,
    )


def leaves(head: Iterable[HeadWord]) -> list[HeadWord]:
    """The innermost heads."""
    return [each for each in head if each.innermost]


def wrapped(words: Sequence[Word], rules: Sequence[Edge]) -> list[Word]:
    """Words with those that go on in the line below made one."""
    ordered = sorted(words, key=lambda word: (word.top, word.x0))
    below = {word: [other for other in ordered if _goes_on(word, other, rules)] for word in ordered}
    above: dict[Word, list[Word]] = {word: [] for word in ordered}
    for word, others in below.items():
        for other in others:
            above[other].append(word)
    whole: list[Word] = []
    for word in ordered:
        if len(above[word]) == 1 and len(below[above[word][0]]) == 1:
            continue
        lines = [word]
        while len(below[lines[-1]]) == 1 and len(above[below[lines[-1]][0]]) == 1:
            lines.append(below[lines[-1]][0])
        whole.append(around(lines))
    return whole


def _is_ruled_between(upper: Word, lower: Word, rules: Iterable[Edge]) -> bool:
    """Whether a rule is drawn between two words one above the other."""
    x = (max(upper.x0, lower.x0) + min(upper.x1, lower.x1)) / 2
    return any(rule.x0 <= x <= rule.x1 and upper.middle < rule.top < lower.middle for rule in rules)


def _goes_on(word: Word, other: Word, rules: Sequence[Edge]) -> bool:
    return goes_on(word, other) and not _is_ruled_between(word, other, rules)


def _is_below(other: Word, word: Word) -> bool:
    return other.top >= word.bottom - other.height / 4 and share_a_column(word, other)
