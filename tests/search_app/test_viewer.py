from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sample_disclosures import EAST, fill, west_county

from index.records import Citation, Disclosure
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library
from search_app.views.citation_links import citation_links


def cited_lines(page: str) -> list[str]:
    return re.findall(r'<li class="cited" id="L(\d+)">', page)


class TestTextDocument:
    def test_the_lines_of_the_record_are_marked_and_no_others(self, client: FlaskClient) -> None:
        assert cited_lines(client.get(f"/d/{EAST}/1?r={EAST}-p0").text) == ["2", "3"]
        assert cited_lines(client.get(f"/d/{EAST}/1").text) == []

    def test_lines_count_over_the_whole_file(self, client: FlaskClient) -> None:
        page = client.get(f"/d/{EAST}/2?r={EAST}-p1").text
        assert re.findall(r'<li[^>]* id="L(\d+)">', page) == ["5", "6"]
        assert cited_lines(page) == ["5", "6"]

    def test_the_first_marked_line_is_where_the_link_leads(self, client: FlaskClient) -> None:
        page = client.get(f"/d/{EAST}/1?r={EAST}-p0").text
        assert page.count('id="cited"') == 1
        assert page.index('id="L2"') < page.index('id="cited"') < page.index('id="L3"')

    def test_lines_can_be_asked_for_without_a_record(self, client: FlaskClient) -> None:
        assert cited_lines(client.get(f"/d/{EAST}/1?lines=1-1&lines=4-9").text) == ["1", "4"]

    def test_an_endless_range_of_lines_costs_nothing(self, client: FlaskClient) -> None:
        assert cited_lines(client.get(f"/d/{EAST}/1?lines=0-9999999").text) == ["1", "2", "3", "4"]

    def test_there_is_no_image(self, client: FlaskClient) -> None:
        page = client.get(f"/d/{EAST}/1").text
        assert "不是 PDF" in page
        assert "<img" not in page
        assert client.get(f"/d/{EAST}/1.png").status_code == 404


class TestPdf:
    def test_the_box_of_the_record_is_drawn_over_the_page(self, client: FlaskClient, west: Disclosure) -> None:
        page = client.get(f"/d/{west.document_id}/1?r={west.document_id}-p0").text
        assert 'viewBox="0 0 595.0 842.0"' in page
        assert '<rect id="cited" x="72.0" y="90.0" width="228.0" height="20.0"' in page

    def test_the_other_page_of_the_record_is_one_click_away(self, client: FlaskClient, west: Disclosure) -> None:
        document = west.document_id
        assert f'href="/d/{document}/2?r={document}-p0#cited"' in client.get(f"/d/{document}/1?r={document}-p0").text

    def test_previous_and_next_keep_the_mark(self, client: FlaskClient, west: Disclosure) -> None:
        document = west.document_id
        first = client.get(f"/d/{document}/1?r={document}-p0").text
        last = client.get(f"/d/{document}/2?r={document}-p0").text
        assert f'rel="next" href="/d/{document}/2?r={document}-p0#cited"' in first
        assert 'rel="prev"' not in first
        assert f'rel="prev" href="/d/{document}/1?r={document}-p0#cited"' in last
        assert 'rel="next"' not in last

    @pytest.mark.parametrize("asked", ["1,2,3", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "0,0,-5,1", ""])
    def test_a_malformed_box_is_not_drawn(self, client: FlaskClient, west: Disclosure, asked: str) -> None:
        answer = client.get(f"/d/{west.document_id}/1", query_string={"xywh": asked})
        assert answer.status_code == 200
        assert "<rect" not in answer.text

    def test_a_record_of_another_document_is_not_marked(self, client: FlaskClient, west: Disclosure) -> None:
        assert "<rect" not in client.get(f"/d/{west.document_id}/1?r={EAST}-p0").text


class TestImage:
    def test_it_is_a_png_that_caches_may_keep(self, client: FlaskClient, west: Disclosure) -> None:
        answer = client.get(f"/d/{west.document_id}/1.png")
        assert answer.mimetype == "image/png"
        assert Image.open(io.BytesIO(answer.data)).format == "PNG"
        etag, weak = answer.get_etag()
        assert etag
        assert not weak
        assert answer.cache_control.immutable

    def test_an_unchanged_image_is_not_sent_again(self, client: FlaskClient, west: Disclosure) -> None:
        address = f"/d/{west.document_id}/1.png"
        etag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200

    def test_a_changed_file_is_said_to_be_changed_and_its_text_still_shown(
        self, tmp_path: Path, western_pdf: Path
    ) -> None:
        copy = tmp_path / "西县.pdf"
        copy.write_bytes(western_pdf.read_bytes() + b"\n")
        settings = Settings.for_data(tmp_path / "data")
        changed = west_county(copy, "dd" * 32)
        fill(settings, [changed])
        with open_library(settings) as library:
            client = create_app(library).test_client()
            page = client.get(f"/d/{changed.document_id}/1").text
            image = client.get(f"/d/{changed.document_id}/1.png")
        assert "改动过" in page
        assert "电子政务外网专线" in page
        assert image.status_code == 404
        assert "改动过" in image.text


def test_citations_of_one_page_share_a_link() -> None:
    citations = [Citation(1, first_line=3, last_line=4), Citation(2), Citation(1, first_line=9, last_line=9)]
    links = citation_links("0" * 16, citations)
    assert [(link.page, link.label) for link in links] == [(1, "第 3–4 行等 2 处"), (2, "第 2 页")]
    assert links[0].href == f"/d/{'0' * 16}/1?lines=3-4&lines=9-9#cited"
    assert links[1].href == f"/d/{'0' * 16}/2"
