"""Exact substrings by characters and pairs: what makes quoted text findable on any engine.

A text is indexed as its characters and overlapping pairs, interleaved, so the
character i stands at position 2i and the pair of i and i+1 at 2i + 1. A
substring is then a phrase of every second pair at known distances.
"""

from __future__ import annotations

from itertools import pairwise

#: Stands for a space inside a token; normalised text holds none of its own (it folds to a space).
SPACE_SIGN = "␣"


def gram_stream(normalised: str) -> str:
    """Characters and pairs of a text, joined by spaces, for an analyser that splits at white space.

    >>> gram_stream("政务外")
    '政 政务 务 务外 外'
    """
    visible = normalised.replace(" ", SPACE_SIGN)
    pairs = (f"{first} {first}{second}" for first, second in pairwise(visible))
    return " ".join([*pairs, visible[-1:]])


def gram_phrase(normalised: str) -> tuple[tuple[int, str], ...]:
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
