"""“三公”经费 of last year and of the plan beside this year's, on the page of a document and in its JSON."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sample_disclosures import EAST, WEST


def beside(page: str) -> list[list[str]]:
    """The cells of the table, without markup."""
    table = page.partition('id="three-public"')[2].partition("</section>")[0]
    found = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split("</t[dh]>", row)[:-1]] for row in found
    ]


def test_last_year_stands_beside_this_year(client: FlaskClient) -> None:
    assert beside(client.get(f"/d/{EAST}").text) == [
        ["事项", "本年数", "上年数"],
        ["合计", "7.52 万元", "9.00 万元"],
        ["因公出国（境）", "0 元", "1.00 万元"],
        ["公务用车购置", "空白", ""],
        ["公务用车运行", "", "8.00 万元"],
        ["公务接待", "3.00 万元", ""],
    ]


def test_nothing_stands_beside_figures_printed_alone(client: FlaskClient) -> None:
    assert beside(client.get(f"/d/{WEST}").text) == []


def test_the_json_has_last_year_and_no_plan(client: FlaskClient) -> None:
    three_public = client.get(f"/d/{EAST}.json").get_json()["three_public"]

    assert (three_public["total"], three_public["planned"]) == (75_200, None)
    assert three_public["previous"] == {
        "total": 90_000,
        "abroad": 10_000,
        "vehicle_purchase": None,
        "vehicle_operation": 80_000,
        "reception": None,
    }
