"""SQLite with FTS5 as an expert would set it up for the results page.

One contentless FTS5 table with a column for each text field. White space alone separates tokens: ``ascii`` takes every
other character for a part of a token once all ASCII punctuation is named. Values are integer codes in a narrow table
beside it, so that counting never touches text; records as they are shown stand in a table of their own. Values that
come together share a code besides (``GROUPS``): a page groups what it found by these few codes, not by each facet.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, fields
from itertools import chain
from pathlib import Path
from typing import Any

from fts5_lookup import WORD_MARK, pair_tokens

from index.answers.holders import departments_of_units
from index.documents import IndexDocument
from index.fields import AMOUNT_EDGES_FEN, TEXT_FIELDS
from index.records import RecordKind
from index.streams import streams

#: Columns of ``held`` that come together, by the column that holds the code of their combination: what the records of a
#: disclosure share, and what has few values. The combinations stand in a table of the same name. A bucket is one of the
#: histogram.
GROUPS = {
    "origin": ("province", "county", "department_type", "year", "stage", "holder"),
    "shape": ("kind", "adds", "bucket"),
}
#: Every column of ``held`` besides; and those that hold codes of ``names``.
COLUMNS = (*chain.from_iterable(GROUPS.values()), "amount_fen", "division_code", "code")
CODED = frozenset(COLUMNS) - {"year", "bucket", "amount_fen"}
#: The first codes: without text, records are shown in this order.
KINDS = (RecordKind.PROJECT, RecordKind.DOCUMENT, RecordKind.LINE, RecordKind.SECTION)

#: Every printable ASCII character that is neither letter nor digit; white space separates.
_PUNCTUATION = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())
_TOKENIZER = "ascii tokenchars '{}'".format(_PUNCTUATION.replace("'", "''")).replace('"', '""')

#: Bytes of new postings held in memory before they are written, and pages of memory for reading.
_HASH_BYTES, _CACHE_KIB, _MAPPED_BYTES = 256 << 20, 256 << 10, 8 << 30


def integers(*names: str) -> str:
    """Columns declared as whole numbers: without a type an index on them cannot be compared with codes."""
    return ", ".join(f"{name} INTEGER" for name in names)


_NAMES = tuple(field.name for field in fields(IndexDocument))
_SCHEMA = f"""
CREATE TABLE names (code INTEGER PRIMARY KEY, value TEXT UNIQUE);
CREATE TABLE held (number INTEGER PRIMARY KEY, {integers(*COLUMNS, *GROUPS)});
CREATE TABLE origin (origin INTEGER PRIMARY KEY, {integers(*GROUPS["origin"])});
CREATE TABLE shape (shape INTEGER PRIMARY KEY, {integers(*GROUPS["shape"])});
CREATE TABLE contained ({integers("unit", "department")});
CREATE TABLE records (number INTEGER PRIMARY KEY, record TEXT);
CREATE VIRTUAL TABLE texts USING fts5(
    {", ".join(field.name for field in TEXT_FIELDS)}, content='', tokenize="{_TOKENIZER}"
);
INSERT INTO texts(texts, rank) VALUES ('hashsize', {_HASH_BYTES});
"""
_INDEXES = """
INSERT INTO texts(texts) VALUES ('optimize');
CREATE INDEX held_by_kind ON held (kind, province);
CREATE INDEX held_by_province ON held (province, kind);
CREATE INDEX held_by_county ON held (county, year);
CREATE INDEX held_by_year ON held (year, county);
CREATE INDEX origin_by_holder ON origin (holder);
CREATE INDEX contained_by_department ON contained (department);
ANALYZE;
"""


def connect(path: Path) -> sqlite3.Connection:
    """Open for asking: mapped, with a generous cache, temporary tables in memory."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in (f"mmap_size = {_MAPPED_BYTES}", f"cache_size = -{_CACHE_KIB}", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def build(path: Path, documents: Iterable[IndexDocument]) -> None:
    """Write a new file; nothing of it survives a crash."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(_SCHEMA)
        _Builder(connection).add(documents)
        connection.executescript(_INDEXES)


class _Builder:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._codes: dict[str, int] = {kind: code for code, kind in enumerate(KINDS, 1)}
        self._combinations: dict[str, dict[tuple[int | None, ...], int]] = {name: {} for name in GROUPS}

    def add(self, documents: Iterable[IndexDocument]) -> None:
        self._connection.execute("BEGIN")
        holders: set[str] = set()
        for number, document in enumerate(documents, 1):
            self._insert("held", [number, *self._row(document)])
            self._insert("records", [number, _encode(document)])
            texts = [_tokens(getattr(document, field.name)) for field in TEXT_FIELDS]
            self._insert("texts", [number, *texts], "rowid", *(field.name for field in TEXT_FIELDS))
            holders.add(document.holder)
        self._insert_codes(departments_of_units(sorted(holders)))
        self._connection.execute("COMMIT")

    def _insert_codes(self, contained: Mapping[str, Sequence[str]]) -> None:
        for value, code in self._codes.items():
            self._insert("names", [code, value])
        for table, combinations in self._combinations.items():
            for values, code in combinations.items():
                self._insert(table, [code, *values])
        for unit, departments in contained.items():
            for department in departments:
                self._insert("contained", [self._codes[unit], self._codes[department]])

    def _insert(self, table: str, values: Sequence[object], *columns: str) -> None:
        into = f"{table}({', '.join(columns)})" if columns else table
        self._connection.execute(f"INSERT INTO {into} VALUES ({', '.join('?' * len(values))})", values)

    def _row(self, document: IndexDocument) -> Sequence[int | None]:
        """The row of ``held`` without its key; None for a blank value."""
        values = {name: self._value(document, name) for name in COLUMNS}
        groups = ((self._combinations[name], tuple(values[part] for part in parts)) for name, parts in GROUPS.items())
        return [*values.values(), *(known.setdefault(parts, len(known) + 1) for known, parts in groups)]

    def _value(self, document: IndexDocument, name: str) -> int | None:
        if name == "bucket":
            return None if document.amount_fen is None else bisect_right(AMOUNT_EDGES_FEN, document.amount_fen)
        value: str | int | None = getattr(document, name)
        if isinstance(value, str):
            return self._codes.setdefault(value, len(self._codes) + 1) if value else None
        return value


def _tokens(text: str) -> str:
    """The column of one text: its pairs, then its words."""
    if not text:
        return ""
    cut = streams(text)
    return " ".join(chain(pair_tokens(cut.text), (WORD_MARK + word for word in cut.words.split())))


def _encode(document: IndexDocument) -> str:
    return json.dumps(astuple(document), ensure_ascii=False, separators=(",", ":"))


def decode(record: str) -> IndexDocument:
    """A row of ``records`` as the record it was."""
    values: dict[str, Any] = dict(zip(_NAMES, json.loads(record), strict=True))
    return IndexDocument(**{**values, "quality": tuple(values["quality"])})
