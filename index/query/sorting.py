"""The orders of hits as text: compare two keys of one sort and you compare the two records.

Every key ends with the record id, so an order is total; a record without the
sorted value comes last in every order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from index.documents import IndexDocument
from index.query.tree import Sort
from index.records import DOCUMENT_ID_LENGTH, RECORD_LETTERS, RecordKind

#: Larger than any amount in fen and any year, so that every offset value has the same sign and length.
_OFFSET = 10**18
_LAST = "~"  # sorts behind every digit and letter that keys are made of
_RECORD_ID = re.compile(rf"([0-9a-f]{{{DOCUMENT_ID_LENGTH}}})-([{''.join(RECORD_LETTERS.values())}])([0-9]{{1,7}})")

#: Without text to weigh, projects come first: they are what people look for.
_KIND_RANKS: Mapping[str, int] = MappingProxyType(
    {RecordKind.PROJECT: 0, RecordKind.DOCUMENT: 1, RecordKind.LINE: 2, RecordKind.SECTION: 3}
)

#: (document, kind and ordinal): compares like the record's place in reading order within its document.
IdOrder = tuple[int, int]


@lru_cache(16)  # writing a record asks twice
def id_order(record_id: str) -> IdOrder:
    """A record id as two numbers below 2**64 that compare as records in reading order.

    Raises:
        ValueError: the id was not made by ``index.records.record_id``.

    >>> id_order("00000000000000ff-p3") < id_order("00000000000000ff-p12")
    True
    """
    match = _RECORD_ID.fullmatch(record_id)
    if match is None:
        raise ValueError(f"not a record id: {record_id!r}")
    document, letter, ordinal = match.groups()
    return int(document, 16), ord(letter) << 32 | int(ordinal)


def sort_keys(document: IndexDocument) -> Iterator[tuple[Sort, str]]:
    """The key of a record in every order; RELEVANCE gives the order of records that no text was asked of."""
    document_number, place = id_order(document.id)
    last = f"|{document_number:016x}{place:010x}"
    return ((sort, leading(document) + last) for sort, leading in _LEADING.items())


def _amount_ascending(document: IndexDocument) -> str:
    return _LAST if document.amount_fen is None else f"{_OFFSET + document.amount_fen:019d}"


def _amount_descending(document: IndexDocument) -> str:
    return _LAST if document.amount_fen is None else f"{_OFFSET - document.amount_fen:019d}"


def _year_descending(document: IndexDocument) -> str:
    return _LAST if document.year is None else f"{_OFFSET - document.year:019d}"


def _place(document: IndexDocument) -> str:
    return document.division_code or _LAST


def _browsing(document: IndexDocument) -> str:
    return f"{_KIND_RANKS[document.kind]}{_amount_descending(document)}"


_LEADING: Mapping[Sort, Callable[[IndexDocument], str]] = MappingProxyType(
    {
        Sort.RELEVANCE: _browsing,
        Sort.AMOUNT_ASC: _amount_ascending,
        Sort.AMOUNT_DESC: _amount_descending,
        Sort.YEAR_DESC: _year_descending,
        Sort.PLACE: _place,
    }
)
