"""A disclosure in two files: each page leads to the other, JSON says so, coverage counts one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sample_disclosures import east_county, fill

from index.records import Section, SectionKind, Statement
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library

EAST = east_county()
EXPLANATION = replace(
    EAST,
    source=replace(EAST.source, sha256="f1" * 32, path="/nowhere/说明.txt"),
    lines=(),
    projects=(),
    statements=(),
    sections=(Section(0, ("一、收入说明",), SectionKind.EXPLANATION, "收入增加。" * 60, ()),),
)
TABLES = replace(
    EAST,
    source=replace(EAST.source, sha256="f2" * 32, path="/nowhere/报表.txt"),
    sections=(),
    statements=tuple(
        Statement(number, kind, "表", "万元", 1, 1, False, ())
        for number, kind in enumerate(("income_expenditure", "expenditure", "three_public"))
    ),
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    stores = Settings.for_data(tmp_path_factory.mktemp("pair"))
    fill(stores, [EXPLANATION, TABLES])
    with open_library(stores) as library:
        yield create_app(library).test_client()


@pytest.mark.parametrize(
    ("shown", "other", "word"), [(EXPLANATION, TABLES, "报表 3"), (TABLES, EXPLANATION, "文字说明")]
)
def test_each_file_leads_to_the_other(pair: FlaskClient, shown, other, word):
    page = pair.get(f"/d/{shown.document_id}").text

    assert "同一公开的另一文件" in page
    assert f'<a href="/d/{other.document_id}">{word}</a>' in page


@pytest.mark.parametrize("address", ["/d/{}.json", "/api/v1/documents/{}"])
def test_json_names_the_other_file(pair: FlaskClient, address: str):
    told = pair.get(address.format(EXPLANATION.document_id)).get_json()["other_files"]

    assert told == [
        {"id": TABLES.document_id, "tells": False, "prints": ["expenditure", "income_expenditure", "three_public"]}
    ]


def test_coverage_counts_one_disclosure(pair: FlaskClient):
    assert pair.get("/coverage.json").get_json()["documents"] == 1


def test_a_document_in_one_file_says_nothing_of_others(client: FlaskClient):
    page = client.get(f"/d/{EAST.document_id}")

    assert page.status_code == 200
    assert "另一文件" not in page.text
