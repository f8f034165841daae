"""docs/catalog.md names every table, column and view."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.catalog import Catalog

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text(encoding="utf-8")


@pytest.fixture
def names(tmp_path: Path) -> dict[str, list[str]]:
    """Table or view -> its columns, as SQLite tells them."""
    path = tmp_path / "catalog.sqlite"
    Catalog.open(f"sqlite:///{path}", create=True).close()
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        return {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for (name,) in found}


def test_every_table_and_view_has_a_row(names: dict[str, list[str]]) -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", DOCUMENTED, re.MULTILINE))

    assert names.keys() <= rows


def test_every_column_of_a_table_is_explained(names: dict[str, list[str]]) -> None:
    explained = set(re.findall(r"`(\w+)`", DOCUMENTED))

    assert {column for columns in names.values() for column in columns if not column.endswith("_yuan")} <= explained
