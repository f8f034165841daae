"""Records as tantivy takes them, JSON put together member by member, and as it keeps them."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

import tantivy

from index.amount_classes import amount_class
from index.documents import IndexDocument
from index.engines.tantivy_engine.schema import (
    AMOUNT_CLASS,
    AMOUNT_HIGH,
    AMOUNT_LOW,
    AMOUNT_SPLIT,
    ID_DOCUMENT,
    ID_PLACE,
    RECORD,
    grams_field,
    sort_field,
    words_field,
)
from index.fields import FIELDS, FIELDS_BY_NAME, TEXT_FIELDS, FieldType
from index.query.sorting import id_order, sort_keys
from index.query.tree import Sort
from index.streams import streams

_NAMES = tuple(FIELDS_BY_NAME)
_STREAMS = tuple((field.name, grams_field(field.name), words_field(field.name)) for field in TEXT_FIELDS)
_LISTS = tuple(field.name for field in FIELDS if field.many)
_ORDERS = {sort: sort_field(sort) for sort in Sort}

#: Keywords and integers of a whole disclosure, those that many records share, and those of one.
_OF_DISCLOSURE = (
    *("document_id", "province", "prefecture", "county", "division_code", "department", "department_type"),
    *("year", "stage", "doc_kind", "holder"),
)
_OF_MANY = ("kind", "classification", "code", "statement", "section_kind", "quality", "adds")
_OF_ONE = tuple(
    field.name
    for field in FIELDS
    if field.type in (FieldType.KEYWORD, FieldType.INTEGER) and field.name not in _OF_DISCLOSURE + _OF_MANY
)

_read_all = attrgetter(*_NAMES)
_read_of_disclosure, _read_of_many, _read_of_one = (attrgetter(*names) for names in (_OF_DISCLOSURE, _OF_MANY, _OF_ONE))
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(document: IndexDocument) -> str:
    """A record as the writer takes it, JSON in one line: the slow half, which needs nothing but the record."""
    members = [
        _members_of_disclosure(_read_of_disclosure(document)),
        _members_of_many(_read_of_many(document)),
        *_members(_OF_ONE, _read_of_one(document)),
        *_numbers(document),
        *_texts(document),
        *_orders(document),
        f'"{RECORD}":"{b64encode(_stored(document)).decode()}"',
    ]
    return f"{{{','.join(members)}}}"


def decode(stored: tantivy.Document) -> IndexDocument:
    """The record of a stored document."""
    values: dict[str, Any] = dict(zip(_NAMES, json.loads(stored[RECORD][0]), strict=True))
    values.update((name, tuple(values[name])) for name in _LISTS)
    return IndexDocument(**values)


def _stored(document: IndexDocument) -> bytes:
    return _json(_read_all(document)).encode("utf-8", "surrogatepass")


@lru_cache(256)
def _members_of_disclosure(values: tuple[Any, ...]) -> str:
    return ",".join(_members(_OF_DISCLOSURE, values))


@lru_cache(8_192)
def _members_of_many(values: tuple[Any, ...]) -> str:
    return ",".join(_members(_OF_MANY, values))


def _members(names: Sequence[str], values: Sequence[Any]) -> Iterator[str]:
    """What is blank is not written; 0 is a value."""
    for name, value in zip(names, values, strict=True):
        if value or value == 0:
            yield f'"{name}":{_json(value)}'


def _numbers(document: IndexDocument) -> Iterator[str]:
    if (fen := document.amount_fen) is not None:
        high, low = divmod(fen, AMOUNT_SPLIT)
        yield f'"{AMOUNT_HIGH}":{high},"{AMOUNT_LOW}":{low},"{AMOUNT_CLASS}":{amount_class(fen)}'
    of_document, place = id_order(document.id)
    yield f'"{ID_DOCUMENT}":{of_document},"{ID_PLACE}":{place}'


def _texts(document: IndexDocument) -> Iterator[str]:
    for name, grams, words in _STREAMS:
        if text := getattr(document, name):
            cut = streams(text)
            yield f'"{grams}":{_json(cut.grams)},"{words}":{_json(cut.words)}'


def _orders(document: IndexDocument) -> Iterator[str]:
    for sort, key in sort_keys(document):
        yield f'"{_ORDERS[sort]}":{_json(key)}'
