"""The one list of fields as a tantivy schema."""

from __future__ import annotations

import tantivy

from index.engines.versions import schema_version
from index.fields import FIELDS, Field, FieldType
from index.query.tree import Sort

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
    index.register_tokenizer(TOKENIZER, _built(tantivy.Tokenizer.whitespace()))
    none_so_short = tantivy.Filter.remove_long(1)  # keeps what is shorter than one byte
    index.register_tokenizer(NO_TERMS, _built(tantivy.Tokenizer.raw(), none_so_short))
    index.register_fast_field_tokenizer(NO_TERMS, _built(tantivy.Tokenizer.raw()))


def _built(tokenizer: tantivy.Tokenizer, *filters: tantivy.Filter) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tokenizer)
    for chosen in filters:
        builder = builder.filter(chosen)
    return builder.build()


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
