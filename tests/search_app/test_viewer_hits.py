"""Finding inside a document: places on its pages, links from one to the next, boxes on the image, text over it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sample_disclosures import EAST, HOSTILE, fill, west_county

from index.records import Box, PageText, SourceFile
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library
from search_app.page_image import page_layer
from search_app.views.page_hits import document_hits, hit_boxes

WIDTH, HEIGHT = A4


@pytest.fixture(scope="module")
def printed_pdf(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    """Three pages: two lines of text 100 and 300 points below the top, the same turned by a quarter, none."""
    path = tmp_path_factory.mktemp("printed") / "printed.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for turned in (0, 90):
        canvas.setPageRotation(turned)
        canvas.setFont("Helvetica", 20)
        canvas.drawString(50, HEIGHT - 100, "VPN lines rented")
        canvas.drawString(50, HEIGHT - 300, "second VPN")
        canvas.showPage()
    canvas.setPageRotation(0)
    canvas.showPage()
    canvas.save()
    data = path.read_bytes()
    return SourceFile(hashlib.sha256(data).hexdigest(), str(path), "application/pdf", len(data), 3)


@pytest.fixture
def printed(printed_pdf: SourceFile, tmp_path: Path) -> Iterator[tuple[FlaskClient, str]]:
    lines = ("VPN lines rented", "second VPN")
    pages = (
        PageText(1, WIDTH, HEIGHT, lines),
        PageText(2, HEIGHT, WIDTH, (*lines, "VPN that no page prints")),
        PageText(3, WIDTH, HEIGHT, ()),
    )
    disclosure = replace(
        west_county(Path(printed_pdf.path), printed_pdf.sha256), source=printed_pdf, pages=pages, projects=()
    )
    settings = Settings.for_data(tmp_path / "data")
    fill(settings, [disclosure])
    with open_library(settings) as library:
        yield create_app(library).test_client(), disclosure.document_id


def link(page: str, name: str) -> str | None:
    found = re.search(rf'id="{name}" href="([^"]+)"', page)
    return unescape(found[1]) if found else None


def test_next_leads_through_every_place_of_the_document_and_previous_back(printed: tuple[FlaskClient, str]) -> None:
    client, document = printed
    address: str | None = f"/d/{document}/1?q=VPN"
    told, addresses = [], []
    while address is not None:
        page = client.get(address).text
        told += re.findall(r"第 (\d) 处，共 5 处", page)
        addresses.append(address)
        address = link(page, "next-hit")
    assert told == ["1", "2", "3", "4", "5"]
    assert [found[1] for found in (re.match(r"/d/\w+/(\d)", one) for one in addresses) if found] == list("11222")
    for _ in range(4):
        address = link(page, "previous-hit")
        assert address is not None
        page = client.get(address).text
    assert "第 1 处" in page
    assert link(page, "previous-hit") is None


def test_a_page_without_a_place_leads_to_those_around_it(printed: tuple[FlaskClient, str]) -> None:
    client, document = printed
    page = client.get(f"/d/{document}/3?q=VPN").text
    assert "本页没有，全文件共 5 处" in page
    assert link(page, "previous-hit") == f"/d/{document}/2?q=VPN&hit=5#hit"
    assert link(page, "next-hit") is None


@pytest.mark.parametrize("hit", ["0", "9", "x", "", "-1", "3"])
def test_a_place_that_is_not_on_the_page_is_the_first_of_it(printed: tuple[FlaskClient, str], hit: str) -> None:
    client, document = printed
    assert "第 1 处，共 5 处" in client.get(f"/d/{document}/1", query_string={"q": "VPN", "hit": hit}).text


def test_the_place_at_hand_is_where_the_link_leads(printed: tuple[FlaskClient, str]) -> None:
    client, document = printed
    page = client.get(f"/d/{document}/1?q=VPN&hit=2").text
    assert page.count('id="hit"') == 1
    assert '<rect class="found current" id="hit"' in page
    assert page.count('<rect class="found') == 2
    unprinted = client.get(f"/d/{document}/2?q=VPN&hit=5").text
    assert '<mark class="current" id="hit">VPN</mark>' in unprinted


def test_the_address_of_a_place_is_its_box(printed: tuple[FlaskClient, str]) -> None:
    client, document = printed
    page = client.get(f"/d/{document}/1?q=VPN").text
    (left, top, width, height) = map(
        float,
        re.search(rf'href="/d/{document}/1#xywh=([\d.,]+)"', page)[1].split(","),  # type: ignore[index]
    )
    assert 49 < left < 53
    assert 80 < top < 100 < top + height + 2
    assert 30 < width < 60


def test_pages_and_records_keep_what_is_looked_for(client: FlaskClient) -> None:
    page = unescape(client.get(f"/d/{EAST}/1?r={EAST}-p0&q=维修").text)
    assert f'rel="next" href="/d/{EAST}/2?r={EAST}-p0&q=%E7%BB%B4%E4%BF%AE#cited"' in page
    assert link(page, "next-hit") == f"/d/{EAST}/2?r={EAST}-p0&q=%E7%BB%B4%E4%BF%AE&hit=1#hit"


def test_text_documents_mark_places_in_their_lines_and_mask_what_is_masked(client: FlaskClient) -> None:
    page = client.get(f"/d/{EAST}/1?q=电话").text
    assert '<mark class="current" id="hit">电话</mark>139****1234' in page
    assert '<mark class="current" id="hit">139****1234</mark>' in client.get(f"/d/{EAST}/1?q=13900001234").text


def test_nothing_typed_looks_for_nothing_and_nothing_found_says_so(client: FlaskClient) -> None:
    assert "<mark" not in client.get(f"/d/{EAST}/1?q=+").text
    assert "本文件中没有找到" in client.get(f"/d/{EAST}/1?q=没有这种东西").text


def test_a_wrong_query_is_explained(client: FlaskClient) -> None:
    assert client.get(f"/d/{EAST}/1?q=(").status_code == 400


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    page = client.get(f"/d/{HOSTILE}/1", query_string={"q": '"<script>"'}).text
    assert "&lt;script&gt;</mark>" in page
    assert "<script>alert" not in page


def test_a_result_leads_to_its_page_with_what_was_searched_for(client: FlaskClient) -> None:
    page = unescape(client.get("/search?q=政务外网&kind=project&county=东县").text)
    assert f'href="/d/{EAST}/1?r={EAST}-p0&q=%E6%94%BF%E5%8A%A1%E5%A4%96%E7%BD%91#cited"' in page


class TestLayer:
    def test_runs_stand_where_they_are_printed(self, printed_pdf: SourceFile) -> None:
        runs = page_layer(printed_pdf, 1).runs
        assert [run.text for run in runs] == ["VPN lines rented", "second VPN"]
        for run, baseline in zip(runs, (100, 300), strict=True):
            assert run.box.x0 == pytest.approx(50, abs=4)
            assert run.box.top < baseline - 10 < baseline <= run.box.bottom + 1

    def test_a_turned_page_has_its_text_where_it_is_drawn(self, printed_pdf: SourceFile) -> None:
        (box,) = page_layer(printed_pdf, 2, ["VPN lines"]).places["VPN lines"][0]
        assert box.x0 == pytest.approx(HEIGHT - 100, abs=6)  # turned to the right: the top is at the right edge
        assert box.bottom - box.top > box.x1 - box.x0
        assert box.top == pytest.approx(50, abs=4)

    def test_what_is_part_of_a_longer_place_is_none_of_its_own(self, printed_pdf: SourceFile) -> None:
        places = page_layer(printed_pdf, 1, ["VPN", "second VPN"]).places
        assert [len(places[text]) for text in ("VPN", "second VPN")] == [1, 1]

    def test_there_is_none_for_text_files_and_missing_pages(self, printed_pdf: SourceFile) -> None:
        assert page_layer(replace(printed_pdf, media_type="text/plain"), 1).runs == ()
        assert page_layer(printed_pdf, 4, ["VPN"]).places == {}

    def test_it_is_put_over_the_image(self, printed: tuple[FlaskClient, str]) -> None:
        client, document = printed
        page = client.get(f"/d/{document}/1").text
        assert re.findall(r"<text [^>]*>([^<]*)</text>", page) == ["VPN lines rented", "second VPN"]


def test_hits_are_matched_to_places_of_the_same_text_in_order() -> None:
    hits = document_hits([PageText(1, None, None, ("甲乙", "甲", "乙甲"))], '"甲"')
    first, second = (Box(0, 0, 1, 1),), (Box(2, 2, 3, 3),)
    assert [(hit.line, hit.start, hit.text) for hit in hits] == [(0, 0, "甲"), (1, 0, "甲"), (2, 1, "甲")]
    assert hit_boxes(hits, {"甲": (first, second)}) == {1: first, 2: second}
