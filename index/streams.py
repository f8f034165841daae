"""The two streams of a text, as every engine indexes them, cut part by part.

What is joined by ``PART_SEPARATOR`` (names of a place, indicators, clauses of a
sentence) comes again and again from record to record. No word reaches across
the separator, so each part is cut once and the streams are put together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from analyzers.grams import gram_stream
from analyzers.segment import word_stream
from analyzers.text import normalise_text
from index.documents import PART_SEPARATOR

#: Parts remembered, and the longest of them in characters: longer ones do not come again.
MOST_PARTS, LONGEST_PART = 8_192, 60

_SEPARATOR = normalise_text(PART_SEPARATOR)


class Streams(NamedTuple):
    """A text normalised, its characters and pairs, its words; the streams are joined by spaces."""

    text: str
    grams: str
    words: str


def streams(text: str) -> Streams:
    """Cut a text.

    >>> streams("政务；外网")
    Streams(text='政务;外网', grams='政 政务 务 务; ; ;外 外 外网 网', words='政务 外网')
    """
    parts = [_part(part) for part in text.split(PART_SEPARATOR)]
    if len(parts) == 1:
        return parts[0]
    joined = _SEPARATOR.join([part.text for part in parts])
    return Streams(joined, gram_stream(joined), " ".join([part.words for part in parts if part.words]))


def _part(part: str) -> Streams:
    return _remembered(part) if len(part) <= LONGEST_PART else _cut(part)


def _cut(part: str) -> Streams:
    text = normalise_text(part)
    return Streams(text, gram_stream(text), word_stream(text))


_remembered = lru_cache(MOST_PARTS)(_cut)
