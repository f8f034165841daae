"""The page of kinds of projects, on collections whose kinds are known beforehand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import east_county, fill, hostile_county, wan

from index.records import Disclosure, DocumentKind, Project
from index.settings import Settings
from index.similarity.kinds import Kind, kinds
from search_app.app import create_app
from search_app.library import open_library

#: A county by its number -> names and amounts (万元) of its projects.
PROJECTS = (
    (("政务外网经费", "20"), ("信访工作", "300")),
    (("电子政务外网项目", "100"), ("信访接待", "500")),
    (("政务外网租赁费", "62"), ("公车租赁", "9")),
    (("公务用车购置", None), ("道路养护", "1")),
)


def county(number: int, projects: tuple[tuple[str, str | None], ...], *, year: int = 2024) -> Disclosure:
    east = east_county()
    return replace(
        east,
        source=replace(east.source, sha256=f"{number:02d}{year % 100}" * 16),
        identity=replace(east.identity, county=f"第{number}县", division_code=f"63020{number}", year=year),
        projects=tuple(
            Project(at, name, None, wan(amount) if amount else None, None, (), ())
            for at, (name, amount) in enumerate(projects)
        ),
    )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., FlaskClient]]:
    """Serves a collection of disclosures."""
    with ExitStack() as opened:

        def serve(*disclosures: Disclosure) -> FlaskClient:
            settings = Settings.for_data(tmp_path / "data")
            fill(settings, disclosures)
            return create_app(opened.enter_context(open_library(settings))).test_client()

        yield serve


@pytest.fixture
def counties(served: Callable[..., FlaskClient]) -> FlaskClient:
    return served(*(county(number, projects) for number, projects in enumerate(PROJECTS)))


def rows(client: FlaskClient, address: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get(address).get_json()["rows"]
    return found


def test_kinds_come_by_counties_with_the_spread_of_their_amounts(counties: FlaskClient) -> None:
    network, *others = rows(counties, "/kinds.json")
    assert network["name"] == "政务外网"
    assert [network[key] for key in ("counties", "projects", "median", "low", "high")] == [
        *(3, 3),
        *(620_000, 200_000, 1_000_000),
    ]
    assert network["added"] == {"year": 2024, "stage": "预算", "projects": 3, "yuan": 1_820_000}
    assert [kind["counties"] for kind in others] == [2, 2]


def test_the_page_shows_them_and_can_be_sorted_by_median(counties: FlaskClient) -> None:
    page = counties.get("/kinds").text
    assert 'href="/kinds?sort=median"' in page
    assert "2024年预算" in page
    medians = [kind["median"] for kind in rows(counties, "/kinds.json?sort=median")]
    assert medians == [4_000_000, 620_000, 90_000]
    assert 'aria-sort="descending"' in counties.get("/kinds?sort=median").text


def test_a_kind_whose_projects_print_no_amount_has_none_and_is_last(served: Callable[..., FlaskClient]) -> None:
    client = served(county(0, (("信访工作", None), ("公车租赁", "9"))), county(1, (("信访", None), ("公车", "7"))))
    assert [(kind["median"], kind["added"] is None) for kind in rows(client, "/kinds.json?sort=median")] == [
        (80_000, False),
        (None, True),
    ]


@pytest.mark.parametrize("typed", ["政务外", "电子政务外网", "zwww", "zhengwuwai", "ＺＷＷＷ"])
def test_kinds_are_found_by_any_of_their_names_or_pinyin(counties: FlaskClient, typed: str) -> None:
    body = counties.get("/kinds.json", query_string={"name": typed}).get_json()
    assert ([kind["name"] for kind in body["rows"]], body["total"]) == (["政务外网"], 3)
    assert f'value="{typed}"' in counties.get("/kinds", query_string={"name": typed}).text


def test_a_name_that_no_kind_has_is_said_to_be_none(counties: FlaskClient) -> None:
    assert "没有这样的种类" in counties.get("/kinds?name=没有").text


def test_a_count_lists_the_projects_of_its_kind_the_most_expensive_first(counties: FlaskClient) -> None:
    href = str(rows(counties, "/kinds.json?name=政务外网")[0]["href"])
    members = counties.get(href.replace("/kinds", "/kinds.json", 1)).get_json()["members"]
    assert [(member["name"], member["place"], member["yuan"]) for member in members] == [
        ("电子政务外网项目", "第1县", 1_000_000),
        ("政务外网租赁费", "第2县", 620_000),
        ("政务外网经费", "第0县", 200_000),
    ]
    page = counties.get(href).text
    assert all(f'href="{member["href"]}"' in page for member in members)


def test_one_kind_is_found_by_its_other_names_too(counties: FlaskClient) -> None:
    body = counties.get("/kinds.json?kind=电子政务外网").get_json()
    assert (body["kind"], len(body["members"])) == ("政务外网", 3)


def test_a_name_leads_to_a_search_that_finds_its_projects(counties: FlaskClient) -> None:
    (network,) = rows(counties, "/kinds.json?name=政务外网")
    hits = counties.get(str(network["search_href"]).replace("/search", "/search.json", 1)).get_json()["hits"]
    assert {hit["name"] for hit in hits} == {"政务外网经费", "电子政务外网项目", "政务外网租赁费"}


def test_a_kind_that_there_is_not_and_an_order_that_there_is_not_are_errors(counties: FlaskClient) -> None:
    assert counties.get("/kinds?kind=没有").status_code == 404
    answer = counties.get("/kinds.json?sort=x")
    assert (answer.status_code, answer.get_json()["error"]["parameter"]) == (400, "sort")


def test_the_file_has_a_line_for_each(counties: FlaskClient) -> None:
    found = list(csv.DictReader(io.StringIO(counties.get("/kinds.csv").data.decode("utf-8-sig"))))
    assert len(found) == 3
    told = [found[0][head] for head in ("种类", "县市数", "中位数（元）", "合计年度", "合计（元）")]
    assert told == ["政务外网", "3", "620000.00", "2024", "1820000.00"]


def test_a_sum_is_of_one_year_and_leaves_out_units_of_a_department(served: Callable[..., FlaskClient]) -> None:
    department, other = county(0, (("信访工作", "30"),)), county(1, (("信访", "5"),))
    unit = replace(
        county(2, (("信访接待", "10"),)), identity=replace(department.identity, kind=DocumentKind.UNIT_BUDGET)
    )
    client = served(department, unit, other, county(3, (("信访工作", "7"),), year=2023))
    (kind,) = rows(client, "/kinds.json")
    assert kind["projects"] == 4
    assert kind["added"] == {"year": 2024, "stage": "预算", "projects": 2, "yuan": 350_000}


def test_hostile_names_stay_text(served: Callable[..., FlaskClient]) -> None:
    client = served(hostile_county(), *(county(number, (("信访<b>工作</b>", "1"),)) for number in range(2)))
    assert "<b>工作" not in client.get("/kinds?kind=信访").text
    assert "<script>x" not in client.get("/kinds?name=<script>x").text


def test_more_projects_than_can_be_read_at_once_are_left_to_the_command(
    counties: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_app.pages.kinds.MOST_PROJECTS", 7)
    page = counties.get("/kinds").text
    assert "收录了 8 个项目，超过 7 个" in page
    assert "<code>yusou kinds</code>" in page
    assert "<table" not in page
    body = counties.get("/kinds.json").get_json()
    assert (body["total"], body["rows"], body["collected"], body["most_projects"]) == (None, [], 8, 7)
    answer = counties.get("/kinds.csv")
    assert answer.status_code == 400
    assert "yusou kinds" in answer.text
    monkeypatch.setattr("search_app.pages.kinds.MOST_PROJECTS", 8)
    assert counties.get("/kinds.json").get_json()["total"] == 3


def test_all_projects_are_read_once_for_a_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[int]()

    def reading(engine: object) -> tuple[Kind, ...]:
        found = kinds(engine)  # type: ignore[arg-type]  # it is the engine of the library
        read.append(len(found))
        return found

    monkeypatch.setattr("index.answers.search.kinds", reading)
    settings = Settings.for_data(tmp_path)
    fill(settings, [county(number, projects) for number, projects in enumerate(PROJECTS)])
    with open_library(settings) as library:
        client = create_app(library).test_client()
        for address in ("/kinds", "/kinds?lang=en", "/kinds.csv", "/api/v1/kinds?sort=median"):
            assert client.get(address).status_code == 200
    assert read == [3]


@pytest.mark.parametrize("address", ["/", "/coverage", "/compare", "/search?q=信访"])
def test_readers_are_led_to_the_kinds(counties: FlaskClient, address: str) -> None:
    assert 'href="/kinds"' in counties.get(address).text
