"""Rows as a SQLite file of their own, for those who take the collection with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

#: Column -> what its cells hold where they hold anything.
Columns = Mapping[str, type[str | int]]

_AFFINITY = {str: "TEXT", int: "INTEGER"}


class TableFile:
    """Tables that are being written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def create(self, table: str, columns: Columns) -> None:
        """Add an empty table."""
        described = ", ".join(f"{_quoted(name)} {_AFFINITY[kind]}" for name, kind in columns.items())
        self._connection.execute(f"CREATE TABLE {_quoted(table)} ({described})")

    def add(self, table: str, rows: Sequence[Sequence[str | int | None]]) -> None:
        """Add rows, a cell for each column in the order of ``create``."""
        if rows:
            places = ", ".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {_quoted(table)} VALUES ({places})", rows)

    def look_up_by(self, table: str, columns: Iterable[str]) -> None:
        """Have rows found quickly by each of these columns; sooner done once all are there."""
        for name in columns:
            index = _quoted(f"{table}_{name}")
            self._connection.execute(f"CREATE INDEX {index} ON {_quoted(table)} ({_quoted(name)})")


@contextmanager
def table_file(path: Path) -> Iterator[TableFile]:
    """Write a new SQLite file while the block runs; the same rows make the same bytes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a file that is not finished is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        yield TableFile(connection)
        connection.execute("COMMIT")


def _quoted(name: str) -> str:
    """A name of ours as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
