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
from sample_disclosures import EAST, HOSTILE, HOSTILE_TEXT, east_county, fill, hostile_county, wan
from werkzeug.test import TestResponse

from index.records import Disclosure, DocumentKind, Stage
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library
from search_app.views.bars import bar_lengths
from search_app.views.other_years import other_years

EAST_CODE, WEST_CODE, HOSTILE_CODE = "630101", "630102", "630103"


def in_year(disclosure: Disclosure, digits: str, year: int, expenditure: str, kind: DocumentKind) -> Disclosure:
    """The same department in another year, or by another kind of document."""
    stage = Stage.FINAL_ACCOUNTS if kind.endswith("决算") else Stage.BUDGET
    return replace(
        disclosure,
        source=replace(disclosure.source, sha256=digits * 32, path=f"/nowhere/{digits}.txt"),
        identity=replace(disclosure.identity, year=year, kind=kind, stage=stage),
        totals=replace(disclosure.totals, expenditure=wan(expenditure)),
    )


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, west: Disclosure) -> Iterator[FlaskClient]:
    """The east over three years, once also as final accounts, and two peers of 2023."""
    stores = Settings.for_data(tmp_path_factory.mktemp("years"))
    east = east_county()
    peers = [
        replace(peer, identity=replace(peer.identity, division_code=f"63020{number + 1}", county=f"邻县{number}"))
        for number, peer in enumerate(
            (
                in_year(east, "d1", 2023, "100", DocumentKind.DEPARTMENT_BUDGET),
                in_year(east, "d2", 2023, "200", DocumentKind.DEPARTMENT_BUDGET),
            )
        )
    ]
    own = [
        in_year(east, "e1", 2024, "330", DocumentKind.DEPARTMENT_BUDGET),
        in_year(east, "e2", 2025, "165", DocumentKind.DEPARTMENT_BUDGET),
        in_year(east, "e3", 2023, "270", DocumentKind.DEPARTMENT_ACCOUNTS),
    ]
    fill(stores, [east, *own, *peers, west, hostile_county()])
    with open_library(stores) as library:
        yield create_app(library).test_client()


def rows(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


OVERVIEWS = (
    f"/place/{EAST_CODE}",
    "/place/630000",
    "/subject/201",
    "/subject/2010301",
    "/subject/30201",
    "/subjects",
    "/coverage",
    "/kinds",
    "/kinds?sort=median&name=zwww",
    "/kinds?kind=政务外网",
    "/compare",
    f"/compare?id={EAST}-p0&id={EAST}-p1",
    f"/compare?id={EAST_CODE}&id={WEST_CODE}",
    "/departments",
    "/departments?type=政府办公室",
)


@pytest.mark.parametrize("address", OVERVIEWS)
def test_every_overview_answers_as_page_and_as_json(client: FlaskClient, address: str) -> None:
    path, _, asked = address.partition("?")
    page = client.get(address)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert isinstance(client.get(f"{path}.json?{asked}").get_json(), dict)


@pytest.mark.parametrize(
    "address",
    ["/place/999999", "/place/6301", f"/place/{EAST_CODE}?department=x", "/subject/299", "/subject/101", "/subject/20"],
)
def test_places_and_subjects_that_nobody_knows_are_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


class TestPlace:
    def test_shows_each_document_with_its_change_and_its_peers(self, years: FlaskClient) -> None:
        found = {
            (row["year"], row["kind"]): row for row in years.get(f"/place/{EAST_CODE}.json").get_json()["documents"]
        }
        assert [found[year, "部门预算"]["expenditure"] for year in (2023, 2024, 2025)] == [
            3_000_000,
            3_300_000,
            1_650_000,
        ]
        assert [found[year, "部门预算"]["change"] for year in (2023, 2024, 2025)] == [None, "+10.0%", "-50.0%"]
        assert (found[2023, "部门预算"]["peers"], found[2023, "部门预算"]["peers_median"]) == (2, 1_500_000)
        assert found[2024, "部门预算"]["peers_median"] is None

    def test_sets_the_budget_against_the_final_accounts(self, years: FlaskClient) -> None:
        (row,) = years.get(f"/place/{EAST_CODE}.json").get_json()["executions"]
        assert (row["year"], row["budget"], row["accounts"], row["share"]) == (2023, 3_000_000, 2_700_000, "90.0%")

    def test_draws_the_years_beside_the_median_of_the_peers(self, years: FlaskClient) -> None:
        department = "东县人民政府办公室"
        drawn = rows(years.get(f"/place/{EAST_CODE}/charts/spending.csv", query_string={"department": department}))
        found = {row["文件"]: (row["支出（元）"], row["各地同类部门中位数（元）"]) for row in drawn}
        assert found["2023年部门预算"] == ("3000000", "1500000")
        assert found["2024年部门预算"] == ("3300000", "")

    def test_blank_is_not_zero(self, client: FlaskClient) -> None:
        (row,) = client.get(f"/place/{EAST_CODE}.json").get_json()["documents"]
        assert row["three_public"] == [75_200, 0, None, None, 30_000]
        printed = rows(client.get(f"/place/{EAST_CODE}.csv"))[0]
        assert (printed["因公出国（境）（元）"], printed["公务用车购置（元）"]) == ("0", "")

    def test_adds_its_classes_by_year_and_kind(self, years: FlaskClient) -> None:
        tables = years.get(f"/place/{EAST_CODE}.json").get_json()["subjects"]
        assert [(table["year"], table["kind"]) for table in tables] == [
            (2025, "部门预算"),
            (2024, "部门预算"),
            (2023, "部门决算"),
            (2023, "部门预算"),
        ]
        assert {row["code"]: row["yuan"] for row in tables[0]["rows"]} == {"201": 3_000_000}

    def test_says_which_tables_are_missing_and_which_are_empty(self, client: FlaskClient) -> None:
        body = client.get(f"/place/{EAST_CODE}.json").get_json()
        assert dict(zip(body["statements"], body["documents"][0]["statements"], strict=True)) == {
            "支出总表": "有",
            "政府性基金预算支出表": "空表",
        }

    def test_one_department_can_be_looked_at_alone(self, years: FlaskClient) -> None:
        body = years.get(f"/place/{EAST_CODE}.json?department=东县人民政府办公室").get_json()
        assert body["department"] == "东县人民政府办公室"
        assert len(body["documents"]) == 4

    def test_a_province_leads_to_the_places_below_it(self, years: FlaskClient) -> None:
        below = {way["name"]: way["documents"] for way in years.get("/place/630000.json").get_json()["below"]}
        assert below == {"东县": 4, "西县": 1, HOSTILE_TEXT: 1, "邻县0": 1, "邻县1": 1}
        assert {way["name"] for way in years.get("/place/630200.json").get_json()["below"]} == {"邻县0", "邻县1"}

    def test_findings_are_counted_and_linked(self, client: FlaskClient) -> None:
        body = client.get(f"/place/{EAST_CODE}.json").get_json()
        assert body["findings"] == 1
        assert client.get(body["findings_href"].replace("/findings", "/findings.json")).get_json()["total"] == 1

    def test_hostile_text_stays_text(self, client: FlaskClient) -> None:
        for address in (f"/place/{HOSTILE_CODE}", "/coverage", "/departments", f"/compare?id={HOSTILE}-p0"):
            assert "<script>alert" not in client.get(address).text


class TestSubject:
    def test_adds_the_best_statement_of_each_document(self, years: FlaskClient) -> None:
        body = years.get("/subject/201.json").get_json()
        sums = {(row["year"], row["kind"]): (row["documents"], row["yuan"]) for row in body["years"]}
        assert sums[2023, "部门预算"] == (3, 9_000_000)
        assert sums[2023, "部门决算"] == (1, 3_000_000)

    def test_the_parts_of_a_subject_add_up_to_it(self, years: FlaskClient) -> None:
        whole = years.get("/subject/20103.json").get_json()
        parts = [row["yuan"] for row in whole["children"] if row["yuan"] is not None]
        assert whole["counted"] == "2023年部门预算"
        assert sum(parts) == 9_000_000

    def test_stands_in_the_tree(self, client: FlaskClient) -> None:
        body = client.get("/subject/2010301.json").get_json()
        assert [above["code"] for above in body["above"]] == ["201", "20103"]
        assert (body["name"], body["classification"], body["level"]) == ("行政运行", "功能科目", "项")
        assert [row["subject"]["code"] for row in client.get("/subject/20103.json").get_json()["children"]][:2] == [
            "2010301",
            "2010302",
        ]

    def test_leads_to_the_lines_and_their_places(self, client: FlaskClient) -> None:
        (line, _) = client.get("/subject/201.json").get_json()["lines"]
        assert (line["yuan"], line["place_href"]) == (3_000_000, f"/place/{EAST_CODE}")
        assert client.get(line["href"]).status_code == 200

    def test_csv_holds_every_year(self, years: FlaskClient) -> None:
        assert len(rows(years.get("/subject/201.csv"))) == len(years.get("/subject/201.json").get_json()["years"])


class TestCoverage:
    def test_counts_each_document_once(self, years: FlaskClient) -> None:
        body = years.get("/coverage.json").get_json()
        assert body["documents"] == 8
        assert sum(int(row["文件数"]) for row in rows(years.get("/coverage.csv"))) == 8

    def test_empty_cells_say_that_nothing_is_held(self, years: FlaskClient) -> None:
        page = years.get("/coverage").text
        assert "没有搜到不等于不存在" in page
        assert page.count("未收录") == sum(
            not cell["kinds"]
            for group in years.get("/coverage.json").get_json()["groups"]
            for row in group["rows"]
            for cell in row["cells"]
        )

    def test_each_number_leads_to_its_documents(self, years: FlaskClient) -> None:
        page = years.get("/coverage").text
        assert f'<a class="nowrap" href="/place/{EAST_CODE}#documents">部门预算 1</a>' in page
        assert 'id="documents"' in years.get(f"/place/{EAST_CODE}").text

    def test_an_empty_collection_says_so(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        stores = Settings.for_data(tmp_path_factory.mktemp("empty"))
        fill(stores, [])
        with open_library(stores) as library:
            assert "资料库还是空的" in create_app(library).test_client().get("/coverage").text


class TestDepartments:
    def test_shows_a_type_of_department_everywhere(self, years: FlaskClient) -> None:
        found = rows(years.get("/departments.csv?type=政府办公室"))
        assert len(found) == 7
        assert {(row["地区"], row["“三公”合计（元）"]) for row in found} == {
            *((county, "75200") for county in ("东县", "邻县0", "邻县1")),
            ("西县", ""),
        }

    def test_a_type_that_nobody_is_of_has_no_documents(self, client: FlaskClient) -> None:
        assert "没有收录这一类部门" in client.get("/departments?type=没有").text


class TestOtherYears:
    def test_a_project_is_found_again_renamed_recoded_or_not_at_all(self, tmp_path: Path) -> None:
        east = east_county()
        (network, *_) = east.projects
        named = [
            replace(network, name="政务外网运维项目", code="x", amount=wan("22")),
            replace(network, name="外网（含新址）", amount=wan("24")),
            replace(network, name="政务外网运行维护项目", code=None, amount=wan("26")),
            replace(network, name="道路养护", code=None),
        ]
        years = [
            replace(in_year(east, f"e{n}", 2024 + n, "1", DocumentKind.DEPARTMENT_BUDGET), projects=(project,))
            for n, project in enumerate(named)
        ]
        stores = Settings.for_data(tmp_path)
        fill(stores, [east, *years])
        with open_library(stores) as library:
            found = other_years(library.catalog, east, network)
            page = create_app(library).test_client().get(f"/r/{EAST}-p0").text
        assert [(one.year, one.yuan, one.matched) for one in found] == [
            (2023, 200_000, ""),
            (2024, 220_000, "名称相同"),
            (2025, 240_000, "编码相同，名称不同"),
            (2026, 260_000, "名称相近"),
            (2027, None, ""),
        ]
        assert [one.name for one in found][-1] is None
        assert "没有对上的项目" in page

    def test_a_department_with_one_document_has_no_other_years(self, client: FlaskClient) -> None:
        assert "历年" not in client.get(f"/r/{EAST}-p0").text


class TestLanding:
    def test_leads_into_the_tree_of_subjects(self, client: FlaskClient) -> None:
        page = client.get("/").text
        counted = {
            code: int(count)
            for code, count in re.findall(
                r'href="/subject/(\d+)"><span>\1 [^<]+</span> <span class="count">(\d+) 行', page
            )
        }
        lines = client.get("/search.json?kind=line&code=201").get_json()["total"]
        assert counted == {"201": lines}
        assert 'href="/subjects"' in page

    def test_names_subjects_in_english(self, client: FlaskClient) -> None:
        assert "201 General public services" in client.get("/?lang=en").text


class TestCompare:
    def test_projects_stand_side_by_side(self, client: FlaskClient, west: Disclosure) -> None:
        body = client.get(f"/compare.json?id={EAST}-p0&id={west.document_id}-p0&id={EAST}-p2").get_json()
        assert [column["amount"] for column in body["columns"]] == [200_000, 1_400_000, None]
        told = {row["label"]: row["cells"] for row in body["rows"]}
        assert told["金额"] == [200_000, 1_400_000, "空白"]
        assert told["地区"] == ["东县", "西县", "东县"]
        assert told["指标：专线数量"] == [None, "= 105 条", None]

    def test_places_stand_side_by_side(self, client: FlaskClient) -> None:
        told = {
            row["label"]: row["cells"]
            for row in client.get(f"/compare.json?id={EAST_CODE}&id={WEST_CODE}").get_json()["rows"]
        }
        assert told["政府办公室：支出"] == [3_000_000, 1_400_000]
        assert told["政府办公室：“三公”经费"] == [75_200, None]

    def test_csv_has_a_column_for_each(self, client: FlaskClient, west: Disclosure) -> None:
        found = rows(client.get(f"/compare.csv?id={EAST}-p0&id={west.document_id}-p0"))
        assert list(found[0]) == ["对比", "政务外网运维项目", "电子政务外网专线租赁"]
        assert found[0]["政务外网运维项目"].endswith(f"/r/{EAST}-p0")

    def test_one_can_be_taken_out(self, client: FlaskClient, west: Disclosure) -> None:
        first, _ = client.get(f"/compare.json?id={EAST}-p0&id={west.document_id}-p0").get_json()["columns"]
        assert first["without_href"] == f"/compare?id={west.document_id}-p0"

    def test_what_is_not_there_is_left_out(self, client: FlaskClient) -> None:
        body = client.get(f"/compare.json?id={EAST}-p0&id={'0' * 16}-p1&id={EAST}-s1").get_json()
        assert [column["id"] for column in body["columns"]] == [f"{EAST}-p0"]

    def test_what_is_left_out_is_named(self, client: FlaskClient) -> None:
        page = client.get(f"/compare?id={EAST_CODE}&id=632801").text
        assert "不能对比：格尔木市。" in page

    def test_a_place_may_be_said_by_its_name(self, client: FlaskClient) -> None:
        asked = client.get("/compare.json?id=互助县&id=630223&id=格尔木市").get_json()
        assert asked["missing"] == ["互助土族自治县", "格尔木市"]

    def test_each_project_and_document_is_led_to(self, client: FlaskClient) -> None:
        projects = client.get(f"/compare.json?id={EAST}-p0&id={EAST}-p2").get_json()["rows"]
        (printed,) = (row for row in projects if row["label"] == "位置")
        assert printed["cells"] == ["第 2–3 行", None]
        assert printed["hrefs"] == [f"/d/{EAST}/1?r={EAST}-p0#cited", None]
        places = client.get(f"/compare.json?id={EAST_CODE}&id={WEST_CODE}").get_json()["rows"]
        (documents,) = (row for row in places if row["label"] == "政府办公室：文件")
        assert documents["hrefs"][0] == f"/d/{EAST}"
        assert f'<a href="/d/{EAST}">2023年部门预算</a>' in client.get(f"/compare?id={EAST_CODE}&id={WEST_CODE}").text

    @pytest.mark.parametrize(
        "asked", ["&".join(f"id={EAST}-p{n}" for n in range(7)), f"id={EAST}-p0&id={EAST_CODE}", "id=x", "id=12345"]
    )
    def test_what_cannot_be_compared_is_refused(self, client: FlaskClient, asked: str) -> None:
        assert client.get(f"/compare?{asked}").status_code == 400
        assert client.get(f"/compare.json?{asked}").get_json()["error"]["parameter"] == "id"

    def test_results_and_similar_projects_can_be_ticked(self, client: FlaskClient, west: Disclosure) -> None:
        results = client.get("/search?q=政务外网&kind=project").text
        assert set(re.findall(r'name="id" value="([^"]*)"', results)) >= {f"{EAST}-p0", f"{west.document_id}-p0"}
        assert 'formaction="/compare"' in results
        project = client.get(f"/r/{EAST}-p0").text
        assert f'name="id" value="{west.document_id}-p0"' in project


def test_bars_are_as_long_as_their_amounts() -> None:
    assert bar_lengths([Decimal(1), Decimal(4), None, Decimal(-3), Decimal(0)]) == (25.0, 100.0, 0.0, 0.0, 0.0)
    assert bar_lengths([None]) == (0.0,)
    assert bar_lengths([Decimal(-1)]) == (0.0,)
