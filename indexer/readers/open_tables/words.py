"""Words of printed lines: runs of glyphs parted by more white space than stands inside a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from indexer.readers.document import BoxTuple
from indexer.readers.lines import SPACE_GAP, without_fake_bold
from indexer.readers.printed import Glyph

#: White space wider than this share of the letters' height may part two columns.
COLUMN_GAP = 0.5
#: Lines of one cell stand closer than this share of their letters' height.
LEADING = 0.5
#: A number or a dash for none: what columns of amounts hold, and codes.
_FIGURE = re.compile(r"[-－+]?\d[\d,，]*(?:[.．]\d+)?%?|[-－—–]")
#: A number that is neither a year nor the number of a row: no space stands in it, and none between it and its label.
_AMOUNT = re.compile(r"[-－+]?(?:\d[\d,，]*[.．]\d+|\d{1,3}(?:[,，]\d{3})+|\d{5,})%?")
_CHINESE_LETTER = re.compile(r"[\u4e00-\u9fff]")


class Word(NamedTuple):
    """A run of letters without a gap, and its box in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, or a dash for none."""
        return bool(_FIGURE.fullmatch(self.text))

    @property
    def is_number(self) -> bool:
        return self.is_figure and any(letter.isdigit() for letter in self.text)

    @property
    def is_amount(self) -> bool:
        """Whether it is a number that only an amount or a long code can be."""
        return bool(_AMOUNT.fullmatch(self.text))

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class WordLine:
    """The words of one printed line from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def figures(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_figure)

    @property
    def is_alone(self) -> bool:
        """Whether the line is a single word."""
        return len(self.words) == 1


def word_line(row: Sequence[Glyph]) -> WordLine | None:
    """The words of the glyphs of one line; None for a blank line. Labels set wide (合　计) are one word."""
    inked = without_fake_bold(sorted(row, key=lambda glyph: glyph.x0))
    return WordLine(tuple(_joined(_words(inked)))) if inked else None


def _words(inked: Sequence[Glyph]) -> Iterator[Word]:
    pieces = [_word(glyphs) for glyphs in _pieces(inked)]
    start = 0
    for number, (before, piece) in enumerate(pairwise(pieces), start=1):
        gap = piece.x0 - before.x1
        if gap > COLUMN_GAP * min(before.height, piece.height) or _are_apart(before, piece):
            yield _spaced(pieces[start:number])
            start = number
    yield _spaced(pieces[start:])


def _pieces(inked: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """Letters without any space between them."""
    start = 0
    for number, (before, glyph) in enumerate(pairwise(inked), start=1):
        if glyph.x0 - before.x1 > SPACE_GAP * min(glyph.height, before.height):
            yield inked[start:number]
            start = number
    yield inked[start:]


def _are_apart(before: Word, piece: Word) -> bool:
    """Whether a small space parts two cells: beside an amount, or between two figures."""
    return before.is_amount or piece.is_amount or (before.is_figure and piece.is_figure)


def _spaced(pieces: Sequence[Word]) -> Word:
    return around(pieces) if len(pieces) > 1 else pieces[0]


def _word(glyphs: Sequence[Glyph]) -> Word:
    top, bottom = min(glyph.top for glyph in glyphs), max(glyph.bottom for glyph in glyphs)
    return Word("".join([glyph.text for glyph in glyphs]), glyphs[0].x0, top, glyphs[-1].x1, bottom)


#: The two letters of a label set wide stand no further apart than this many letters.
_WIDEST_SETTING = 3.0
#: Heads of one letter: these stand over columns of their own, the parts of a code.
_SINGLE_HEADS = frozenset("类款项")


def _joined(words: Iterable[Word]) -> Iterator[Word]:
    """Words, with two Chinese letters that stand alone side by side as one: 合 计."""
    kept: list[Word] = []
    for word in words:
        pair = bool(kept) and _stands_alone(kept[-1]) and _stands_alone(word)
        if pair and word.x0 - kept[-1].x1 < _WIDEST_SETTING * word.height:
            kept[-1] = around([kept[-1], word])
        else:
            kept.append(word)
    return iter(kept)


def _stands_alone(word: Word) -> bool:
    return bool(_CHINESE_LETTER.fullmatch(word.text)) and word.text not in _SINGLE_HEADS


def around(words: Sequence[Word]) -> Word:
    """Several words as one."""
    box: BoxTuple = (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
    return Word("".join(word.text for word in words), *box)


def letter_height(words: Iterable[Word]) -> float:
    """The usual height of some words, in points."""
    return median(word.height for word in words)


def share_a_column(word: Word, other: Word) -> bool:
    """Whether two words stand one above the other."""
    return min(word.x1, other.x1) > max(word.x0, other.x0)


def goes_on(word: Word, other: Word) -> bool:
    """Whether a word may go on in another one, which stands right below it."""
    height = min(word.height, other.height)
    return -height / 4 <= other.top - word.bottom < LEADING * height and share_a_column(word, other)
