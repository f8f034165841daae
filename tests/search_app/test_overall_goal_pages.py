"""The goal of a whole department: on the page of its document, in its JSON, and found by its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import EAST, HOSTILE_TEXT, east_county, fill, wan

from index.records import Citation, GoalTask, Indicator, OverallGoal
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library

GOAL = OverallGoal(
    ordinal=0,
    holder="东县档案馆",
    goal=f"卷宗全部可以在线查阅{HOSTILE_TEXT}",
    amount=wan("100"),
    basic=wan("80.5"),
    project=None,
    tasks=(GoalTask("档案数字化", "扫描馆藏卷宗", wan("19.5")), GoalTask("保运转", None, None)),
    indicators=(Indicator("产出指标", "数量指标", "扫描卷宗册数", "≥ 5000 卷", "≥", "5000", "卷", "15"),),
    citations=(Citation(2, first_line=5, last_line=6),),
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    settings = Settings.for_data(tmp_path)
    fill(settings, (replace(east_county(), overall_goals=(GOAL,)),))
    with open_library(settings) as library:
        yield create_app(library).test_client()


def test_the_page_shows_goal_money_tasks_indicators_and_where_they_are_printed(client: FlaskClient) -> None:
    page = client.get(f"/d/{EAST}").get_data(as_text=True)

    section = page.partition('id="overall-goal-1"')[2].partition("</section>")[0]
    for text in (
        "东县档案馆",
        "卷宗全部可以在线查阅",
        "档案数字化",
        "扫描馆藏卷宗",
        "扫描卷宗册数",
        "≥ 5000 卷",
        ">15<",
    ):
        assert text in section, text
    assert f'href="/d/{EAST}/2' in section
    assert "<script>alert(1)" not in section


def test_the_page_has_no_such_section_where_no_goal_is_printed(tmp_path: Path) -> None:
    settings = Settings.for_data(tmp_path)
    fill(settings, (east_county(),))
    with open_library(settings) as library:
        page = create_app(library).test_client().get(f"/d/{EAST}").get_data(as_text=True)

    assert "overall-goal" not in page


def test_the_json_of_a_document_holds_it(client: FlaskClient) -> None:
    (goal,) = client.get(f"/d/{EAST}.json").get_json()["overall_goals"]

    assert (goal["holder"], goal["amount"], goal["basic"], goal["project"], goal["page"]) == (
        "东县档案馆", 1_000_000, 805_000, None, 2
    )  # fmt: skip
    assert goal["tasks"][0] == {"name": "档案数字化", "content": "扫描馆藏卷宗", "amount": 195_000}
    assert goal["indicators"][0]["level3"] == "扫描卷宗册数"


@pytest.mark.parametrize("words", ["卷宗全部可以在线查阅", "扫描卷宗册数", "档案数字化"])
def test_the_document_is_found_by_words_of_it_and_marks_them(client: FlaskClient, words: str) -> None:
    page = client.get("/search", query_string={"q": words}).get_data(as_text=True)

    assert f"/d/{EAST}" in page
    assert "<mark>" in page
