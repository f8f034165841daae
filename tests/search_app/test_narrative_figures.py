"""The figures of the narrative on the page of a document and in its JSON."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sample_disclosures import EAST, HOSTILE


def rows(page: str) -> list[list[str]]:
    """The cells of the table of figures, without markup."""
    table = page.partition('id="figures"')[2].partition("</section>")[0]
    found = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row.split("</td>")[:-1]] for row in found]


def test_a_figure_stands_beside_its_change_and_its_table(client: FlaskClient) -> None:
    first = rows(client.get(f"/d/{EAST}").text)[0]

    assert first[:2] == ["支出", "300.00 万元"]
    assert first[2] == "比上年预算 305.00万元：减少 5.00万元 (-1.6%)"
    assert first[3] == "压减会议"
    assert first[5] == "支出总表 300.00 万元"


def test_what_is_as_last_year_and_what_is_counted_is_said_so(client: FlaskClient) -> None:
    _, basic, vehicles, equipment = rows(client.get(f"/d/{EAST}").text)

    assert (basic[0], basic[2]) == ("一般公共预算 基本支出", "比上年：持平")
    assert vehicles[:2] == ["车辆", "3 辆"]
    assert equipment[:2] == ["单价 100.00万元以上的设备", "0 台"]


def test_a_reason_stays_text(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get(f"/d/{HOSTILE}").text


def test_the_json_holds_the_figures(client: FlaskClient) -> None:
    figures = client.get(f"/d/{EAST}.json").get_json()["figures"]

    assert [one["subject"] for one in figures] == ["expenditure", "basic", "vehicle_count", "equipment"]
    assert (figures[0]["amount"], figures[0]["table"], figures[0]["table_amount"]) == (3_000_000, 0, 3_000_000)
    assert figures[0]["changes"][0] == {
        "compared_with": "上年预算",
        "direction": "减少",
        "base": 3_050_000,
        "amount": -50_000,
        "percentage": -1.6,
        "reason": "压减会议",
    }
    assert (figures[2]["count"], figures[2]["count_unit"], figures[3]["threshold"]) == (3, "辆", 1_000_000)
