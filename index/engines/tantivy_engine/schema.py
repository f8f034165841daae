"""The one list of fields as a tantivy schema, and records as tantivy documents."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import tantivy

from index.amount_classes import amount_class
from index.documents import IndexDocument
from index.engines.versions import schema_version
from index.fields import FIELDS, FIELDS_BY_NAME, TEXT_FIELDS, Field, FieldType
from index.query.sorting import id_order, sort_keys
from index.query.tree import Sort
from index.streams import streams

#: Count up when the same fields are written differently; a changed list of fields is noticed by itself.
VERSION = schema_version("4")

RECORD = "record"  # the values of all fields as JSON, so that a results page reads nothing else
ID_DOCUMENT, ID_PLACE = "id_document", "id_place"  # id_order() of the record: breaks ties of equal scores

#: Aggregations add as 64-bit floating point. An amount is summed as ``high * AMOUNT_SPLIT + low``, each sum exact.
AMOUNT_HIGH, AMOUNT_LOW = "amount_high", "amount_low"
AMOUNT_SPLIT = 10**7
#: ``amount_class()`` of the amount.
AMOUNT_CLASS = "amount_class"

#: Fields whose values are looked up and never counted.
_LOOKED_UP = frozenset(("id", "document_id"))

#: tantivy splits both streams at spaces; everything else is decided by our analyzers.
TOKENIZER = "spaces"
#: A column only: nothing of it stands among the terms.
NO_TERMS = "nothing"


def grams_field(name: str) -> str:
    """The stream of characters and pairs of a text field."""
    return f"{name}_grams"


def words_field(name: str) -> str:
    """The stream of words of a text field."""
    return f"{name}_words"


def sort_field(sort: Sort) -> str:
    """The field that holds the key of an order."""
    return f"sort_{sort}"


_NAMES = tuple(FIELDS_BY_NAME)
_read_all = attrgetter(*_NAMES)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_STREAMS = tuple((field.name, grams_field(field.name), words_field(field.name)) for field in TEXT_FIELDS)
_LISTS = tuple(field.name for field in FIELDS if field.many)
_KEYWORDS = tuple(field.name for field in FIELDS if field.type is FieldType.KEYWORD)
_INTEGERS = tuple(field.name for field in FIELDS if field.type is FieldType.INTEGER)


def build_schema() -> tantivy.Schema:
    """The schema of every index of this version."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        _add_field(builder, field)
    for sort in Sort:
        builder.add_text_field(sort_field(sort), tokenizer_name=NO_TERMS, index_option="basic", fast=True)
    for name in (AMOUNT_HIGH, AMOUNT_LOW):
        builder.add_integer_field(name, fast=True)
    builder.add_integer_field(AMOUNT_CLASS, indexed=True, fast=True)
    for name in (ID_DOCUMENT, ID_PLACE):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field(RECORD, stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Make the tokenizers known; an index forgets them whenever it is opened."""
    index.register_tokenizer(TOKENIZER, _analyzer(tantivy.Tokenizer.whitespace()))
    index.register_tokenizer(NO_TERMS, _analyzer(tantivy.Tokenizer.regex(r"[^\s\S]")))
    index.register_fast_field_tokenizer(NO_TERMS, _analyzer(tantivy.Tokenizer.raw()))


def _analyzer(tokenizer: tantivy.Tokenizer) -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tokenizer).build()


def _add_field(builder: tantivy.SchemaBuilder, field: Field) -> None:
    match field.type:
        case FieldType.TEXT:
            builder.add_text_field(grams_field(field.name), tokenizer_name=TOKENIZER, index_option="position")
            builder.add_text_field(words_field(field.name), tokenizer_name=TOKENIZER, index_option="freq")
        case FieldType.KEYWORD:
            _add_exact(builder, field.name)
        case FieldType.INTEGER:
            builder.add_integer_field(field.name, indexed=True, fast=True)
        case FieldType.STORED:
            pass  # stands in the record


def _add_exact(builder: tantivy.SchemaBuilder, name: str) -> None:
    builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name not in _LOOKED_UP)


def encode(document: IndexDocument) -> str:
    """A record as the writer takes it, JSON in one line: the slow half, which needs nothing but the record."""
    values: dict[str, Any] = dict(_numbers(document))
    values.update(_texts(document))
    values.update(_keywords(document))
    values[RECORD] = b64encode(_to_json(document)).decode()
    return _ENCODER.encode(values)


def decode(stored: tantivy.Document) -> IndexDocument:
    """The record of a stored document."""
    values: dict[str, Any] = dict(zip(_NAMES, json.loads(stored[RECORD][0]), strict=True))
    values.update((name, tuple(values[name])) for name in _LISTS)
    return IndexDocument(**values)


def _to_json(document: IndexDocument) -> bytes:
    return _ENCODER.encode(_read_all(document)).encode("utf-8", "surrogatepass")


def _numbers(document: IndexDocument) -> Iterator[tuple[str, int]]:
    for name in _INTEGERS:
        if (value := getattr(document, name)) is not None:
            yield name, value
    if document.amount_fen is not None:
        yield from zip((AMOUNT_HIGH, AMOUNT_LOW), divmod(document.amount_fen, AMOUNT_SPLIT), strict=True)
        yield AMOUNT_CLASS, amount_class(document.amount_fen)
    yield from zip((ID_DOCUMENT, ID_PLACE), id_order(document.id), strict=True)


def _texts(document: IndexDocument) -> Iterator[tuple[str, str]]:
    for name, grams, words in _STREAMS:
        if text := getattr(document, name):
            cut = streams(text)
            yield grams, cut.grams
            yield words, cut.words


def _keywords(document: IndexDocument) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every value of the keyword fields and sort orders; what is blank is not written."""
    for name in _KEYWORDS:
        if value := getattr(document, name):
            yield name, value
    yield from ((sort_field(sort), key) for sort, key in sort_keys(document))
