"""The whole collection as files: records, documents and findings as CSV, Parquet and SQLite, in one archive.

Flat in memory however large the collection is: rows pass a few at a time, and the
SQLite file, which cannot be written from its beginning to its end, grows in a
temporary folder beside the CSV of the same rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from analyzers.money import to_fen
from index.catalog.table_file import TableFile, table_file
from index.documents import IndexDocument
from search_app.export.archive import Archive
from search_app.export.columns import COLUMNS, Cell, Column, Origin, json_row, spreadsheet_row
from search_app.export.csv_file import csv_parts
from search_app.export.parquet_file import parquet_parts
from search_app.export.parts import batches

#: Columns of the SQLite tables that rows are looked up by.
_RECORD_KEYS = ("id", "kind", "division_code", "code")

SQLITE_FILE = "yusou.sqlite"


@dataclass(frozen=True, slots=True)
class Findings:
    """Checks that do not close as rows: heads for people, names for programs, cells in their order."""

    head: Sequence[str]
    names: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Collection:
    """What the archive is made of.

    ``records`` and ``again`` go through all records, of the same state of the
    index; ``documents`` through those of whole documents. ``head`` are the labels of
    the columns of records, ``about`` is what the Parquet file says of itself.
    """

    readme: str
    origin: Origin
    head: Sequence[str]
    records: Iterable[IndexDocument]
    again: Iterable[IndexDocument]
    documents: Iterable[IndexDocument]
    findings: Findings
    about: Mapping[str, Cell]


def collection_parts(collection: Collection) -> Iterator[bytes]:
    """The archive, a part at a time."""
    archive = Archive()
    yield from archive.add("README.txt", [collection.readme.encode()])
    with tempfile.TemporaryDirectory(prefix="yusou-download-") as folder:
        path = Path(folder) / SQLITE_FILE
        with table_file(path) as tables:
            yield from _tables(archive, tables, collection)
        yield from archive.add_file(SQLITE_FILE, path)
    rows = (json_row(record, collection.origin) for record in collection.again)
    yield from archive.add("records.parquet", parquet_parts(COLUMNS, rows, collection.about), packed=True)
    yield from archive.finish()


def _tables(archive: Archive, tables: TableFile, collection: Collection) -> Iterator[bytes]:
    """The CSV files; on their way the rows go into the tables of the same names."""
    for name, records in (("documents", collection.documents), ("records", collection.records)):
        tables.create(name, {_stored(column.name, column.type): _stored_type(column) for column in COLUMNS})
        rows = _record_rows(tables, name, records, collection.origin)
        yield from archive.add(f"{name}.csv", csv_parts(collection.head, rows))
        tables.look_up_by(name, _RECORD_KEYS)
    findings = collection.findings
    numbers = {"left": Decimal, "right": Decimal, "difference": Decimal, "year": int, "snapshot": int}
    kinds = {name: numbers.get(name, str) for name in findings.names}
    tables.create("findings", {_stored(n, kind): str if kind is str else int for n, kind in kinds.items()})
    yield from archive.add("findings.csv", csv_parts(findings.head, _finding_rows(tables, findings.rows)))


def _record_rows(
    tables: TableFile, table: str, records: Iterable[IndexDocument], origin: Origin
) -> Iterator[tuple[Cell, ...]]:
    for batch in batches(records):
        tables.add(table, [[_cell(column.read(record, origin)) for column in COLUMNS] for record in batch])
        yield from (spreadsheet_row(record, origin) for record in batch)


def _finding_rows(tables: TableFile, rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    for batch in batches(rows):
        tables.add("findings", [list(map(_cell, row)) for row in batch])
        yield from batch


def _stored(name: str, kind: type) -> str:
    """The name of a column in SQLite, which has no exact decimals: amounts are whole fen."""
    return f"{name}_fen" if kind is Decimal else name


def _stored_type(column: Column) -> type[str | int]:
    return str if column.type is str else int


def _cell(cell: Cell) -> str | int | None:
    return to_fen(cell) if isinstance(cell, Decimal) else cell
