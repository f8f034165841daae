"""Projects told one behind the other in the narrative, believed where they add up to 项目支出."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import text_lines
from written_tables import read, ruled

from indexer.extract.projects.prose_lists import prose_lists

NUMBERED = (
    "（二）项目支出60.50万元，具体包括：",
    "1.绿道养护项目，预算安排20万元，用于步道",
    "修补和夜间照明。",
    "2.2026年读书节经费30.5万元，主要用于场地租赁。",
    "3.社区食堂补助（市级）10万元。",
    "三、其他情况",
)


def told(*lines: str) -> list[tuple[str, Decimal, str | None]]:
    projects = prose_lists(text_lines(lines))
    return [(one.name, one.amount.yuan, one.note) for one in projects if one.amount and one.amount.yuan is not None]


def test_a_numbered_list_that_adds_up_to_the_project_expenditure_gives_projects_with_their_use():
    assert told(*NUMBERED) == [
        ("绿道养护项目", 200_000, "用于步道修补和夜间照明。"),
        ("2026年读书节经费", 305_000, "主要用于场地租赁。"),
        ("社区食堂补助（市级）", 100_000, None),
    ]


def test_every_line_of_a_project_is_cited():
    first, *_ = prose_lists(text_lines(NUMBERED))

    assert len(first.citations) == 2


def test_the_total_may_be_printed_elsewhere():
    lines = ("2026年本单位项目支出50万元。", "重点项目：", "（1）路灯改造工程20万元；", "（2）河道清淤经费30万元。")

    assert [name for name, _, _ in told(*lines)] == ["路灯改造工程", "河道清淤经费"]


@pytest.mark.parametrize("line", [
    "项目支出42万元，主要用于：路灯改造项目12万元；河道清淤项目30万元。",
    "项目支出预算42万元，其中：路灯改造项目12万元、河道清淤项目30万元。",
    "项目支出42万元，具体包括：路灯改造项目12万元，河道清淤项目30万元。",
])  # fmt: skip
def test_projects_in_one_sentence_behind_their_total(line: str) -> None:
    assert [name for name, _, _ in told(line)] == ["路灯改造项目", "河道清淤项目"]


def test_a_list_that_does_not_add_up_is_left_out():
    assert told("项目支出61万元，具体包括：", *NUMBERED[1:]) == []


@pytest.mark.parametrize("lines", [
    ("项目支出30万元，其中：", "1.一般公共预算20万元；", "2.政府性基金预算10万元。"),
    ("项目支出30万元，其中：", "1.住房公积金20万元；", "2.行政运行10万元。"),
    ("项目支出30万元，其中：", "1.比上年增加20万元；", "2.较2025年减少10万元。"),
])  # fmt: skip
def test_funds_subjects_and_changes_are_no_projects(lines: tuple[str, ...]) -> None:
    assert told(*lines) == []


def goals(name: str, amount: str):
    return ruled(
        ["项目名称", "预算数（万元）", "绩效目标"],
        [name, amount, "方便市民"],
    )


def test_a_list_adds_to_the_projects_of_a_table_that_it_tells_of():
    projects, _ = read(list(NUMBERED), ["重点项目绩效目标情况", goals("2026年读书节经费", "30.50")])

    assert sorted(project.name for project in projects) == ["2026年读书节经费", "社区食堂补助（市级）", "绿道养护项目"]
    (fair,) = [project for project in projects if project.goal]
    assert fair.note == "主要用于场地租赁。"
    assert {citation.page for citation in fair.citations} == {1, 2}


def test_a_list_in_other_words_than_the_table_adds_nothing():
    projects, _ = read(list(NUMBERED), ["重点项目绩效目标情况", goals("公共文化服务", "60.50")])

    assert [project.name for project in projects] == ["公共文化服务"]
