"""Sentences for users that can be said in another language too."""

from __future__ import annotations

from collections.abc import Mapping


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
