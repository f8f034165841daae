"""Everything at once: the archive is sound, complete, the same each time, and masks what pages mask."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyarrow.parquet import read_table

from index.query.tree import Query
from search_app.app import create_app
from search_app.export.archive import Archive
from search_app.library import Library
from search_app.serving.options import ServingOptions
from search_app.serving.rates import RATES
from search_app.serving.route_classes import RouteClass


@pytest.fixture
def archive(client: FlaskClient) -> Iterator[zipfile.ZipFile]:
    with client.get("/download.zip") as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        yield archive


@pytest.fixture
def database(archive: zipfile.ZipFile, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(archive.extract("yusou.sqlite", tmp_path))) as connection:
        yield connection


def csv_rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_the_archive_is_sound_and_every_checksum_holds(archive: zipfile.ZipFile) -> None:
    assert archive.testzip() is None
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert sums.keys() == set(archive.namelist()) - {"SHA256SUMS"}
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums}


def test_every_file_holds_every_record(
    archive: zipfile.ZipFile, database: sqlite3.Connection, library: Library, client: FlaskClient
) -> None:
    ids = [record.id for record in library.engine.scan(Query())]
    assert [row["编号"] for row in csv_rows(archive, "records.csv")] == ids
    assert [found for (found,) in database.execute("SELECT id FROM records")] == ids
    assert read_table(io.BytesIO(archive.read("records.parquet")))["id"].to_pylist() == ids
    documents = set(library.catalog.document_ids())
    assert {row["编号"][:16] for row in csv_rows(archive, "documents.csv")} == documents
    assert {found[:16] for (found,) in database.execute("SELECT id FROM documents")} == documents
    found = client.get("/findings.json?limit=200").get_json()["total"]
    assert len(csv_rows(archive, "findings.csv")) == found
    assert database.execute("SELECT count(*) FROM findings").fetchone() == (found,)


def test_amounts_are_exact_in_every_file(archive: zipfile.ZipFile, database: sqlite3.Connection) -> None:
    (row,) = [row for row in csv_rows(archive, "records.csv") if row["名称"] == "政务外网运维项目"]
    assert row["金额（元）"] == "200000.00"
    assert database.execute("SELECT amount_fen FROM records WHERE name = '政务外网运维项目'").fetchone() == (
        20_000_000,
    )
    table = read_table(io.BytesIO(archive.read("records.parquet"))).to_pylist()
    assert [one["amount"] for one in table if one["name"] == "政务外网运维项目"] == [Decimal("200000.00")]
    differences = database.execute("SELECT difference_fen FROM findings WHERE \"check\" = 'projects_sum'").fetchall()
    assert differences == [(-3_000_000,)]


def test_blank_is_null_and_not_zero(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT amount_fen, goal FROM records WHERE name = '档案整理'").fetchone() == (None, None)


def test_mobile_numbers_are_masked_in_every_file(archive: zipfile.ZipFile, database: sqlite3.Connection) -> None:
    assert all(b"13900001234" not in archive.read(name) for name in archive.namelist())
    assert "139****1234" in archive.read("records.csv").decode()
    texts = [text for (text,) in database.execute("SELECT text FROM records WHERE text LIKE '%139%'")]
    assert texts
    assert all("139****1234" in text for text in texts)
    table = read_table(io.BytesIO(archive.read("records.parquet")))
    assert not any("13900001234" in str(row) for row in table.to_pylist())


def test_the_same_snapshot_gives_the_same_bytes(client: FlaskClient) -> None:
    whole = []
    for _ in range(2):
        with client.get("/download.zip") as answer:
            whole.append(answer.data)
    assert len(whole[0]) > 1000
    assert whole[0] == whole[1]


def test_the_readme_says_where_it_is_from_and_what_the_columns_are(archive: zipfile.ZipFile, library: Library) -> None:
    readme = archive.read("README.txt").decode()
    assert f"数据快照：{library.catalog.version()}" in readme
    assert "http://localhost/" in readme
    assert all(name in readme for name in archive.namelist() if name != "README.txt")
    assert all(f"{name}  " in readme for name in ("division_code", "amount", "page_link"))


def test_one_is_served_at_a_time_and_the_next_after_it(client: FlaskClient) -> None:
    first = client.get("/download.zip", buffered=False)
    refused = client.get("/download.zip")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    first.close()
    with client.get("/download.zip") as answer:
        assert answer.status_code == 200
    client.head("/download.zip").close()
    with client.get("/download.zip") as answer:
        assert answer.status_code == 200


def test_it_counts_as_heavy(library: Library) -> None:
    client = create_app(library, serving=ServingOptions(limits=True)).test_client()
    asked = int(RATES[RouteClass.HEAVY].burst) + 1
    statuses = []
    for _ in range(asked):
        with client.head("/download.zip") as answer:
            statuses.append(answer.status_code)
    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {200}
    assert client.get("/download").status_code == 200


def test_the_page_says_how_much_there_is(client: FlaskClient, library: Library) -> None:
    page = client.get("/download").text
    assert f"{library.engine.count(Query())} 条记录" in page
    assert 'href="/download.zip"' in page


def test_parts_leave_while_the_archive_is_written() -> None:
    archive = Archive()
    taken: list[int] = []

    def parts() -> Iterator[bytes]:
        for number in range(3):
            taken.append(number)
            yield bytes([number]) * 100_000

    leaving = archive.add("x", parts(), packed=True)
    assert len(next(leaving)) >= 100_000
    assert taken == [0]
    whole = b"".join(leaving) + b"".join(archive.finish())
    assert len(whole) > 200_000
