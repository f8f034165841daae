from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import HOSTILE_TEXT, east_county, fill

from index.catalog import Catalog
from index.catalog.journal import JournalEntry, Outcome
from index.settings import Settings
from search_app.app import create_app
from search_app.library import Library, open_library
from search_app.pages.admin import KEY_HEADER
from search_app.serving.load import loads
from search_app.serving.options import ServingOptions
from search_app.serving.route_classes import RouteClass

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def keyed(library: Library) -> FlaskClient:
    return create_app(library, serving=ServingOptions(admin_key="open sesame")).test_client()


def test_it_is_there_on_the_machine_itself_and_kept_by_no_cache(client: FlaskClient) -> None:
    for host in ("localhost", "127.0.0.1:8000", "[::1]:8000"):
        answer = client.get("/admin", headers={"Host": host})
        assert answer.status_code == 200
        assert answer.cache_control.no_store


@pytest.mark.parametrize(
    ("headers", "environ"),
    [
        ({}, ELSEWHERE),
        ({}, {"REMOTE_ADDR": ""}),
        ({"X-Forwarded-For": "127.0.0.1"}, {}),
        ({"Forwarded": "for=127.0.0.1"}, {}),
        ({"Host": "budget.example"}, {}),
        ({KEY_HEADER: ""}, ELSEWHERE),
        ({KEY_HEADER: "x"}, ELSEWHERE),
    ],
)
def test_for_everyone_else_there_is_no_such_page(
    client: FlaskClient, keyed: FlaskClient, headers: dict[str, str], environ: dict[str, str]
) -> None:
    for asked in (client, keyed):
        assert asked.get("/admin", headers=headers, environ_overrides=environ).status_code == 404


def test_the_key_opens_it_from_elsewhere_but_not_in_the_address(keyed: FlaskClient) -> None:
    with_key = keyed.get("/admin", headers={KEY_HEADER: "open sesame"}, environ_overrides=ELSEWHERE)
    assert with_key.status_code == 200
    in_address = keyed.get("/admin", query_string={KEY_HEADER: "open sesame"}, environ_overrides=ELSEWHERE)
    assert in_address.status_code == 404


def test_it_says_what_was_not_read_and_why_newest_first(tmp_path: Path) -> None:
    settings = Settings.for_data(tmp_path)
    fill(settings, [east_county()])
    with Catalog.open(settings.catalog_url) as catalog:
        for day, path, outcome in (
            (1, "/x/old.pdf", Outcome.UNREADABLE),
            (2, f"/x/{HOSTILE_TEXT}.pdf", Outcome.NOT_DISCLOSURE),
            (3, "/x/good.pdf", Outcome.DISCLOSURE),
        ):
            seen = datetime(2026, 1, day, tzinfo=UTC)
            catalog.log(JournalEntry(path, "ab" * 32, outcome, f"原因{day}", seen, 1.0, 1))
    with open_library(settings) as library:
        page = create_app(library).test_client().get("/admin").text
    assert page.index("原因2") < page.index("原因1")
    assert "good.pdf" not in page
    assert "<script>alert" not in page
    assert re.search(r"待索引的文件</dt><dd class=\"number\">1<", page)
    assert "tantivy " in page


def test_it_shows_how_a_text_is_understood(client: FlaskClient) -> None:
    page = client.get("/admin?text=政务外网运维").text
    assert "政务外网 / 运维" in page
    assert "zwwwyw" in page
    assert "电子政务外网" in client.get("/admin?text=政务外网").text
    assert "zwwwyw" not in client.get("/admin").text


def test_hostile_and_long_text_is_only_text(client: FlaskClient) -> None:
    page = client.get("/admin", query_string={"text": HOSTILE_TEXT + "长" * 600}).text
    assert "<script>alert" not in page
    assert "长" * 513 not in page


def test_load_is_counted_by_class_and_never_says_what_was_asked(client: FlaskClient) -> None:
    def counted() -> tuple[int, int, int]:
        (search,) = (load for load in loads() if load.kind is RouteClass.SEARCH)
        return search.answered, search.wrong, search.failed

    before = counted()
    client.get("/search?q=一个没人会查的词")
    client.get("/search?q=(")
    assert counted() == (before[0] + 2, before[1] + 1, before[2])
    assert "一个没人会查的词" not in client.get("/admin").text


def test_it_is_in_english_too(client: FlaskClient) -> None:
    page = client.get("/admin?lang=en&text=政务外网").text
    assert "Word lists: How a text is understood" in page
