"""Running the pipeline in a test and looking at all it left behind."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from index.catalog import Catalog, schema
from index.documents import IndexDocument, index_documents
from index.engines import open_engine
from index.query.tree import Query
from index.settings import Settings
from indexer.pipeline import IndexRun
from indexer.pool import Read, ReadingPool
from indexer.progress import PlainListener
from indexer.reading import read_file
from indexer.report import Report
from indexer.walk import find_files

#: Journal columns that differ between two runs that did the same.
TIMES = {"seen_at", "seconds"}

#: One row of a table, by column.
Row = dict[str, object]


def index_files(
    settings: Settings, paths: Sequence[Path], *, read: Read = read_file, reread: bool = False, jobs: int = 2
) -> Report:
    """Run the pipeline over folders and files, as ``yusou index`` does. Paths that are neither go in as files found."""
    files = [*find_files([path for path in paths if path.exists()]), *(path for path in paths if not path.exists())]
    stop = threading.Event()
    with (
        Catalog.open(settings.catalog_url, create=True) as catalog,
        closing(open_engine(settings.index_url, create=True)) as engine,
        PlainListener(Console(quiet=True)) as listener,
    ):
        run = IndexRun(catalog, engine, ReadingPool(jobs, stop, read=read), listener, stop, reread=reread)
        return run.run(files)


def tables(settings: Settings) -> dict[str, list[Row]]:
    """Every row of the catalog that two equal runs must share, as another program reads it."""
    names = [table.name for table in schema.metadata.sorted_tables if table is not schema.state]
    with closing(sqlite3.connect(settings.data / "catalog.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        return {name: sorted(_rows(connection, name), key=str) for name in names}


def _rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    return [{column: row[column] for column in row.keys() if column not in TIMES} for row in rows]  # noqa: SIM118  # a Row iterates over values


def indexed_records(settings: Settings) -> dict[str, IndexDocument | None]:
    """What the index holds under the id of every record of the catalog; asserts that it holds nothing else."""
    with (
        Catalog.open(settings.catalog_url) as catalog,
        closing(open_engine(settings.index_url)) as engine,
    ):
        ids = [record.id for disclosure in catalog.disclosures() for record in index_documents(disclosure)]
        assert engine.count(Query()) == len(ids)
        return {record_id: engine.get(record_id) for record_id in ids}


def assert_index_follows_catalog(settings: Settings) -> None:
    """The index holds exactly the records of the catalog, and nothing waits."""
    with Catalog.open(settings.catalog_url) as catalog:
        expected = {record.id: record for disclosure in catalog.disclosures() for record in index_documents(disclosure)}
        assert catalog.pending() == ()
    assert indexed_records(settings) == expected
