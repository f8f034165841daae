"""Chinese text as people type it on a Latin keyboard: its pinyin in full, or the first letter of each syllable."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analyzers.segment import lexicon

_LATIN = re.compile(r"([a-z0-9]+)")

#: Letters that can be pinyin of a word.
SHORTEST_INITIALS, LONGEST_PINYIN = 2, 40


class Pinyin(NamedTuple):
    """Two ways to type a text; Latin letters and digits stand for themselves."""

    initials: str
    full: str


@lru_cache(maxsize=65_536)
def pinyin(text: str) -> Pinyin:
    """The pinyin of a text, in the reading its words have.

    >>> pinyin("政务外网")
    Pinyin(initials='zwww', full='zhengwuwaiwang')
    """
    from pypinyin import lazy_pinyin  # its dictionaries take a moment to load and are seldom needed

    initials: list[str] = []
    full: list[str] = []
    for piece in filter(None, _LATIN.split(text.lower())):
        syllables = [piece] if piece.isascii() else lazy_pinyin(piece)
        initials.append(piece if piece.isascii() else "".join(syllable[0] for syllable in syllables))
        full.extend(syllables)
    return Pinyin("".join(initials), "".join(full))


def is_pinyin(typed: str) -> bool:
    """Whether a typed word can be pinyin: plain letters, as many as make sense."""
    return typed.isascii() and typed.isalpha() and SHORTEST_INITIALS <= len(typed) <= LONGEST_PINYIN


def terms_typed(typed: str) -> tuple[str, ...]:
    """The words of our lexicon that a typed word may be the pinyin of, those typed in full first.

    >>> "政务外网" in terms_typed("zwww")
    True
    """
    return _terms_by_pinyin().get(typed.lower(), ()) if is_pinyin(typed) else ()


@cache
def _terms_by_pinyin() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for term in lexicon():
        for typed in reversed(pinyin(term)):
            found.setdefault(typed, []).append(term)
    return {typed: tuple(dict.fromkeys(terms)) for typed, terms in found.items()}
