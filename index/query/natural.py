"""Unquoted words as people type them: ranges, places, codes and kinds of record are picked out, the rest is searched.

金额大于500万元的项目 becomes a range and a kind; 互助县政务外网 a place and a word.
Each becomes a leaf of its own, so that it can be shown and taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analyzers import subjects
from analyzers.text import normalise_text
from index.query.places import Place, either_place, leading_place
from index.query.ranges import YEAR, SpokenRange, spoken_ranges
from index.query.tokens import fold_width
from index.query.tree import FieldTerm, Node, Or, Prefix, Range, Words, WordStart
from index.query.vocabulary import value_typed
from index.sentence import Sentence

CODE = "code"
KIND = "kind"

#: Joins a recognised part to the rest and means nothing else.
_BEFORE = re.compile(r"(?:的|在|中的|里的|及|和|或|与|且|、|,|:)+")
_BEHIND = re.compile(r"(?:的|在|中|里|及|和|或|与|且|、|,|:)+$")
#: Says what a recognised part already says.
_REDUNDANT = re.compile(r"(?:预算)?金额|年度|所有|全部|查询|搜索|查找|有哪些|有什么|and|or|not|非", re.IGNORECASE)
_KIND_AT_END = re.compile(r"(?P<rest>.*?)的?(?P<kind>项目|科目行|章节|公开文件)", re.DOTALL)

#: Places read from one query; further ones are searched as words.
_MOST_PLACES = 8

SHORT_START_HINT = Sentence("星号前多写几个字，或去掉星号")

#: Characters before the star of ``ipv*``; fewer would stand for half of all words.
SHORTEST_START = 2

_SUBJECT_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")


class ShortStartError(ValueError):
    """A word with a star says too little before it; the message says so in Chinese."""

    def __init__(self, word: str) -> None:
        self.message = Sentence("“%(word)s”的星号前面字太少：至少 %(least)s 个", word=word[:20], least=SHORTEST_START)
        super().__init__(self.message)


@dataclass(slots=True)
class _Understood:
    """What was picked out of a run of words so far."""

    ranges: list[Range] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    others: list[Node] = field(default_factory=list)

    @property
    def has_filter(self) -> bool:
        return bool(self.ranges or self.places)

    def nodes(self) -> tuple[Node, ...]:
        nodes = (*self.others, *either_place(self.places), *_either_year(self.ranges))
        return tuple(dict.fromkeys(nodes))


def read_words(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Node, ...]:
    """What a run of typed words asks for, all of it together; ``spans`` are the words' places in the text.

    A range may reach over several words (大于 500 万元). Never nothing.
    """
    start, end = spans[0][0], spans[-1][1]
    found = [_moved(said, start) for said in spoken_ranges(text[start:end])]
    understood = _Understood(ranges=[said.range for said in found])
    for piece, is_cut in _pieces(text, spans, found):
        _read_piece(piece, understood, is_cut=is_cut)
    return understood.nodes() or tuple(Words(text[first:last]) for first, last in spans)


def _moved(said: SpokenRange, offset: int) -> SpokenRange:
    return SpokenRange(said.start + offset, said.end + offset, said.range)


def _pieces(text: str, spans: Sequence[tuple[int, int]], found: Sequence[SpokenRange]) -> Iterator[tuple[str, bool]]:
    """What the ranges leave of each word, and whether a range was cut from it."""
    for start, end in spans:
        inside = [said for said in found if said.start < end and said.end > start]
        position = start
        for said in inside:
            yield text[position : max(said.start, position)], True
            position = max(said.end, position)
        yield text[position:end], bool(inside)


def _read_piece(piece: str, understood: _Understood, *, is_cut: bool) -> None:
    rest = _trimmed(piece) if is_cut else piece
    while len(understood.places) < _MOST_PLACES and (place := leading_place(rest)) is not None:
        understood.places.append(place)
        rest = _trimmed(rest[place.length :])
    if not rest or (understood.has_filter and _REDUNDANT.fullmatch(rest)):
        return
    if understood.has_filter and (kind := _KIND_AT_END.fullmatch(rest)):
        understood.others.append(FieldTerm(KIND, value_typed(KIND, kind["kind"]) or kind["kind"]))
        rest = _trimmed(kind["rest"])
    if rest:
        understood.others.append(_words_or_code(rest))


def _trimmed(piece: str) -> str:
    joined = _BEFORE.match(piece)
    return _BEHIND.sub("", piece[joined.end() :] if joined else piece)


def _words_or_code(word: str) -> Node:
    """Digits that are a subject code find its lines and those below it, as well as the text; a star asks for starts."""
    if (start := word_start(word)) is not None:
        return start
    digits = fold_width(word)
    if _SUBJECT_CODE.fullmatch(digits) and _is_subject(digits):
        return Or((Prefix(CODE, digits), Words(word)))
    return Words(word)


def word_start(word: str, field: str | None = None) -> Node | None:
    """What ``ipv*`` asks for; None for a word without a star at its end.

    Raises:
        ShortStartError: fewer than two characters before the star.
    """
    start = fold_width(word).rstrip("*")
    if start == fold_width(word):
        return None
    if len(normalise_text(start)) < SHORTEST_START:
        raise ShortStartError(word)
    words = WordStart(word[: len(start)], field)
    return Or((Prefix(CODE, start), words)) if field is None and start.isdecimal() and start.isascii() else words


def _is_subject(code: str) -> bool:
    return subjects.function_name(code) is not None or subjects.economic_name(code) is not None


def _either_year(ranges: Sequence[Range]) -> tuple[Node, ...]:
    """Amounts all apply; of several years (2023年 2024年) any will do."""
    years = [bounds for bounds in ranges if bounds.field == YEAR]
    amounts = tuple(bounds for bounds in ranges if bounds.field != YEAR)
    return (*amounts, Or(tuple(dict.fromkeys(years)))) if len(set(years)) > 1 else (*amounts, *years)
