"""Snippets of the original text with the matched characters marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers.segment import find_words, find_words_starting
from analyzers.text import NormalisedText, normalise, normalise_text
from index.query.leaves import plan, term_words
from index.query.tree import TextLeaf, Words, WordStart

_SENTENCE_ENDS = "。；！？;\n"

#: Share of a snippet that stands before its first mark.
_LEAD = 3  # one third

_LITERAL, _WORD, _SYNONYM = range(3)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A cut of the original text from ``start``; ``ranges`` are the marked (start, end) within ``text``, in order."""

    text: str
    ranges: tuple[tuple[int, int], ...]
    start: int


class _Mark(NamedTuple):
    """Matched characters; the lower the rank, the more they say."""

    start: int
    end: int
    rank: int


def highlight(original: str, leaves: Sequence[TextLeaf], *, window: int = 120, limit: int = 2) -> tuple[Snippet, ...]:
    """At most ``limit`` snippets of at most ``window`` characters, those that say most first; none without a match.

    Exact text is marked wherever it stands, and words that start as asked; of unquoted text its literal text,
    its words, and its other names where all of their words stand in the text.
    Marks that touch are one.
    """
    marks = marked_ranges(original, leaves)
    windows: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda mark: (mark.rank, mark.start)):
        if len(windows) == limit:
            break
        if not any(start <= mark.start < end for start, end in windows):
            windows.append(_window(original, mark, windows, window))
    return tuple(_snippet(original, start, end, marks) for start, end in windows)


def marked_ranges(original: str, leaves: Sequence[TextLeaf]) -> tuple[_Mark, ...]:
    """Every match as (start, end, rank) in the original, in order, none touching another."""
    plain = normalise_text(original)
    found = [mark for leaf in leaves for mark in _leaf_marks(plain, leaf)]
    if not found:
        return ()
    normalised = normalise(original)
    return tuple(_in_original(mark, normalised) for mark in _joined(found))


def _leaf_marks(plain: str, leaf: TextLeaf) -> Iterator[_Mark]:
    if isinstance(leaf, WordStart):
        for word in find_words_starting(plain, normalise_text(leaf.text)):
            yield _Mark(word.start, word.end, _LITERAL)
        return
    yield from _literal_marks(plain, normalise_text(leaf.text))
    if isinstance(leaf, Words):
        ranks = _word_ranks(plain, leaf)
        for word in find_words(plain, ranks):
            yield _Mark(word.start, word.end, ranks[word.text])


def _word_ranks(plain: str, leaf: Words) -> Mapping[str, int]:
    """The words to mark for a leaf and what each says: its own, and those of the other names the text holds."""
    asked = plan(leaf)
    ranks: dict[str, int] = {}
    for synonym in asked.synonyms:
        words = term_words(synonym.term)
        if all(word in plain for word in words):
            ranks |= dict.fromkeys(_telling(words), _SYNONYM)
    if asked.words != (asked.literal,):
        ranks |= dict.fromkeys(_telling(asked.words), _WORD)
    return ranks


def _telling(words: Sequence[str]) -> Sequence[str]:
    """Words longer than a character, where there are any: marks on every 费 hide what was found."""
    return [word for word in words if len(word) > 1] or words


def _literal_marks(plain: str, wanted: str) -> Iterator[_Mark]:
    position = plain.find(wanted) if wanted else -1
    while position >= 0:
        yield _Mark(position, position + len(wanted), _LITERAL)
        position = plain.find(wanted, position + 1)


def _joined(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Marks that overlap or touch as one, which says as much as the best of them."""
    ordered = sorted(marks)
    current = ordered[0]
    for mark in ordered[1:]:
        if mark.start <= current.end:
            current = _Mark(current.start, max(current.end, mark.end), min(current.rank, mark.rank))
        else:
            yield current
            current = mark
    yield current


def _in_original(mark: _Mark, normalised: NormalisedText) -> _Mark:
    return _Mark(*normalised.original_range(mark.start, mark.end), mark.rank)


def _window(original: str, mark: _Mark, taken: Sequence[tuple[int, int]], window: int) -> tuple[int, int]:
    """Where to cut around a mark: clear of other snippets, from the start of its sentence if that is near."""
    lowest = max((end for start, end in taken if end <= mark.start), default=0)
    highest = min((start for start, end in taken if start > mark.start), default=len(original))
    if highest - lowest <= window:
        return lowest, highest
    room = max(window - (mark.end - mark.start), 0)
    start = max(lowest, mark.start - room // _LEAD)
    sentence = 1 + max(original.rfind(sign, start, mark.start) for sign in _SENTENCE_ENDS)
    start = max(start, sentence)
    return start, min(start + window, highest)


def _snippet(original: str, start: int, end: int, marks: Sequence[_Mark]) -> Snippet:
    cut = original[start:end]
    start += len(cut) - len(cut.lstrip())
    text = cut.strip()
    end = start + len(text)
    inside = ((max(mark.start, start), min(mark.end, end)) for mark in marks if mark.start < end and mark.end > start)
    return Snippet(text, tuple((first - start, last - start) for first, last in inside), start)
