from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import EAST, HOSTILE, east_county, fill

import search_app
from index.catalog import Catalog
from index.records import Disclosure
from index.settings import Settings
from search_app.app import create_app
from search_app.library import Library, open_library

TEMPLATES = Path(search_app.__file__).parent / "templates"

PAGES = [
    "/",
    "/search",
    "/search?q=政务外网",
    "/search?q=没有这种东西",
    f"/r/{EAST}-p0",
    f"/r/{EAST}-p2",
    f"/r/{EAST}-s1",
    f"/r/{EAST}-l3",
    f"/d/{EAST}",
    f"/d/{EAST}/1?r={EAST}-p0",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert '<html lang="zh-CN">' in answer.text
    assert 'class="skip" href="#content"' in answer.text
    assert answer.text.count("<h1") == 1
    assert answer.text.count('id="content"') == 1


@pytest.mark.parametrize(
    "address",
    [
        "/index.json",
        "/search.json?q=政务外网",
        f"/r/{EAST}-p0.json",
        f"/r/{EAST}-p0/similar.json",
        f"/r/{EAST}-s1.json",
        f"/r/{EAST}-l3.json",
        f"/d/{EAST}.json",
        f"/d/{EAST}/1.json",
        "/healthz",
    ],
)
def test_every_page_has_json(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert isinstance(json.loads(answer.text), dict)


@pytest.mark.parametrize("address", [f"/r/{EAST}-p9", f"/d/{'0' * 16}", f"/d/{EAST}/9", "/r/x", "/nothing"])
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_what_is_not_there_is_404(client: FlaskClient, address: str, suffix: str) -> None:
    answer = client.get(address + suffix)
    assert answer.status_code == 404
    if suffix:
        assert answer.get_json()["error"]["kind"] == "not_found"
    else:
        assert "没有这个页面" in answer.text


def test_a_document_record_leads_to_its_document(client: FlaskClient) -> None:
    assert client.get(f"/r/{EAST}-d0").headers["Location"] == f"/d/{EAST}"
    assert client.get(f"/r/{EAST}-d0.json").headers["Location"] == f"/d/{EAST}.json"
    assert client.get(f"/r/{'0' * 16}-d0").status_code == 404


class Outline(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE_PAGES = [
    f"/r/{HOSTILE}-p0",
    f"/r/{HOSTILE}-s0",
    f"/r/{HOSTILE}-l0",
    f"/d/{HOSTILE}",
    f"/d/{HOSTILE}/1?r={HOSTILE}-p0",
    f"/d/{HOSTILE}/1?r=<script>alert(1)</script>&xywh=<script>&lines=<script>",
    "/search?q=政务外网",
    "/search?q=<script>alert(1)</script>",
    "/search?q=政务外网&county=<script>alert(1)</script>&min=1&max=9亿",
    '/search?q="><script>alert(1)</script>',
    "/search?q=%22%3E%3Cscript%3E&min=<script>",
    "/",
]


@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_hostile_text_stays_text(client: FlaskClient, address: str) -> None:
    outline = Outline(client.get(address).text)
    scripts = [attributes for tag, attributes in outline.tags if tag == "script"]
    assert [str(script.get("src")).partition("?")[0] for script in scripts] == ["/static/yusou.js"]
    assert not [name for _, attributes in outline.tags for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in outline.tags if "style" in attributes]


@pytest.mark.parametrize("address", [*PAGES, *HOSTILE_PAGES])
def test_nothing_comes_from_another_host(client: FlaskClient, address: str) -> None:
    for _, attributes in Outline(client.get(address).text).tags:
        for name in ("src", "href", "action", "srcset"):
            value = attributes.get(name)
            assert value is None or re.match(r"/(?!/)|#|\?", value), value


@pytest.mark.parametrize("address", [*PAGES, "/search.json", "/nothing", "/static/yusou.css", "/healthz"])
def test_every_answer_carries_a_strict_policy(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        headers = answer.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert set(policy.values()) <= {"'none'", "'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_get_is_answered(client: FlaskClient) -> None:
    answer = client.post("/search")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_mobile_numbers_are_masked_wherever_text_is_shown(client: FlaskClient) -> None:
    for address in (f"/r/{EAST}-s1", f"/d/{EAST}/1", "/search?q=电话"):
        page = client.get(address).text
        assert "13900001234" not in page
        assert "139****1234" in page


def test_the_notice_stands_on_every_page(library: Library, client: FlaskClient) -> None:
    noticed = create_app(library, notice="这些是示例").test_client()
    for address in (*PAGES, "/nothing"):
        assert "这些是示例" in noticed.get(address).text
        assert "这些是示例" not in client.get(address).text


class TestProjectPage:
    def test_amount_is_shown_with_full_yuan_and_origin(self, client: FlaskClient) -> None:
        text = Outline(client.get(f"/r/{EAST}-p0").text).text
        assert "200,000.00元" in text
        assert "原文 20，单位 万元（表头）" in text

    def test_everything_printed_with_the_project_is_shown(self, client: FlaskClient) -> None:
        text = Outline(client.get(f"/r/{EAST}-p0").text).text
        for fact in ("运转类", "县政府会议纪要", "每季度支付一次", "2010302 一般行政管理事务", "630101000001"):
            assert fact in text

    def test_blank_amount_is_not_zero(self, client: FlaskClient) -> None:
        text = Outline(client.get(f"/r/{EAST}-p2").text).text
        assert "空白" in text
        assert "0.00元" not in text

    def test_indicators_are_a_table(self, client: FlaskClient) -> None:
        page = client.get(f"/r/{EAST}-p0").text
        assert "接入单位数量" in page
        assert "≥ 56 个" in page

    def test_similar_projects_come_from_other_counties(self, client: FlaskClient, west: Disclosure) -> None:
        page = client.get(f"/r/{EAST}-p0").text
        panel = page[page.index('id="similar"') :]
        assert f"/r/{west.document_id}-p0" in panel
        assert "140.00" in panel
        assert f'href="/r/{EAST}-' not in panel

    def test_the_place_it_is_printed_is_one_click_away(self, client: FlaskClient) -> None:
        assert f'href="/d/{EAST}/1?r={EAST}-p0#cited"' in client.get(f"/r/{EAST}-p0").text


class TestDocumentPage:
    def test_an_empty_statement_is_flagged(self, client: FlaskClient) -> None:
        assert "空表" in client.get(f"/d/{EAST}").text

    def test_a_broken_check_comes_first_with_both_numbers(self, client: FlaskClient) -> None:
        page = client.get(f"/d/{EAST}").text
        assert page.index("Σ项目 = 项目支出") < page.index("收入总计 = 支出总计")
        text = Outline(page).text
        assert "180.00万元" in text
        assert "183.00万元" in text
        assert "-3.00万元" in text

    def test_the_folder_of_the_file_is_not_told(self, client: FlaskClient) -> None:
        for address in (f"/d/{EAST}", f"/d/{EAST}.json", f"/r/{EAST}-p0.json"):
            assert "/nowhere" not in client.get(address).text


class TestLinePage:
    def test_the_line_stands_under_its_class(self, client: FlaskClient) -> None:
        page = client.get(f"/r/{EAST}-l3").text
        assert f'href="/r/{EAST}-l0"' in page
        assert f'href="/r/{EAST}-l1"' in page

    def test_the_lines_below_are_listed(self, client: FlaskClient) -> None:
        page = client.get(f"/r/{EAST}-l1").text
        assert f'href="/r/{EAST}-l2"' in page
        assert f'href="/r/{EAST}-l3"' in page


def test_a_project_that_the_index_does_not_hold_yet_is_shown_without_likeness(tmp_path: Path) -> None:
    settings = Settings.for_data(tmp_path / "data")
    fill(settings, ())
    with Catalog.open(settings.catalog_url) as catalog:
        catalog.put(east_county())
    with open_library(settings) as library:
        client = create_app(library).test_client()
        assert "索引正在更新" in client.get(f"/r/{EAST}-p0").text
        assert client.get(f"/r/{EAST}-p0/similar.json").status_code == 404


def test_a_fault_of_ours_is_a_500_that_says_nothing_of_the_inside(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(library)
    app.add_url_rule("/broken", view_func=_broken)
    app.add_url_rule("/broken.json", endpoint="broken_json", view_func=_broken)
    client = app.test_client()
    page, body = client.get("/broken"), client.get("/broken.json")
    assert (page.status_code, body.status_code) == (500, 500)
    assert "inside" not in page.text + body.text
    assert body.get_json()["error"]["kind"] == "internal"
    assert "inside" in caplog.text


def _broken() -> str:
    raise ZeroDivisionError("inside")


def test_a_store_that_has_gone_is_a_503(tmp_path: Path) -> None:
    settings = Settings.for_data(tmp_path / "data")
    fill(settings, [east_county()])
    with open_library(settings) as library:
        client = create_app(library).test_client()
        with closing(sqlite3.connect(settings.data / "catalog.sqlite")) as connection:
            connection.executescript("DROP TABLE state; DROP TABLE documents;")
        health, page = client.get("/healthz"), client.get(f"/d/{EAST}")
    assert health.status_code == 503
    assert health.get_json()["error"]["kind"] == "unavailable"
    assert page.status_code == 503
    assert "资料库暂时不能使用" in page.text


FILTER = re.compile(r"\|\s*([a-z_]+)")


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.html")))
def test_templates_use_only_filters_that_exist(library: Library, name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    used = {used for code in re.findall(r"\{[{%](.*?)[%}]\}", source, re.DOTALL) for used in FILTER.findall(code)}
    assert used <= set(create_app(library).jinja_env.filters)
