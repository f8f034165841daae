"""The sources of income on the page of a document and in its JSON."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sample_disclosures import EAST, WEST


def rows(page: str) -> list[list[str]]:
    """The cells of the table of sources, without markup."""
    table = page.partition('id="income"')[2].partition("</section>")[0]
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split("</t[dh]>", row)[:-1]] for row in found
    ]


def test_a_source_has_a_row_and_each_statement_a_column(client: FlaskClient) -> None:
    head, *found = rows(client.get(f"/d/{EAST}").text)

    assert head[:3] == ["来源", "收支总表", "收入总表"]
    assert [row[:3] for row in found] == [
        ["财政拨款", "290.00 万元", "290.00 万元"],
        ["一般公共预算", "", "290.00 万元"],
        ["捐赠&lt;b&gt;款&lt;/b&gt;", "", "1.00 万元"],
        ["上年结转结余", "10.00 万元", ""],
        ["收入总计", "300.00 万元", ""],
    ]


def test_the_page_in_english_names_sources_in_english(client: FlaskClient) -> None:
    found = rows(client.get(f"/d/{EAST}", headers={"Accept-Language": "en"}).text)

    assert [row[0] for row in found if row[0].isascii()][-2:] == ["Carried over from last year", "Total income"]


def test_a_document_without_sources_has_no_such_table(client: FlaskClient) -> None:
    assert 'id="income"' not in client.get(f"/d/{WEST}").text


def test_the_json_holds_every_source_with_its_page(client: FlaskClient) -> None:
    income = client.get(f"/d/{EAST}.json").get_json()["income"]

    assert [one["source"] for one in income][:4] == ["fiscal", "other", "carried_over", "total"]
    assert income[5] == {
        "statement": "income",
        "source": "general_budget",
        "within": "fiscal",
        "name": "一般公共预算",
        "amount": 2_900_000,
        "page": 1,
    }
