"""Exact substrings by characters and pairs: what makes quoted text findable on any engine.

A text is indexed as its characters and overlapping pairs, interleaved, so the
character i stands at position 2i and the pair of i and i+1 at 2i + 1. A
substring is then a phrase of every second pair at known distances.
"""

from __future__ import annotations

import sys
from array import array

#: Stands for a space inside a token; normalised text holds none of its own (it folds to a space).
SPACE_SIGN = "␣"


#: The code points of a text as an ``array``: putting the stream together from those is several times faster.
_CODE_POINTS, _ENCODING = "I", "utf-32-le" if sys.byteorder == "little" else "utf-32-be"

#: (position, term) pairs, positions relative to the first.
GramPhrase = tuple[tuple[int, str], ...]


def gram_stream(normalised: str) -> str:
    """Characters and pairs of a text, joined by spaces, for an analyser that splits at white space.

    >>> gram_stream("政务外")
    '政 政务 务 务外 外'
    """
    visible = array(_CODE_POINTS, normalised.replace(" ", SPACE_SIGN).encode(_ENCODING, "surrogatepass"))
    if not visible:
        return ""
    stream = array(_CODE_POINTS, (ord(" "),)) * (5 * len(visible) - 4)  # a character, space, a pair, space
    stream[0::5] = visible
    stream[2::5] = visible[:-1]
    stream[3::5] = visible[1:]
    return stream.tobytes().decode(_ENCODING, "surrogatepass")


def gram_phrase(normalised: str) -> GramPhrase:
    """(position, term) of the phrase that finds exactly this substring in a ``gram_stream``.

    Positions are relative and start at 0; one character is a single term, no
    text no term.

    >>> gram_phrase("政务外网费")
    ((0, '政务'), (4, '外网'), (6, '网费'))
    """
    visible = normalised.replace(" ", SPACE_SIGN)
    if len(visible) < 2:
        return ((0, visible),) if visible else ()
    last = len(visible) - 2
    starts = [*range(0, last, 2), last]
    return tuple((2 * start, visible[start : start + 2]) for start in starts)


def gram_phrase_apart(first: str, second: str, gap: int) -> GramPhrase:
    """The phrase that finds one text, ``gap`` characters of any kind, and another text; neither is empty.

    >>> gram_phrase_apart("政务", "网", 1)
    ((0, '政务'), (5, '网'))
    """
    behind = 2 * (len(first) + gap)
    terms = (*_placed(first, 0), *_placed(second, behind))
    start = terms[0][0]
    return tuple((position - start, term) for position, term in terms)


def _placed(text: str, start: int) -> GramPhrase:
    """The phrase of a text whose first character stands at position ``start``; its first pair stands one further."""
    shift = start + (len(text) > 1)
    return tuple((position + shift, term) for position, term in gram_phrase(text))
