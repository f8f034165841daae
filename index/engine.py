"""The small protocol every search engine is hidden behind, and what it answers with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.documents import IndexDocument
from index.query import Query


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


@dataclass(frozen=True, slots=True)
class EngineResult:
    """``total`` counts every matching record; each facet ignores its own filter."""

    total: int
    hits: tuple[EngineHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: tuple[HistogramBucket, ...]
    stats: AmountStats
    next_cursor: str | None


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
    def batch(self) -> AbstractContextManager[Batch]:
        """One writer at a time; leaving the block commits, an exception discards."""
        ...

    @staticmethod
    def encode(documents: Sequence[IndexDocument]) -> bytes:
        """The slow half of adding records, cutting their texts, which any other process of ours may do."""
        ...

    def search(self, query: Query, *, facets: Sequence[str] = ()) -> EngineResult: ...

    def scan(self, query: Query) -> Iterator[IndexDocument]:
        """Every matching record once, by record id, of the state of the index at the time of the call.

        ``sort``, ``limit`` and ``cursor`` are ignored; only a part of the records is in memory at a time.
        """
        ...

    def get(self, record_id: str) -> IndexDocument | None: ...

    def count(self, query: Query) -> int: ...

    def amounts_at(self, query: Query, positions: Sequence[int]) -> tuple[int, ...]:
        """Of the amounts in fen of all matching records, sorted from the lowest, those at these positions from 0."""
        ...

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
