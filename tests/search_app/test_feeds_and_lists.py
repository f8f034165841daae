from __future__ import annotations

import csv
import io
from datetime import datetime
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sample_disclosures import HOSTILE_TEXT

from search_app.pages.batch import MOST_BYTES, MOST_LINES

ATOM = {"a": "http://www.w3.org/2005/Atom"}


class TestFeeds:
    def test_atom_holds_what_the_query_finds_with_stable_ids(self, client: FlaskClient) -> None:
        answer = client.get("/feed.atom?q=政务外网&kind=project")
        root = ElementTree.fromstring(answer.data)
        links = [entry.findtext("a:id", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]
        assert answer.mimetype == "application/atom+xml"
        assert len(links) == client.get("/search.json?q=政务外网&kind=project").get_json()["total"]
        assert all(link and client.get(link).status_code == 200 for link in links)
        assert answer.data == client.get("/feed.atom?q=政务外网&kind=project").data

    def test_atom_has_what_the_standard_demands(self, client: FlaskClient) -> None:
        root = ElementTree.fromstring(client.get("/feed.atom").data)
        for name in ("id", "title", "updated"):
            assert root.findtext(f"a:{name}", namespaces=ATOM)
            assert all(entry.findtext(f"a:{name}", namespaces=ATOM) for entry in root.findall("a:entry", ATOM))
        assert datetime.fromisoformat(root.findtext("a:updated", "", ATOM)).tzinfo is not None

    def test_json_feed_says_the_same(self, client: FlaskClient) -> None:
        body = client.get("/feed.json?q=政务外网").get_json()
        root = ElementTree.fromstring(client.get("/feed.atom?q=政务外网").data)
        assert body["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["id"] for item in body["items"]] == [one.text for one in root.findall("a:entry/a:id", ATOM)]
        assert client.get(body["home_page_url"]).status_code == 200

    def test_new_years_come_first(self, client: FlaskClient) -> None:
        titles = [item["content_text"] for item in client.get("/feed.json?q=政务外网&kind=project").get_json()["items"]]
        assert "2024年" in titles[0]

    def test_hostile_text_and_mobile_numbers(self, client: FlaskClient) -> None:
        titles = [
            one.text for one in ElementTree.fromstring(client.get("/feed.atom").data).findall("a:entry/a:title", ATOM)
        ]
        assert f"{HOSTILE_TEXT}政务外网" in titles
        assert b"13900001234" not in client.get("/feed.json").data

    def test_a_wrong_query_is_refused(self, client: FlaskClient) -> None:
        assert client.get("/feed.atom?q=(").status_code == 400
        assert client.get("/feed.json?q=(").get_json()["error"]["kind"] == "query"

    def test_results_lead_to_their_feed(self, client: FlaskClient) -> None:
        assert 'type="application/atom+xml"' in client.get("/search?q=政务外网").text


class TestBatch:
    def matrix(self, client: FlaskClient, lines: str, by: str = "kind") -> list[dict[str, str]]:
        answer = client.post("/batch", data={"lines": lines, "by": by, "format": "csv"})
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))

    def test_counts_are_those_of_the_search(self, client: FlaskClient) -> None:
        for row in self.matrix(client, "政务外网\n办公楼\n没有这种东西"):
            found = client.get("/search.json", query_string={"q": f"{row['检索式']}", "limit": 1}).get_json()
            if not found["relaxed"]:
                assert int(row["全部"]) == found["total"]
        assert {row["检索式"] for row in self.matrix(client, "政务外网\n\n政务外网 \n办公楼")} == {"政务外网", "办公楼"}

    def test_columns_of_a_disjoint_field_add_up(self, client: FlaskClient) -> None:
        for by in ("kind", "year", "county"):
            for row in self.matrix(client, "政务外网\n行政", by):
                assert sum(
                    int(value) for name, value in row.items() if name not in ("检索式", "地址或错误", "全部")
                ) == int(row["全部"])

    def test_a_line_that_cannot_be_understood_does_not_stop_the_others(self, client: FlaskClient) -> None:
        bad, good = self.matrix(client, "(\n政务外网")
        assert bad["全部"] == ""
        assert bad["地址或错误"]
        assert int(good["全部"]) > 0

    def test_a_file_may_be_uploaded_in_either_encoding(self, client: FlaskClient) -> None:
        for encoding in ("utf-8-sig", "gb18030"):
            upload = (io.BytesIO("政务外网\r\n办公楼\r\n".encode(encoding)), "list.txt")
            page = client.post("/batch", data={"file": upload, "by": "kind"}).text
            assert '<th scope="row">政务外网</th>' in page
            assert '<th scope="row">办公楼</th>' in page

    def test_lines_beyond_the_limit_are_said_to_be_left_out(self, client: FlaskClient) -> None:
        page = client.post(
            "/batch", data={"lines": "\n".join(f"词{n}" for n in range(MOST_LINES + 7)), "by": "kind"}
        ).text
        assert "后面 7 行没有检索" in page

    def test_what_is_too_large_or_unknown_is_refused(self, client: FlaskClient) -> None:
        assert client.post("/batch", data={"lines": "a" * (MOST_BYTES + 1)}).status_code == 413
        assert client.post("/batch", data={"lines": "a", "by": "text"}).status_code == 400

    def test_hostile_lines_stay_text(self, client: FlaskClient) -> None:
        page = client.post("/batch", data={"lines": HOSTILE_TEXT, "by": "kind"}).text
        assert "<script>alert" not in page

    def test_the_page_answers_without_a_list(self, client: FlaskClient) -> None:
        assert "<h1>批量检索</h1>" in client.get("/batch").text


class TestSuggestions:
    @pytest.mark.parametrize("typed", ["政务外", "zww", "东县"])
    def test_each_leads_to_something(self, client: FlaskClient, typed: str) -> None:
        suggestions = client.get("/suggest.json", query_string={"q": typed}).get_json()["suggestions"]
        for one in suggestions:
            assert client.get(one["link"].replace("/search", "/search.json")).get_json()["total"] > 0

    def test_nothing_typed_suggests_nothing(self, client: FlaskClient) -> None:
        assert client.get("/suggest.json").get_json() == {"suggestions": []}
        assert client.get("/api/v1/suggest?q=").get_json() == {"suggestions": []}
