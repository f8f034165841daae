from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_disclosures import EAST, east_county, fill

from index.records import Project
from index.settings import Settings
from search_app.addresses.query_args import query_from_args
from search_app.app import create_app
from search_app.library import Library, open_library
from search_app.views.hit import hit_card


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """One county with 57 projects of the same name."""
    stores = Settings.for_data(tmp_path_factory.mktemp("many"))
    projects = tuple(Project(number, "道路养护", None, None, None, (), ()) for number in range(57))
    fill(stores, [replace(east_county(), projects=projects, sections=(), lines=())])
    with open_library(stores) as library:
        yield create_app(library).test_client()


@pytest.fixture(scope="module")
def many_counties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Twenty counties with one document each."""
    stores = Settings.for_data(tmp_path_factory.mktemp("counties"))
    east = east_county()
    fill(
        stores,
        [
            replace(
                east,
                source=replace(east.source, sha256=f"{number:02}" * 32),
                identity=replace(east.identity, county=f"县{number:02}", division_code=f"6301{number:02}"),
            )
            for number in range(20)
        ],
    )
    with open_library(stores) as library:
        yield create_app(library).test_client()


def checkboxes(page: str, name: str) -> dict[str, tuple[int, bool]]:
    """Value -> (count, ticked) of one facet's checkboxes."""
    found = re.findall(
        rf'<input type="checkbox" name="{name}" value="([^"]*)"( checked)?>.*?</span>([\d,]+)<span', page, re.DOTALL
    )
    return {unescape(value): (int(count.replace(",", "")), bool(ticked)) for value, ticked, count in found}


def links(page: str) -> dict[str, str]:
    """Link text -> address, tags inside the text left out."""
    return {
        re.sub(r"<[^>]+>|\s+", "", text): unescape(href)
        for href, text in re.findall(r'<a[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    }


class TestFacets:
    def test_a_chosen_value_keeps_its_alternatives(self, client: FlaskClient) -> None:
        before = checkboxes(client.get("/search?q=政务外网").text, "county")
        after = checkboxes(client.get("/search?q=政务外网&county=东县").text, "county")
        assert set(before) >= {"东县", "西县"}
        assert after == {value: (count, value == "东县") for value, (count, _) in before.items()}

    def test_a_facet_that_is_not_counted_is_a_link_to_its_values(self, client: FlaskClient) -> None:
        page = client.get("/search?q=政务外网").text
        assert checkboxes(page, "department") == {}
        unfolded = client.get(links(page)["部门"]).text
        held = client.get("/search.json?q=政务外网").get_json()["facets"]["department"]
        assert checkboxes(unfolded, "department") == {value["value"]: (value["count"], False) for value in held}
        assert checkboxes(unfolded, "county") == checkboxes(page, "county")

    def test_subjects_are_a_tree_to_go_down_in(self, client: FlaskClient) -> None:
        top = checkboxes(client.get("/search?kind=line&unfold=code").text, "code")
        assert list(top) == ["201"]
        below = checkboxes(client.get("/search?kind=line&code=201&code=20103").text, "code")
        assert list(below) == ["201", "20103", "2010301", "2010302"]
        for code, (count, _) in below.items():
            assert client.get(f"/search.json?kind=line&code={code}").get_json()["total"] == count

    def test_sums_by_subject_are_of_what_each_subject_counts(self, client: FlaskClient) -> None:
        groups = client.get("/api/v1/aggregate?by=code&kind=project").get_json()["groups"]
        counted = {group["value"]: (group["count"], group["stats"]["sum"]) for group in groups if group["value"]}
        assert counted == dict.fromkeys(("201", "20103", "2010302"), (1, 200000))

    def test_values_can_be_looked_for_inside_a_facet(self, client: FlaskClient) -> None:
        page = client.get("/search?in_department=西县").text
        assert list(checkboxes(page, "department")) == ["西县政府办公室"]
        assert 'name="in_department" value="西县"' in page
        assert "没有这样的值" in client.get("/search?in_department=天上").text

    def test_a_word_to_look_for_is_offered_where_values_are_many(self, many_counties: FlaskClient) -> None:
        page = many_counties.get("/search").text
        assert 'name="in_county"' in page
        assert 'name="in_kind"' not in page
        assert list(checkboxes(many_counties.get("/search?in_county=7").text, "county")) == ["县07", "县17"]

    def test_a_facet_with_a_choice_is_counted(self, client: FlaskClient) -> None:
        code = client.get("/search.json?kind=line").get_json()["facets"]["statement"][0]["value"]
        page = client.get("/search", query_string={"statement": code}).text
        assert checkboxes(page, "statement")[code][1]

    def test_counts_are_what_the_choice_finds(self, client: FlaskClient) -> None:
        for name in ("kind", "county", "year"):
            for value, (count, _) in checkboxes(client.get("/search?q=政务外网").text, name).items():
                answer = client.get("/search.json", query_string={"q": "政务外网", name: value}).get_json()
                assert answer["total"] == count

    def test_a_chosen_value_that_finds_nothing_stays(self, client: FlaskClient) -> None:
        page = client.get("/search?q=办公楼维修&county=西县").text
        assert checkboxes(page, "county")["西县"] == (0, True)

    def test_an_excluded_value_is_carried_along_by_the_form(self, client: FlaskClient) -> None:
        page = client.get("/search?q=政务外网&not_county=东县").text
        assert '<input type="hidden" name="not_county" value="东县">' in page
        assert f"/r/{EAST}-p0" not in page

    def test_a_value_can_be_excluded_with_one_click(self, client: FlaskClient) -> None:
        for page in ("/search?q=政务外网", "/search?q=政务外网&county=东县", "/search"):
            total = client.get(page.replace("search", "search.json").replace("&county=东县", "")).get_json()["total"]
            excluded = links(client.get(page).text)["−排除东县"]
            count = checkboxes(client.get(page).text, "county")["东县"][0]
            answer = client.get(excluded.replace("/search?", "/search.json?")).get_json()
            assert count > 0
            assert answer["total"] == total - count

    def test_every_chip_takes_back_its_own_filter(self, client: FlaskClient) -> None:
        page = client.get("/search?q=政务外网&county=东县&kind=project&min=1万").text
        chips = links(page)
        assert chips["区县：东县×"] == "/search?" + _encoded(q="政务外网", kind="project", min="1万")
        assert chips["记录类型：项目×"] == "/search?" + _encoded(q="政务外网", county="东县", min="1万")
        assert chips["金额：1万以上×"] == "/search?" + _encoded(q="政务外网", kind="project", county="东县")
        assert chips["清除全部"] == "/search?" + _encoded(q="政务外网")

    def test_conditions_understood_from_the_text_are_chips_too(self, client: FlaskClient) -> None:
        chips = links(client.get("/search?q=政务外网 年:2023&kind=project").text)
        assert chips["年度2023年×"] == "/search?" + _encoded(q="政务外网", kind="project")
        assert chips["清除全部"] == "/search?" + _encoded(q="政务外网")


class TestAmounts:
    def test_the_range_finds_what_lies_inside(self, client: FlaskClient) -> None:
        answer = client.get("/search.json?kind=project&min=15万&max=150万").get_json()
        assert {hit["name"]: hit["amount"] for hit in answer["hits"]} == {
            "政务外网运维项目": 200_000,
            "电子政务外网专线租赁": 1_400_000,
        }

    def test_the_sum_adds_projects_only(self, client: FlaskClient) -> None:
        page = client.get("/search").text
        assert "3 个项目列有金额，合计 320.00万元" in page

    def test_lines_are_summed_at_the_finest_level_and_it_is_said(self, client: FlaskClient) -> None:
        page = client.get("/search?kind=line").text
        assert "同一张表里最细一级的功能科目，合计 301.00万元" in page
        assert "未计入上级科目、其他报表和合计 2 条" in page

    def test_no_sum_where_nothing_has_an_amount(self, client: FlaskClient) -> None:
        assert "合计 " not in client.get("/search?kind=section").text

    def test_a_bar_leads_to_as_many_records_as_it_says(self, client: FlaskClient) -> None:
        page = client.get("/search?kind=project").text
        bars = re.findall(r'<a href="([^"]+)" aria-label="[^"]*：(\d+) 条"', page)
        assert sum(int(count) for _, count in bars) == 3
        for href, count in bars:
            shown = re.search(r"找到 (\d+) 条", client.get(unescape(href)).text)
            assert int(shown[1] if shown else 0) == int(count)

    def test_typed_bounds_come_back_as_typed_amounts(self, client: FlaskClient) -> None:
        page = client.get("/search?min=100000&max=1.5亿").text
        assert 'name="min" value="10万"' in page
        assert 'name="max" value="1.5亿"' in page


class TestPaging:
    def test_following_next_shows_every_record_once(self, many: FlaskClient) -> None:
        address: str | None = "/search?q=道路养护"
        seen: list[str] = []
        while address:
            page = many.get(address).text
            seen += re.findall(r'<h2><a href="/r/([^"]+)"', page)
            address = links(page).get("下一页")
        assert sorted(seen) == sorted(f"{EAST}-p{number}" for number in range(57))

    def test_json_pages_by_cursor(self, many: FlaskClient) -> None:
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = many.get("/search.json", query_string={"q": "道路养护", "limit": 10, "cursor": cursor}).get_json()
            seen += [hit["id"] for hit in answer["hits"]]
            cursor = answer["next_cursor"]
        assert len(seen) == len(set(seen)) == answer["total"] == 57

    def test_a_foreign_cursor_is_a_400(self, many: FlaskClient) -> None:
        assert many.get("/search.json?cursor=abc").status_code == 400


class TestHits:
    def test_the_matched_text_is_marked(self, client: FlaskClient) -> None:
        assert "<mark>政务外网</mark>运维项目" in client.get("/search?q=政务外网").text

    def test_a_card_leads_to_record_page_likeness_and_citation(self, client: FlaskClient) -> None:
        addresses = set(links(client.get("/search?q=运维项目&kind=project").text).values())
        record = f"/r/{EAST}-p0"
        assert {record, f"{record}#similar", f"{record}#cite"} <= addresses
        assert any(one.startswith(f"/d/{EAST}/1?r={EAST}-p0&") and one.endswith("#cited") for one in addresses)

    def test_a_line_says_in_which_table_it_stands_and_its_name_once(self, client: FlaskClient) -> None:
        page = client.get("/search?q=一般行政管理事务&kind=line").text
        (facts,) = re.findall(r'<p class="meta"><span class="badge">科目行</span>(.*?)</p>', page)
        assert re.findall(r"<span>([^<]*)</span>", facts)[3:5] == ["2010302", "支出总表"]

    def test_findings_are_badges(self, client: FlaskClient) -> None:
        assert "勾稽不平" in client.get("/search?kind=document&county=东县").text

    def test_page_json_and_query_agree(self, client: FlaskClient) -> None:
        page = client.get("/search?q=政务外网&kind=project&sort=amount_desc").text
        answer = client.get("/search.json?q=政务外网&kind=project&sort=amount_desc").get_json()
        assert re.findall(r'<h2><a href="/r/([^"]+)"', page) == [hit["id"] for hit in answer["hits"]]

    def test_the_printed_figure_stands_beside_another_one_only(self, library: Library) -> None:
        (found,) = library.searcher.search(query_from_args({"q": ["运维项目"], "county": ["东县"]})).hits

        def printed(raw: str, unit: str) -> str:
            return hit_card(replace(found, document=replace(found.document, amount_raw=raw, amount_unit=unit))).raw

        assert [printed(raw, "万元") for raw in ("20", "20.000000", "２０")] == ["", "", "原文 ２０万元"]
        assert printed("200,000.00", "元") == "原文 200,000.00元"
        assert printed("12.00+5.00+3.00", "万元") == "原文为 3 个数之和"


class TestNothingFound:
    def test_each_offer_finds_as_many_as_it_says(self, client: FlaskClient) -> None:
        page = client.get("/search?q=政务外网&county=南县&min=10万").text
        assert "没有找到" in page
        offers = re.findall(r'<li><a href="([^"]+)">[^<]+</a> <span class="faint number">(\d+) 条', page)
        assert offers
        for href, count in offers:
            assert f"找到 {count} 条" in client.get(unescape(href)).text

    def test_a_nonsense_word_is_answered_kindly(self, client: FlaskClient) -> None:
        answer = client.get("/search?q=魑魅魍魉")
        assert answer.status_code == 200
        assert "没有搜到不等于不存在" in answer.text

    def test_any_of_the_words_is_offered(self, client: FlaskClient) -> None:
        assert "有其中任一个词" in client.get("/search?q=政务外网 魑魅魍魉").text

    def test_a_phrase_without_spaces_is_cut_into_words(self, client: FlaskClient) -> None:
        page = client.get("/search?q=政务外网办公楼&county=南县").text
        assert "没有找到" in page
        offered = {label: unescape(href) for label, href in links(page).items()}
        (href,) = (href for label, href in offered.items() if "有其中任一个词" in label)
        assert "政务外网" in client.get(href).text


class TestErrors:
    @pytest.mark.parametrize("query", ["政务 OR", "(政务", "金额:很多", "x" * 513, "政务)", "OR", '""', "“政务"])
    def test_json_says_what_where_and_how_to_mend_it(self, client: FlaskClient, query: str) -> None:
        answer = client.get("/search.json", query_string={"q": query})
        error = answer.get_json()["error"]
        assert answer.status_code == 400
        assert error["kind"] == "query"
        assert error["message"]
        assert error["hint"]
        start, end = error["span"]
        assert 0 <= start <= end <= len(query)

    def test_the_page_offers_a_query_that_works(self, client: FlaskClient) -> None:
        answer = client.get("/search?q=(政务外网 OR&county=东县")
        assert answer.status_code == 400
        offered = [href for href in links(answer.text).values() if href.startswith("/search?")]
        assert offered
        assert client.get(offered[0]).status_code == 200

    def test_a_wrong_parameter_is_named(self, client: FlaskClient) -> None:
        answer = client.get("/search.json?min=很多")
        assert answer.status_code == 400
        assert answer.get_json()["error"] == {
            "kind": "argument",
            "message": "看不懂的金额：“很多”",
            "span": None,
            "hint": "金额可以写 200000、20万、1.5亿",
            "repaired": None,
            "parameter": "min",
        }


PIECES = (
    *(
        "政务外网",
        "东县",
        "2023",
        "项目",
        "1",
        "阿",
        "𠮷",
        "年:2023..2024",
        "金额:10万..200万",
        "10万以上",
        "科目:201",
        "县:",
    ),
    *(" ", "(", ")", '"', "“", "”", ":", "..", "*", "-", "%", "&", "<b>", "\x00"),
    *("OR", "或", "NOT", "非", "AND"),
)
TYPED = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TYPED, st.sampled_from(["", "很多", "1万"]))
def test_whatever_is_typed_page_and_json_answer_alike_and_never_fail(
    client: FlaskClient, typed: str, least: str
) -> None:
    asked = {"q": typed, "min": least}
    page = client.get("/search", query_string=asked)
    answer = client.get("/search.json", query_string=asked)
    assert page.status_code == answer.status_code
    assert page.status_code in (200, 400)
    if page.status_code == 400:
        assert set(answer.get_json()["error"]) >= {"kind", "message", "span", "hint"}


def test_an_empty_collection_says_how_to_fill_it(tmp_path: Path) -> None:
    stores = Settings.for_data(tmp_path / "data")
    fill(stores, ())
    with open_library(stores) as library:
        client = create_app(library).test_client()
        assert "资料库还是空的" in client.get("/").text
        assert client.get("/search?q=政务外网").status_code == 200


def _encoded(**parameters: str) -> str:
    return urlencode(parameters)
