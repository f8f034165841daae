from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

import openpyxl
import pyarrow
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyarrow.parquet import read_table
from sample_disclosures import HOSTILE_TEXT, east_county, fill
from werkzeug.test import TestResponse

from index.records import Disclosure, Project
from index.settings import Settings
from search_app.app import create_app
from search_app.export.csv_file import csv_parts, neutral
from search_app.export.xlsx_file import MOST_CHARACTERS, xlsx_parts
from search_app.library import Library, open_library

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u3000=1", "＝1", "＋1", "－1", "＠x")


def csv_rows(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def sheet(data: bytes, name: str = "数据") -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows()]


def parquet(data: bytes) -> pyarrow.Table:
    return read_table(io.BytesIO(data))


def every_form(client: FlaskClient, asked: str) -> Iterator[list[dict[str, object]]]:
    yield [dict(row) for row in csv_rows(client.get(f"/export.csv?{asked}"))]
    head, *rows = sheet(client.get(f"/export.xlsx?{asked}").data)
    yield [dict(zip(map(str, head), row, strict=True)) for row in rows]
    yield client.get(f"/export.json?{asked}").get_json()["rows"]
    yield [json.loads(line) for line in client.get(f"/export.ndjson?{asked}").text.splitlines()]
    yield parquet(client.get(f"/export.parquet?{asked}").data).to_pylist()


@pytest.mark.parametrize(
    "asked", ["", "q=政务外网", "q=政务外网&county=东县", "kind=project&min=100万", "q=zwww", "q=没有这种东西"]
)
def test_every_format_holds_as_many_rows_as_the_page_counts(client: FlaskClient, asked: str) -> None:
    total = client.get(f"/search.json?{asked}").get_json()["total"]
    assert [len(rows) for rows in every_form(client, asked)] == [total] * 5
    assert client.get(f"/export.csv?{asked}").headers["X-Total-Count"] == str(total)


def test_counts_of_a_disjoint_facet_add_up_to_the_rows(client: FlaskClient) -> None:
    chooser = random.Random(20)
    words = ["政务外网", "项目", "维修", "行政", "支出", "网络"]
    for _ in range(20):
        asked = {"q": chooser.choice(words), "not_kind": chooser.choice(["", "section", "line"])}
        kinds = client.get("/search.json", query_string=asked).get_json()["facets"]["kind"]
        excluded = asked["not_kind"]
        rows = csv_rows(client.get("/export.csv", query_string=asked))
        assert len(rows) == sum(value["count"] for value in kinds if value["value"] != excluded)


def test_a_row_says_what_the_record_says(client: FlaskClient) -> None:
    row = next(row for row in csv_rows(client.get("/export.csv?q=政务外网")) if row["名称"] == "政务外网运维项目")
    assert (row["记录类型"], row["区县"], row["年度"], row["金额（元）"]) == ("项目", "东县", "2023", "200000.00")
    assert (row["原文金额"], row["原文单位"], row["科目编码"]) == ("20", "万元", "2010302")
    assert row["绩效指标"].startswith("产出指标 数量指标 接入单位数量")


def test_every_row_leads_back_to_its_record_its_page_and_its_search(client: FlaskClient) -> None:
    for row in client.get("/export.json?q=政务外网&kind=project").get_json()["rows"]:
        for name in ("link", "page_link", "search"):
            assert client.get(row[name]).status_code == 200
        assert row["id"] in row["link"]
        assert isinstance(row["snapshot"], int)


def test_json_says_what_was_asked_of_which_snapshot(client: FlaskClient, library: Library) -> None:
    body = client.get("/export.json?q=政务外网&cursor=x&limit=1").get_json()
    assert body["query"] == "政务外网"
    assert body["snapshot"] == library.catalog.version()
    assert body["total"] == len(body["rows"]) > 1


def test_the_sheet_of_a_workbook_says_where_it_comes_from(client: FlaskClient) -> None:
    said = dict(sheet(client.get("/export.xlsx?q=政务外网").data, "说明"))
    assert said["检索式"] == "政务外网"
    assert said["检索地址"] == "http://localhost/search?q=%E6%94%BF%E5%8A%A1%E5%A4%96%E7%BD%91"


def test_amounts_are_numbers_in_a_workbook_and_text_never_is_a_formula(client: FlaskClient) -> None:
    head, *rows = sheet(client.get("/export.xlsx?kind=project").data)
    amounts = {row[head.index("名称")]: row[head.index("金额（元）")] for row in rows}
    assert amounts["政务外网运维项目"] == 200_000
    assert amounts["档案整理"] is None
    book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_parts(["名"], [[text] for text in FORMULAS], {}))))
    assert [cell.data_type for (cell,) in book["数据"].iter_rows(min_row=2)] == ["s"] * len(FORMULAS)


def test_parquet_holds_exact_amounts_and_says_what_was_asked(client: FlaskClient, library: Library) -> None:
    table = parquet(client.get("/export.parquet?q=政务外网&kind=project").data)
    amounts = dict(zip(table["name"].to_pylist(), table["amount"].to_pylist(), strict=True))
    assert amounts["政务外网运维项目"] == Decimal("200000.00")
    assert table.schema.metadata[b"query"].decode() == "政务外网"
    assert table.schema.metadata[b"snapshot"] == str(library.catalog.version()).encode()


def test_same_query_and_snapshot_give_the_same_bytes(client: FlaskClient) -> None:
    for form in ("csv", "json", "ndjson", "parquet"):
        assert client.get(f"/export.{form}?q=政务外网").data == client.get(f"/export.{form}?q=政务外网").data


def test_a_file_is_named_after_what_was_asked(client: FlaskClient) -> None:
    named = client.get("/export.csv", query_string={"q": '"政务外网" OR 网络'}).headers["Content-Disposition"]
    assert named.startswith("attachment; filename")
    assert "%E6%94%BF%E5%8A%A1%E5%A4%96%E7%BD%91_OR_" in named


def test_a_wrong_query_is_refused_before_anything_is_sent(client: FlaskClient) -> None:
    assert client.get("/export.csv?q=(").status_code == 400
    assert client.get("/export.json?min=x").get_json()["error"]["parameter"] == "min"
    assert client.get("/export.exe").status_code == 404


def test_hostile_text_and_mobile_numbers_stay_text_and_masked(client: FlaskClient) -> None:
    names = [row["名称"] for row in csv_rows(client.get("/export.csv"))]
    assert f"{HOSTILE_TEXT}政务外网" in names
    everything = client.get("/export.ndjson").text
    assert "13900001234" not in everything
    assert "139****1234" in everything


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_calculate_is_quoted(text: str) -> None:
    assert neutral(text) == f"'{text}"


@given(st.one_of(st.text(), st.sampled_from(FORMULAS).flatmap(lambda start: st.text().map(start.__add__))))
def test_no_csv_cell_of_text_starts_like_a_formula(text: str) -> None:
    shown = neutral(text)
    assert not str(shown).strip().startswith(("=", "+", "-", "@"))
    assert str(shown).removeprefix("'") == text.removeprefix("'")


def test_numbers_are_not_quoted() -> None:
    assert neutral(Decimal("-12.50")) == Decimal("-12.50")


@given(st.lists(st.tuples(st.text(max_size=20), st.none() | st.decimals(-(10**9), 10**9, places=2)), max_size=5))
def test_any_text_survives_a_workbook_as_far_as_xml_can_say_it(rows: list[tuple[str, Decimal | None]]) -> None:
    data = b"".join(xlsx_parts(["文字", "数"], rows, {"检索式": "x"}))
    found = sheet(data)[1:]
    assert [number for _, number in found] == [None if number is None else float(number) for _, number in rows]
    sayable = [(text, read) for (text, _), (read, _) in zip(rows, found, strict=True) if text.isprintable() and text]
    assert all(read == text for text, read in sayable)


def test_long_text_is_cut_in_a_workbook_and_says_so() -> None:
    (_, (cell,)) = sheet(b"".join(xlsx_parts(["文字"], [["长" * 40_000]], {})))
    assert len(str(cell)) == MOST_CHARACTERS
    assert str(cell).endswith("…")


def test_parts_leave_before_the_last_row_is_known() -> None:
    def endless() -> Iterator[list[str]]:
        while True:
            yield ["政务外网"]

    assert b"".join(islice(csv_parts(["名"], endless()), 3)).count("政务外网".encode()) == 1000
    assert len(list(islice(xlsx_parts(["名"], endless(), {}), 3))) == 3


def test_a_workbook_is_a_sound_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(xlsx_parts(["名"], [["一"]] * 1200, {})))) as archive:
        assert archive.testzip() is None


@pytest.fixture
def large(tmp_path_factory: pytest.TempPathFactory, west: Disclosure) -> Iterator[FlaskClient]:
    """A document with more records than one part of a scan holds, and another."""
    stores = Settings.for_data(tmp_path_factory.mktemp("large"))
    projects = tuple(Project(number, f"道路养护{number}", None, None, None, (), ()) for number in range(6_000))
    fill(stores, [replace(east_county(), projects=projects), west])
    with open_library(stores) as library:
        yield create_app(library).test_client()


def test_large_results_are_whole_and_in_reading_order(large: FlaskClient) -> None:
    rows = [json.loads(line) for line in large.get("/export.ndjson?q=道路养护").text.splitlines()]
    assert [row["name"] for row in rows] == [f"道路养护{number}" for number in range(6_000)]
