"""Sets of records of one state of an index, as bits."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable
from functools import reduce

from analyzers.grams import SPACE_SIGN, GramPhrase
from index.engines.whoosh_engine.bits import bits_of, numbers_of
from index.engines.whoosh_engine.schema import grams_field, words_field
from index.engines.whoosh_engine.snapshot import Snapshot
from index.fields import Field


class WhooshLookup:
    """See ``index.query.matching.Lookup``."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all_of(self, parts: Iterable[int]) -> int:
        return reduce(operator.and_, parts, self._snapshot.everything)

    def any_of(self, parts: Iterable[int]) -> int:
        return reduce(operator.or_, parts, 0)

    def at_least(self, parts: Iterable[int], least: int) -> int:
        enough = [self._snapshot.everything] + [0] * max(least, 0)  # the records in so many parts or more
        for part in parts:
            for count in range(max(least, 0), 0, -1):
                enough[count] |= enough[count - 1] & part
        return enough[-1]

    def none_of(self, part: int) -> int:
        return self._snapshot.everything & ~part

    def phrase(self, field: Field, normalised: str) -> int:
        return self._snapshot.phrase(field, normalised)

    def placed(self, field: Field, phrase: GramPhrase) -> int:
        stream = grams_field(field.name)
        candidates = self.all_of(self._snapshot.term(stream, term) for _, term in phrase)
        pattern, text = _pattern(phrase), self._snapshot.text
        held = (number for number in numbers_of(candidates) if pattern.search(text(field, number).decode()))
        return bits_of(held, self._snapshot.size)

    def word(self, field: Field, word: str) -> int:
        return self._snapshot.term(words_field(field.name), word)

    def word_start(self, field: Field, start: str) -> int:
        stream = words_field(field.name)
        return self.any_of(self._snapshot.term(stream, word) for word in set(self._snapshot.starting(stream, start)))

    def value(self, field: Field, value: str) -> int:
        return self._snapshot.values(field.name).get(value, 0)

    def prefix(self, field: Field, start: str) -> int:
        values = self._snapshot.values(field.name)
        return self.any_of(held for value, held in values.items() if value.startswith(start))

    def between(self, field: Field, low: int | None, high: int | None) -> int:
        return self._snapshot.between(field, low, high)


def _pattern(phrase: GramPhrase) -> re.Pattern[str]:
    """The text that a phrase of grams asks for, with any character where none is placed.

    A character stands at twice its place in the text, a pair one further.
    """
    begins_with_pair = len(phrase[0][1]) > 1
    placed: dict[int, str] = {}
    for position, term in phrase:
        start = (position + begins_with_pair) // 2
        placed.update(enumerate(term.replace(SPACE_SIGN, " "), start))
    characters = (re.escape(placed[place]) if place in placed else "." for place in range(max(placed) + 1))
    return re.compile("".join(characters), re.DOTALL)
