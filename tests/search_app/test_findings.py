from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import EAST, HOSTILE, HOSTILE_TEXT, east_county, fill

import indexer
from index.catalog import Catalog
from index.catalog.findings import FINDING_FIELDS, FindingChoice
from index.records import Check, Classification, Disclosure
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library
from search_app.wording.labels import CHECK_LABELS


def broken(number: int, difference: int) -> Check:
    return Check(
        f"function.{number}.total", "类 = Σ款", False, Decimal(100), Decimal(100 - difference), Decimal(difference), ()
    )


def other_year() -> Disclosure:
    """The eastern county a year later: seven broken checks, two of them equally far off."""
    east = east_county()
    checks = tuple(broken(number, difference) for number, difference in enumerate((1, -70, 30, 30, 2, 9, 4)))
    return replace(
        east,
        source=replace(east.source, sha256="ab" * 32, path="/nowhere/东县2024.txt"),
        identity=replace(east.identity, year=2024, department="东县财政局", department_type="财政"),
        checks=checks,
    )


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    stores = Settings.for_data(tmp_path_factory.mktemp("findings"))
    fill(stores, [east_county(), other_year()])
    return stores


@pytest.fixture(scope="module")
def two_years(stores: Settings) -> Iterator[FlaskClient]:
    with open_library(stores) as library:
        yield create_app(library).test_client()


def asked(client: FlaskClient, query: str = "") -> list[float]:
    return [row["difference"] for row in client.get(f"/findings.json?{query}").get_json()["findings"]]


def test_only_checks_that_are_broken_are_findings(client: FlaskClient) -> None:
    body = client.get("/findings.json?county=东县").get_json()
    (finding,) = body["findings"]
    assert body["total"] == 1
    assert (finding["document_id"], finding["check"], finding["kind"]) == (EAST, "projects_sum", "projects_sum")
    assert (finding["left"], finding["right"], finding["difference"]) == (1_800_000, 1_830_000, -30_000)
    assert finding["pages"] == [1]


def test_the_largest_difference_comes_first_whichever_side_is_larger(two_years: FlaskClient) -> None:
    assert asked(two_years) == [-30_000, -70, 30, 30, 9, 4, 2, 1]


def test_pages_show_every_finding_once(two_years: FlaskClient) -> None:
    seen, cursor = [], ""
    while True:
        body = two_years.get("/findings.json", query_string={"limit": 3, "cursor": cursor}).get_json()
        seen += [(row["document_id"], row["check"]) for row in body["findings"]]
        if body["next_cursor"] is None:
            break
        cursor = body["next_cursor"]
    assert len(seen) == len(set(seen)) == body["total"] == 8


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("year=2024", 7),
        ("year=2023", 1),
        ("year=2023&year=2024", 8),
        ("department_type=财政", 7),
        ("check=function", 7),
    ],
)
def test_findings_are_chosen_by_field(two_years: FlaskClient, query: str, count: int) -> None:
    assert len(asked(two_years, query)) == count


def test_different_fields_must_all_agree(two_years: FlaskClient) -> None:
    assert asked(two_years, "year=2023&department_type=财政") == []


def test_a_kind_is_a_whole_part_of_the_check_id(two_years: FlaskClient) -> None:
    assert asked(two_years, "check=func") == []
    assert asked(two_years, "check=%25") == []


def test_a_facet_ignores_its_own_choice_and_obeys_the_others(stores: Settings) -> None:
    with Catalog.open(stores.catalog_url) as catalog:
        choice = FindingChoice({"year": ("2023",)})
        assert catalog.finding_values(choice, "year") == (("2024", 7), ("2023", 1))
        assert catalog.finding_values(choice, "department") == (("东县人民政府办公室", 1),)
        for field in FINDING_FIELDS:
            everything = FindingChoice({})
            assert sum(count for _, count in catalog.finding_values(everything, field)) == 8


def test_the_page_shows_both_numbers_the_formula_and_the_pages(client: FlaskClient) -> None:
    page = client.get("/findings?county=东县").text
    for text in ("Σ项目 = 项目支出", "180.00", "183.00", "-3.00", "左边的 1.67%", "第 2–3 行"):
        assert text in page
    (href,) = re.findall(rf'href="(/d/{EAST}/1\?lines=2-3#cited)"', page)
    assert client.get(href).status_code == 200


def test_the_page_leads_on_and_back(two_years: FlaskClient) -> None:
    page = two_years.get("/findings?limit=5&year=2024").text
    (following,) = re.findall(r'rel="next" href="([^"]*)"', page)
    second = two_years.get(following.replace("&amp;", "&")).text
    assert second.count('class="hit"') == 2
    assert "回到第一页" in second
    assert '<meta name="robots" content="noindex">' in second


def test_a_choice_that_finds_nothing_can_be_taken_back(two_years: FlaskClient) -> None:
    page = two_years.get("/findings?year=1999").text
    assert "没有不平的勾稽" in page
    assert 'aria-label="去掉筛选：年度：1999年"' in page


def test_csv_holds_every_finding_with_links(two_years: FlaskClient) -> None:
    answer = two_years.get("/findings.csv?limit=2&year=2024")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [Decimal(row["差额（元）"]) for row in rows] == [-70, 30, 30, 9, 4, 2, 1]
    assert two_years.get(rows[0]["文件地址"]).status_code == 200


@pytest.mark.parametrize("query", ["year=x", "limit=0", "limit=x", "cursor=1.2", f"cursor={10**19}.{EAST}.1"])
def test_what_cannot_be_understood_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/findings?{query}").status_code == 400
    assert client.get(f"/findings.json?{query}").get_json()["error"]["kind"] == "argument"


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    page = client.get("/findings", query_string={"county": HOSTILE_TEXT}).text
    assert HOSTILE in page
    assert "<script>alert" not in page


def test_every_kind_of_check_that_the_indexer_makes_has_a_name() -> None:
    modules = sorted((Path(indexer.__file__).parent / "extract").rglob("*checks.py"))
    source = "".join(path.read_text(encoding="utf-8") for path in modules)
    written_out = set(re.findall(r'"([a-z_]+)\.[a-z_{]', source))
    assert written_out | set(Classification) == set(CHECK_LABELS)
