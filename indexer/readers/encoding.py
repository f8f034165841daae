"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

#: Share of characters that may be undecodable before the bytes are taken for something else.
MAX_ERRORS = 0.002
#: Share of a sample that must be characters a Chinese text is made of, where the encoding is a guess.
MIN_FAMILIAR = 0.8
#: Share of control characters and unassigned code points that text does not exceed.
MAX_UNPRINTABLE = 0.01
#: Characters looked at to judge a decoding.
SAMPLE = 20_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: ASCII, punctuation, numerals and signs, Chinese characters and full-width forms.
_FAMILIAR = re.compile("[\x00-\x7e\xa0-\xff\u2000-\u206f\u2100-\u27bf\u3000-\u303f\u3200-\u9fff\uff00-\uffef]")
_LAYOUT_CONTROLS = frozenset("\t\n\r\f\v\x1a\x85")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text, the encoding it was stored in and how many characters could not be decoded (shown as U+FFFD)."""

    text: str
    encoding: str
    errors: int = 0


def decode(data: bytes) -> DecodedText | None:
    """Decode UTF-8, UTF-16 or GB18030, marked or not; None when the bytes are not text."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _accepted(data[len(mark) :], encoding, guessed=False)
    if b"\x00" in data[:SAMPLE]:
        return _utf_16(data)
    return _accepted(data, "utf-8", guessed=False) or _accepted(data, "gb18030", guessed=True) or _utf_16(data)


def _utf_16(data: bytes) -> DecodedText | None:
    """Unmarked UTF-16 in the byte order that gives more written characters (0 and U+3000 swap with it)."""
    orders = [_accepted(data, encoding, guessed=True) for encoding in ("utf-16-le", "utf-16-be")]
    found = [decoded for decoded in orders if decoded is not None]
    return max(found, key=lambda decoded: _share(decoded.text[:SAMPLE], _is_written), default=None)


def _accepted(data: bytes, encoding: str, *, guessed: bool) -> DecodedText | None:
    text = data.decode(encoding, errors="replace")
    errors = text.count("\ufffd")
    sample = text[:SAMPLE]
    if errors > MAX_ERRORS * len(text) or _share(sample, _is_unprintable) > MAX_UNPRINTABLE:
        return None
    if guessed and _share(sample, _is_familiar) < MIN_FAMILIAR:
        return None
    return DecodedText(text, encoding, errors)


def _share(sample: str, kind: Callable[[str], bool]) -> float:
    return sum(map(kind, sample)) / max(len(sample), 1)


def _is_unprintable(char: str) -> bool:
    return char not in _LAYOUT_CONTROLS and unicodedata.category(char) in {"Cc", "Cn", "Cs"}


def _is_familiar(char: str) -> bool:
    return bool(_FAMILIAR.match(char))


def _is_written(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or (char.isascii() and char.isprintable())
