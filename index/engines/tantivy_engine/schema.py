"""The one list of fields as a tantivy schema, and records as tantivy documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import tantivy

from analyzers.grams import gram_stream
from analyzers.segment import index_words
from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engines.versions import schema_version
from index.fields import FIELDS, FIELDS_BY_NAME, TEXT_FIELDS, Field, FieldType
from index.query import Sort
from index.sorting import id_order, sort_key

#: Count up when the same fields are written differently; a changed list of fields is noticed by itself.
VERSION = schema_version("1")

RECORD = "record"  # the whole record as JSON, so that a results page reads nothing else
ID_DOCUMENT, ID_PLACE = "id_document", "id_place"  # id_order() of the record: breaks ties of equal scores

#: Aggregations add as 64-bit floating point. An amount is summed as ``high * AMOUNT_SPLIT + low``, each sum exact.
AMOUNT_HIGH, AMOUNT_LOW = "amount_high", "amount_low"
AMOUNT_SPLIT = 10**7

#: tantivy splits both streams at spaces; everything else is decided by our analyzers.
TOKENIZER = "spaces"


def grams_field(name: str) -> str:
    """The stream of characters and pairs of a text field."""
    return f"{name}_grams"


def words_field(name: str) -> str:
    """The stream of words of a text field."""
    return f"{name}_words"


def sort_field(sort: Sort) -> str:
    """The field that holds the key of an order."""
    return f"sort_{sort}"


def build_schema() -> tantivy.Schema:
    """The schema of every index of this version."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        _add_field(builder, field)
    for sort in Sort:
        _add_exact(builder, sort_field(sort))
    for name in (AMOUNT_HIGH, AMOUNT_LOW):
        builder.add_integer_field(name, fast=True)
    for name in (ID_DOCUMENT, ID_PLACE):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field(RECORD, stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Make the tokenizer known; an index forgets it whenever it is opened."""
    index.register_tokenizer(TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


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
    builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)


def encode(document: IndexDocument) -> tantivy.Document:
    """A record as it is written."""
    encoded = tantivy.Document()
    for name, value in _values(document):
        match value:
            case int():
                encoded.add_integer(name, value)
            case str():
                encoded.add_text(name, value)
    for name, number in zip((ID_DOCUMENT, ID_PLACE), id_order(document.id), strict=True):
        encoded.add_unsigned(name, number)
    encoded.add_bytes(RECORD, _to_json(document))
    return encoded


def decode(stored: tantivy.Document) -> IndexDocument:
    """The record of a stored document."""
    values: dict[str, Any] = json.loads(stored[RECORD][0])
    values.update((name, tuple(value)) for name, value in values.items() if isinstance(value, list))
    return IndexDocument(**values)


def _to_json(document: IndexDocument) -> bytes:
    values = {name: getattr(document, name) for name in FIELDS_BY_NAME}
    written = {name: value for name, value in values.items() if name == "name" or value not in (None, "", ())}
    return json.dumps(written).encode()


def _values(document: IndexDocument) -> Iterator[tuple[str, int | str]]:
    """Every searchable value; what is blank is not written."""
    for field in TEXT_FIELDS:
        if text := getattr(document, field.name):
            yield from zip((grams_field(field.name), words_field(field.name)), _streams(text), strict=True)
    for field in FIELDS:
        if field.type in (FieldType.KEYWORD, FieldType.INTEGER):
            yield from ((field.name, value) for value in _each(getattr(document, field.name)))
    for sort in Sort:
        yield sort_field(sort), sort_key(document, sort)
    if document.amount_fen is not None:
        high, low = divmod(document.amount_fen, AMOUNT_SPLIT)
        yield from ((AMOUNT_HIGH, high), (AMOUNT_LOW, low))


@lru_cache(maxsize=1024)
def _streams(text: str) -> tuple[str, str]:
    """Both streams of a text; remembered because subjects, places and departments come again and again."""
    normalised = normalise_text(text)
    return gram_stream(normalised), " ".join(index_words(normalised))


def _each(value: int | str | tuple[str, ...] | None) -> tuple[int | str, ...]:
    match value:
        case None | "":
            return ()
        case tuple():
            return value
        case _:
            return (value,)
