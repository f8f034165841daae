"""The order by relevance: the tiers of every engine, and within a tier weights of this engine's own.

A query's tier for a record is the sum over its texts. Whole sets of records are
sorted into tiers, so only those that a page reaches are weighed one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from index.engines.whoosh_engine.bits import numbers_of
from index.engines.whoosh_engine.snapshot import Snapshot
from index.engines.whoosh_engine.weighing import Weighing
from index.query.matching import Matching
from index.query.tiers import leaf_tiers
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    Near,
    Node,
    Or,
    Query,
    TextLeaf,
    Words,
    WordStart,
    text_leaves,
)
from index.records import RecordKind, SectionKind

#: Shares of a step; together less than 1.
GLOSSARY_SHARE, WEIGHT_SHARE, PROJECT_SHARE = 0.5, 0.3, 0.1

#: Sums of tiers that agree so far are one tier.
DECIMALS = 6

#: Sum of tiers -> the records that reach it; no record is in two.
Tiers = dict[float, int]


@dataclass(frozen=True, slots=True)
class Tier:
    """Records of one tier; ``lowest`` is below every score of theirs."""

    score: float
    records: int
    lowest: float


class Ranking:
    """Scores of the records that one query with text finds, in one state of an index."""

    def __init__(self, snapshot: Snapshot, matching: Matching[int], query: Query) -> None:
        self._matching = matching
        self._query = query
        leaves = text_leaves(query.tree)
        self._alone = len(leaves) == 1
        self._step = 1 / (2 * len(leaves))
        self._weighing = Weighing(snapshot, leaves)
        self._glossary = matching.node(FieldTerm("section_kind", SectionKind.GLOSSARY))
        self._projects = matching.node(FieldTerm("kind", RecordKind.PROJECT))

    def tiers(self, found: int) -> Iterator[Tier]:
        """The records found by tier, the highest first."""
        for score, records in sorted(self._tiers(self._query.tree).items(), reverse=True):
            if records & found:
                yield Tier(score, records & found, score - self._step)

    def scores(self, tier: Tier) -> Iterator[tuple[int, float]]:
        """Each record of a tier with its score."""
        for number in numbers_of(tier.records):
            share = WEIGHT_SHARE * self._weighing.weight(number)
            share -= GLOSSARY_SHARE * (self._glossary >> number & 1)
            share += PROJECT_SHARE * (self._projects >> number & 1)
            yield number, tier.score + self._step * share

    def _tiers(self, node: Node) -> Tiers:
        """The records a node finds, by tier."""
        match node:
            case Words() | Exact() | WordStart():
                return self._leaf(node)
            case Near():
                return self._within(self._matching.node(node), self._all([self._leaf(n) for n in text_leaves(node)]))
            case And(children):
                return self._all([self._tiers(child) for child in children])
            case Or(children) | AtLeast(children):
                parts = [self._with_others(self._tiers(child)) for child in children]
                return self._within(self._matching.node(node), self._all(parts))
            case _:
                return {0.0: self._matching.node(node)}

    def _leaf(self, leaf: TextLeaf) -> Tiers:
        tiers: Tiers = {}
        taken = 0
        for records, score in leaf_tiers(self._matching, leaf, self._step, alone=self._alone):
            tiers[score] = tiers.get(score, 0) | records & ~taken
            taken |= records
        return tiers

    def _all(self, parts: Sequence[Tiers]) -> Tiers:
        """The records that are in every part, by the sum of their tiers."""
        return reduce(_summed, parts, {0.0: self._matching.lookup.all_of([])})

    def _with_others(self, tiers: Tiers) -> Tiers:
        """The same, with every other record at nothing."""
        others = self._matching.lookup.none_of(self._matching.lookup.any_of(list(tiers.values())))
        return tiers | {0.0: tiers.get(0.0, 0) | others}

    def _within(self, records: int, tiers: Tiers) -> Tiers:
        return {score: held & records for score, held in tiers.items()}


def _summed(first: Tiers, second: Tiers) -> Tiers:
    summed: Tiers = {}
    for score, records in first.items():
        for other_score, others in second.items():
            if both := records & others:
                total = round(score + other_score, DECIMALS)
                summed[total] = summed.get(total, 0) | both
    return summed
