"""How much a record says of what was asked: the weights within a tier, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from analyzers.text import normalise_text
from index.engines.whoosh_engine.schema import words_field
from index.engines.whoosh_engine.snapshot import Snapshot
from index.fields import Field
from index.query.leaves import plan, term_words
from index.query.matching import content, searched_fields
from index.query.tree import Exact, TextLeaf, WordStart

#: A term's weight grows with how often a record says it, towards MOST_OFTEN times its rarity, the slower the larger
#: SATURATION: BM25 without regard to the length of a text.
MOST_OFTEN, SATURATION = 2.2, 1.2

#: The weight of one term for a record.
Weigh = Callable[[int], float]


class Weighing:
    """Weights of records for some searched texts, in one state of an index."""

    def __init__(self, snapshot: Snapshot, leaves: Sequence[TextLeaf]) -> None:
        self._snapshot = snapshot
        self._parts: list[tuple[Weigh, float]] = [part for leaf in leaves for part in self._leaf(leaf)]
        highest_rarity = math.log(2 + 2 * snapshot.size)
        self._most = sum(boost for _, boost in self._parts) * MOST_OFTEN * highest_rarity or 1.0

    def weight(self, number: int) -> float:
        """What a record weighs, as a share of the most that it could."""
        return sum(weigh(number) for weigh, _ in self._parts) / self._most

    def _leaf(self, leaf: TextLeaf) -> Iterator[tuple[Weigh, float]]:
        """How to weigh each part of a leaf, and the most its terms count for."""
        if isinstance(leaf, WordStart):
            return
        fields = searched_fields(leaf)
        if isinstance(leaf, Exact):
            literal = normalise_text(leaf.text)
            yield _heaviest([self._literal(field, literal) for field in fields]), _highest_boost(fields)
            return
        asked = plan(leaf)
        for word in asked.words:
            yield self._words(fields, [word], 1.0)
        for expansion in asked.synonyms:
            yield self._words(content(fields), term_words(expansion.term), expansion.weight)

    def _words(self, fields: Sequence[Field], words: Sequence[str], weight: float) -> tuple[Weigh, float]:
        """All the words in one field, in the field where they weigh most."""
        weighs = [self._words_of(field, words, field.boost * weight) for field in fields]
        return _heaviest(weighs), _highest_boost(fields) * weight * len(words)

    def _words_of(self, field: Field, words: Sequence[str], boost: float) -> Weigh:
        counts = [self._snapshot.counts(words_field(field.name), word) for word in words]
        rarities = [self._rarity(len(held)) for held in counts]

        def weigh(number: int) -> float:
            if not all(number in held for held in counts):
                return 0.0
            return boost * sum(rarity * _often(held[number]) for rarity, held in zip(rarities, counts, strict=True))

        return weigh

    def _literal(self, field: Field, literal: str) -> Weigh:
        held = self._snapshot.phrase(field, literal) if literal else 0
        factor, wanted = field.boost * self._rarity(held.bit_count()), literal.encode()

        def weigh(number: int) -> float:
            return factor * _often(self._snapshot.text(field, number).count(wanted)) if held >> number & 1 else 0.0

        return weigh

    def _rarity(self, records: int) -> float:
        """The inverse document frequency of what so many records hold."""
        return math.log(1 + (self._snapshot.records - records + 0.5) / (records + 0.5))


def _heaviest(weighs: Sequence[Weigh]) -> Weigh:
    return lambda number: max(weigh(number) for weigh in weighs)


def _often(count: float) -> float:
    return MOST_OFTEN * count / (SATURATION + count)


def _highest_boost(fields: Sequence[Field]) -> float:
    return max((field.boost for field in fields), default=0.0)
