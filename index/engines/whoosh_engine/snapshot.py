"""One committed state of an index, read lazily and remembered: sets of records as bits, columns as lists.

Records are numbered through all segments; a deleted record keeps its number
and is in no set.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from whoosh.columns import ColumnReader
from whoosh.reading import IndexReader

from analyzers.grams import gram_phrase
from index.documents import IndexDocument
from index.engines.whoosh_engine.bits import bits_of, numbers_of
from index.engines.whoosh_engine.schema import (
    RECORD,
    VALUE_SEPARATOR,
    decode,
    grams_field,
    sort_column,
    text_column,
    value_column,
)
from index.fields import Field
from index.query.tree import Sort

#: Sets of records remembered for the terms, texts and ranges asked for last.
MOST_TERMS = 4_096


class Snapshot:
    """A state of the index that stays as it is; safe to share between threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._leaves: list[tuple[IndexReader, int]] = list(reader.leaf_readers())
        self._reading = threading.RLock()  # a reader has one place in its file
        self.size: int = reader.doc_count_all()
        self.everything = bits_of(reader.all_doc_ids(), self.size)
        self.term = lru_cache(MOST_TERMS)(self._term)
        self.counts = lru_cache(MOST_TERMS)(self._counts)
        self.phrase = lru_cache(MOST_TERMS)(self._phrase)
        self.between = lru_cache(MOST_TERMS)(self._between)
        self.values = lru_cache(None)(self._values)
        self.numbers = lru_cache(None)(self._numbers)
        self.sort_keys = lru_cache(None)(self._sort_keys)
        self._columns = lru_cache(None)(self._open_columns)

    @cached_property
    def records(self) -> int:
        """The number of records."""
        return self.everything.bit_count()

    def record(self, number: int) -> IndexDocument:
        """A record by its number."""
        return decode(self._value(RECORD, number))

    def record_id(self, number: int) -> str:
        """The id of a record by its number."""
        return self._ids[number]

    @cached_property
    def _ids(self) -> Sequence[str]:
        return [held.decode() for held in self._whole_column(value_column("id"))]

    def text(self, field: Field, number: int) -> bytes:
        """The normalised text of a field, in UTF-8."""
        return self._value(text_column(field.name), number)

    def starting(self, stream: str, start: str) -> Sequence[str]:
        """The terms of a stream that start like this, in no order; one in several segments comes several times."""
        with self._reading:
            return [term.decode() for leaf, _ in self._leaves for term in leaf.expand_prefix(stream, start)]

    def _term(self, stream: str, term: str) -> int:
        """The records that hold a term of a stream."""
        with self._reading:
            return bits_of((number for number, _ in self._postings(stream, term)), self.size)

    def _counts(self, stream: str, term: str) -> Mapping[int, float]:
        """Record -> how often it holds a term of a stream."""
        with self._reading:
            return dict(self._postings(stream, term))

    def _phrase(self, field: Field, normalised: str) -> int:
        """The records whose field holds this text, which is not empty, as a substring."""
        terms = [term for _, term in gram_phrase(normalised)]
        candidates = self.everything
        for term in terms:
            candidates &= self.term(grams_field(field.name), term)
        if len(terms) == 1:
            return candidates
        wanted = normalised.encode()
        return bits_of((number for number in numbers_of(candidates) if wanted in self.text(field, number)), self.size)

    def _between(self, field: Field, low: int | None, high: int | None) -> int:
        """The records whose integer field lies between two numbers, both included; None is open."""
        inside = (
            record
            for record, number in self.numbers(field.name).items()
            if (low is None or low <= number) and (high is None or number <= high)
        )
        return bits_of(inside, self.size)

    def _postings(self, stream: str, term: str) -> Iterator[tuple[int, float]]:
        for leaf, offset in self._leaves:
            if (stream, term) not in leaf:
                continue
            postings = leaf.postings(stream, term)
            while postings.is_active():
                yield offset + postings.id(), postings.weight()
                postings.next()

    def _values(self, name: str) -> Mapping[str, int]:
        """Value of a keyword or integer field -> the records that have it."""
        held: dict[str, list[int]] = defaultdict(list)
        for number, values in enumerate(self._whole_column(value_column(name))):
            if values and self.everything >> number & 1:
                for value in values.decode().split(VALUE_SEPARATOR):
                    held[value].append(number)
        return {value: bits_of(numbers, self.size) for value, numbers in held.items()}

    def _numbers(self, name: str) -> Mapping[int, int]:
        """Record -> its value of an integer field."""
        return {
            number: int(value)
            for number, value in enumerate(self._whole_column(value_column(name)))
            if value and self.everything >> number & 1
        }

    def _sort_keys(self, sort: Sort) -> Sequence[str]:
        """The key of each record in one order."""
        return [key.decode() for key in self._whole_column(sort_column(sort))]

    def _value(self, name: str, number: int) -> bytes:
        leaf = bisect_right(self._leaves, number, key=lambda held: held[1]) - 1
        value: bytes = self._columns(name)[leaf][number - self._leaves[leaf][1]]
        return value

    def _whole_column(self, name: str) -> Iterator[bytes]:
        return chain.from_iterable(self._columns(name))

    def _open_columns(self, name: str) -> Sequence[ColumnReader]:
        with self._reading:
            return [leaf.column_reader(name, translate=False) for leaf, _ in self._leaves if leaf.doc_count_all()]
