"""An answer made lately is given again, as long as nothing it was made from has changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from index.catalog import Catalog
from index.engine import Engine
from index.engines import open_engine
from index.settings import Settings
from search_app.app import create_app
from search_app.library import Library, open_library
from search_app.serving.options import EMBEDDED
from search_app.views.landing import LandingView, landing_view
from search_app.wording.languages import page_language

KEEPING = replace(EMBEDDED, kept_bytes=100_000)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    stores = Settings.for_data(tmp_path)
    open_engine(stores.index_url, create=True).close()
    Catalog.open(stores.catalog_url, create=True).close()
    return stores


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with open_library(settings) as opened:
        yield opened


def counting(app: Flask, endpoint: str) -> list[str]:
    """The addresses for which a view was really asked."""
    asked, view = list[str](), app.view_functions[endpoint]

    def told(**values: str) -> object:
        asked.append(request.full_path)
        return view(**values)

    app.view_functions[endpoint] = told  # type: ignore[assignment]
    return asked


@pytest.fixture
def app(library: Library) -> Flask:
    return create_app(library, serving=KEEPING)


@pytest.fixture
def searched(app: Flask) -> list[str]:
    return counting(app, "search.search_page")


@pytest.fixture
def client(app: Flask, searched: list[str]) -> FlaskClient:
    return app.test_client()


def test_the_same_page_is_made_once(client: FlaskClient, searched: list[str]) -> None:
    first, second = client.get("/search?q=外网"), client.get("/search?q=外网")
    assert (first.data, first.content_type) == (second.data, second.content_type)
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Content-Security-Policy"] == second.headers["Content-Security-Policy"]
    assert len(searched) == 1


def test_another_address_host_or_language_is_another_page(client: FlaskClient, searched: list[str]) -> None:
    client.get("/search?q=外网")
    client.get("/search?q=外网&page=")
    client.get("/search?q=外网", base_url="http://other.test")
    english = client.get("/search?q=外网", headers={"Accept-Language": "en"})
    assert len(searched) == 4
    assert 'lang="en"' in english.text


def test_a_change_of_the_catalog_makes_it_anew(client: FlaskClient, searched: list[str], settings: Settings) -> None:
    client.get("/search?q=外网")
    with Catalog.open(settings.catalog_url) as catalog:
        catalog.delete("0" * 16)
    client.get("/search?q=外网")
    assert len(searched) == 2


def test_a_commit_of_the_index_makes_it_anew(client: FlaskClient, searched: list[str], settings: Settings) -> None:
    first = client.get("/search?q=外网")
    engine = open_engine(settings.index_url)
    with engine.batch() as batch:
        batch.delete_document("0" * 16)
    engine.close()
    second = client.get("/search?q=外网", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert len(searched) == 2


def test_an_error_is_not_kept(client: FlaskClient, searched: list[str]) -> None:
    assert {client.get("/search?q=(外网").status_code for _ in range(2)} == {400}
    assert len(searched) == 2


def test_the_head_of_a_kept_page_has_no_body(client: FlaskClient, searched: list[str]) -> None:
    client.get("/search?q=外网")
    head = client.head("/search?q=外网")
    assert (head.status_code, head.data, len(searched)) == (200, b"", 1)


def test_no_more_is_kept_than_allowed(library: Library) -> None:
    app = create_app(library, serving=replace(KEEPING, kept_bytes=1))
    asked, client = counting(app, "search.search_page"), app.test_client()
    client.get("/search?q=外网")
    client.get("/search?q=外网")
    assert len(asked) == 2


def test_a_kept_file_keeps_its_name(client: FlaskClient, app: Flask) -> None:
    asked = counting(app, "overview.compare_csv")
    first, second = client.get("/compare.csv"), client.get("/compare.csv")
    assert (len(asked), first.data) == (1, second.data)
    assert "filename=" in first.headers["Content-Disposition"]
    assert first.headers["Content-Disposition"] == second.headers["Content-Disposition"]


def test_a_choice_of_language_is_told_with_a_kept_page_and_only_where_it_was_made(client: FlaskClient) -> None:
    explicit = [client.get("/search?q=外网&lang=en").headers.get("Set-Cookie") for _ in range(2)]
    assert explicit[0] == explicit[1]
    assert "lang=en" in (explicit[0] or "")
    assert [client.get("/search?q=外网").headers.get("Set-Cookie") for _ in range(2)] == [None, None]


def test_long_addresses_of_short_answers_count_as_what_is_kept(library: Library) -> None:
    app = create_app(library, serving=replace(KEEPING, kept_bytes=200_000))
    asked, client = counting(app, "search.search_page"), app.test_client()
    addresses = [f"/search?q=外网&page={number:08000}" for number in range(40)]
    packed = [len(zlib.compress(client.get(address).data, level=1)) for address in addresses]
    assert sum(packed) < 200_000
    client.get(addresses[0])
    assert len(asked) == len(addresses) + 1


def test_the_collection_is_looked_over_once_for_a_state_and_a_language(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[str]()

    def looking(engine: Engine) -> LandingView:
        looked.append(page_language())
        return landing_view(engine)

    monkeypatch.setattr("search_app.pages.search.landing_view", looking)
    client = create_app(library).test_client()
    for language in ("zh-CN", "en", "zh-CN", "en"):
        client.get("/", headers={"Accept-Language": language})
    with Catalog.open(settings.catalog_url) as catalog:
        catalog.delete("0" * 16)
    client.get("/index.json")
    assert looked == ["zh-CN", "en"]
    with closing(open_engine(settings.index_url)) as engine, engine.batch() as batch:
        batch.delete_document("0" * 16)
    client.get("/")
    assert looked == ["zh-CN", "en", "zh-CN"]
