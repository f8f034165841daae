"""The one list of fields as a Whoosh schema, and records as Whoosh documents.

Whoosh keeps which records hold a term, and for each record a column of every
field. Positions are not kept: quoted text is looked for by its pairs and then
checked against the column of the normalised text, which is smaller and faster
than reading positions in Python.
"""

from __future__ import annotations

import json
from typing import Any

from whoosh import columns, fields, formats

from index.documents import IndexDocument
from index.engines.versions import schema_version
from index.fields import FIELDS, FIELDS_BY_NAME, TEXT_FIELDS, FieldType
from index.query.sorting import sort_keys
from index.query.tree import Sort
from index.streams import streams

#: Count up when the same fields are written differently; a changed list of fields is noticed by itself.
VERSION = schema_version("whoosh-2")

RECORD = "record"  # the whole record as JSON
KEY = "id"  # found by its value, to read one record
DOCUMENT = "document_id"  # found by its value, to delete a document

#: Fields whose values stand in a column of their name, as text.
VALUE_FIELDS = tuple(field for field in FIELDS if field.type in (FieldType.KEYWORD, FieldType.INTEGER))
#: Between several values of one field in a column.
VALUE_SEPARATOR = "\x1f"


def grams_field(name: str) -> str:
    """The characters and pairs of a text field."""
    return f"{name}_grams"


def words_field(name: str) -> str:
    """The words of a text field."""
    return f"{name}_words"


def text_column(name: str) -> str:
    """The normalised text of a text field."""
    return f"{name}_text"


def value_column(name: str) -> str:
    """The values of a keyword or integer field."""
    return f"{name}_values"


def sort_column(sort: Sort) -> str:
    """The key of each record in one order."""
    return f"sort_{sort}"


def build_schema() -> fields.Schema:
    """The schema of every index of this version."""
    schema = fields.Schema()
    for name in (KEY, DOCUMENT):
        schema.add(name, fields.ID())
    for field in TEXT_FIELDS:
        schema.add(grams_field(field.name), _terms(formats.Existence()))
        schema.add(words_field(field.name), _terms(formats.Frequency()))
        schema.add(text_column(field.name), _column())
    for name in (*(value_column(field.name) for field in VALUE_FIELDS), *map(sort_column, Sort), RECORD):
        schema.add(name, _column())
    return schema


def _terms(held: formats.Format) -> fields.FieldType:
    """A field that is handed lists of terms, so it needs no analyser."""
    return fields.FieldType(held, analyzer=None)


def _column() -> fields.COLUMN:
    return fields.COLUMN(columns.VarBytesColumn())


def encode(document: IndexDocument) -> dict[str, Any]:
    """A record as it is written: Whoosh field -> its terms or the bytes of its column."""
    written: dict[str, Any] = {KEY: document.id, DOCUMENT: document.document_id, RECORD: _to_json(document)}
    for field in TEXT_FIELDS:
        if (cut := streams(getattr(document, field.name))).text:
            written[grams_field(field.name)] = cut.grams.split(" ")
            written[words_field(field.name)] = cut.words.split()
            written[text_column(field.name)] = cut.text.encode()
    for field in VALUE_FIELDS:
        if held := _joined(getattr(document, field.name)):
            written[value_column(field.name)] = held
    for sort, key in sort_keys(document):
        written[sort_column(sort)] = key.encode()
    return written


def decode(record: bytes) -> IndexDocument:
    """The record of a ``RECORD`` column."""
    values: dict[str, Any] = json.loads(record)
    values.update((name, tuple(value)) for name, value in values.items() if isinstance(value, list))
    return IndexDocument(**values)


def _to_json(document: IndexDocument) -> bytes:
    values = {name: getattr(document, name) for name in FIELDS_BY_NAME}
    written = {name: value for name, value in values.items() if name == "name" or value not in (None, "", ())}
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _joined(value: int | str | tuple[str, ...] | None) -> bytes:
    match value:
        case None:
            return b""
        case tuple():
            return VALUE_SEPARATOR.join(value).encode()
        case _:
            return str(value).encode()
