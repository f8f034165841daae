"""Sentences for users that can be said in another language too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from analyzers.money import format_yuan


class Sentence(str):
    """A Chinese sentence that remembers its pattern and what was put into it.

    It is the Chinese text wherever text is asked for. ``values`` are texts, sentences again,
    or numbers; the pattern is what is translated.

    >>> Sentence("最多 %(most)s 个字符", most=512)
    '最多 512 个字符'
    """

    __slots__ = ("pattern", "values")

    pattern: str
    values: Mapping[str, object]

    def __new__(cls, pattern: str, /, **values: object) -> Sentence:
        """Fill the places ``%(name)s`` of the pattern."""
        filled = super().__new__(cls, pattern % values if values else pattern)
        filled.pattern, filled.values = pattern, values
        return filled


class Money(str):
    """An amount in words, exact in 元, 万元 or 亿元, that remembers how many yuan it is.

    >>> Money(Decimal(10_000))
    '1万元'
    """

    __slots__ = ("yuan",)

    yuan: Decimal

    def __new__(cls, yuan: Decimal, /) -> Money:
        written = super().__new__(cls, format_yuan(yuan))
        written.yuan = yuan
        return written

    def __getnewargs__(self) -> tuple[Decimal]:  # type: ignore[override]  # str is made from text
        return (self.yuan,)


def listed(parts: Sequence[str], between: Sentence) -> str:
    """Texts or sentences one after another, with ``between`` between every two; one alone as it is.

    >>> listed(["甲", "乙", "丙"], Sentence("、"))
    '甲、乙、丙'
    """
    first, *others = parts
    for other in others:
        first = Sentence("%(first)s%(between)s%(other)s", first=first, between=between, other=other)
    return first
