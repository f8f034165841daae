"""The small protocol every search engine is hidden behind, and what it answers with."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.beside import Beside
from index.documents import IndexDocument
from index.query.tree import Node, Query


@dataclass(frozen=True, slots=True)
class EngineHit:
    document: IndexDocument
    score: float
    sort_key: tuple[int | float | str, ...]


class FacetValue(NamedTuple):
    """A value of a facet and the records that have it; a tuple, as a page makes thousands."""

    value: str
    count: int  # type: ignore[assignment]  # hides the method of tuples, which nobody needs here


@dataclass(frozen=True, slots=True)
class HistogramBucket:
    """Records with an amount in [low_fen, high_fen); None is open."""

    low_fen: int | None
    high_fen: int | None
    count: int


@dataclass(frozen=True, slots=True)
class AmountStats:
    """Over all matching records that carry an amount; sums are exact."""

    count: int
    sum_fen: int
    min_fen: int | None
    max_fen: int | None


class Amounts(Protocol):
    """The amounts of some records of one state of the index, looked at as far as asked."""

    @property
    def records(self) -> int:
        """The records, those without an amount too."""
        ...

    @property
    def count(self) -> int:
        """How many amounts there are."""
        ...

    def sum_fen(self) -> int:
        """All of them together, exact."""
        ...

    def without(self, node: Node) -> Amounts:
        """Those of the records that a tree does not match."""
        ...

    def at(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Of the amounts sorted from the lowest, those at these positions from 0.

        Raises:
            IndexError: there are not so many.
        """
        ...


@dataclass(frozen=True, slots=True)
class EnginePage:
    """One page of hits, and the cursor of the next; None where there is none."""

    hits: tuple[EngineHit, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class EngineResult:
    """``total`` counts every matching record; each facet ignores its own filter.

    ``amounts`` are of every matching record, ``classes`` those of each value of the
    field ``adds`` that some of them have.
    """

    total: int
    hits: tuple[EngineHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: tuple[HistogramBucket, ...]
    amounts: Amounts
    classes: Mapping[str, Amounts]
    next_cursor: str | None

    @property
    def stats(self) -> AmountStats:
        """Count, sum and range of the amounts of every matching record."""
        count = self.amounts.count
        if not count:
            return AmountStats(0, 0, None, None)
        lowest, highest = self.amounts.at((0, count - 1))
        return AmountStats(count, self.amounts.sum_fen(), lowest, highest)


class Batch(Protocol):
    """Changes that become visible together, or not at all."""

    def add(self, documents: Sequence[IndexDocument]) -> None: ...

    def add_encoded(self, encoded: bytes) -> None:
        """The same for records as ``Engine.encode`` gave them."""
        ...

    def delete_document(self, document_id: str) -> None:
        """Remove every record of one document."""
        ...


class Engine(Protocol):
    @property
    def beside(self) -> Beside:
        """Threads for asking several things of this engine at once, none where that is no faster; it closes them."""
        ...

    def batch(self) -> AbstractContextManager[Batch]:
        """One writer at a time; leaving the block commits, an exception discards."""
        ...

    @staticmethod
    def encode(documents: Sequence[IndexDocument]) -> bytes:
        """The slow half of adding records, cutting their texts, which any other process of ours may do."""
        ...

    def state(self) -> Hashable:
        """Names the committed state that the next question is asked of: another one after every commit."""
        ...

    def search(self, query: Query, *, facets: Sequence[str] = (), most_values: int | None = None) -> EngineResult:
        """Answer a query; ``most_values`` cuts each facet in which nothing is chosen to its most frequent values.

        Raises:
            QueryError: it asks for what no field can answer, or its cursor does not fit.
            EngineError: the index cannot be used.
        """
        ...

    def page(self, query: Query) -> EnginePage:
        """The hits of ``search`` without its figures."""
        ...

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a keyword field, in no order; some may be of records that were replaced of late."""
        ...

    def values_among(self, query: Query, field: str) -> Collection[str]:
        """The values of a keyword field that matching records have."""
        ...

    def scan(self, query: Query) -> Iterator[IndexDocument]:
        """Every matching record once, by record id, of the state of the index at the time of the call.

        ``sort``, ``limit`` and ``cursor`` are ignored; only a part of the records is in memory at a time.
        """
        ...

    def get(self, record_id: str) -> IndexDocument | None: ...

    def count(self, query: Query) -> int: ...

    def word_counts(self, words: Sequence[str], field: str) -> tuple[int, ...]:
        """How many records say each word in a text field; records replaced of late may still count."""
        ...

    def saying(self, words: Mapping[str, float], query: Query, limit: int) -> tuple[IndexDocument, ...]:
        """Of the records that ``query`` matches, those that say the most of some words, weighed, the most first.

        A word counts by its weight and the boost of the weightiest content field that says it.
        """
        ...

    def close(self) -> None: ...


class EngineError(Exception):
    """The index cannot be used; the message says what to do."""


class OutdatedIndexError(EngineError):
    """The index was built by another version: rebuilding it from the catalog mends it."""
