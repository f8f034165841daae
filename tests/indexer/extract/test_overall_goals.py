"""Goals of whole departments and units: written tables of each layout, and two real ones as text."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from written_tables import ABOVE, LEFT, dumped, ruled

from index.records import Amount, OverallGoal
from indexer import readers
from indexer.extract.flow import flow, squeeze
from indexer.extract.projects import read_overall_goals, read_projects
from indexer.extract.regions import Layout, layout
from indexer.readers.document import Document, Line, Page, Table

CORPUS = Path(os.environ.get("YUSOU_CORPUS", Path(__file__).resolve().parents[3].parent / "shared"))

TITLE = "部门整体支出绩效目标表"
HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
TASKS = ruled(
    ("部门（单位）名称", LEFT, "东县档案馆", LEFT, LEFT),
    ("年度主要任务", "任务名称", "工作内容", "预算金额（万元）", LEFT),
    (ABOVE, ABOVE, ABOVE, "总额", "财政拨款"),
    (ABOVE, "保运转", "发放工资", "80.5", "80.5"),
    (ABOVE, "档案数字化", "扫描卷宗", "19.5", ""),
    (ABOVE, "金额合计", LEFT, "100", "80.5"),
    ("年度总体目标", "卷宗全部可以在线查阅", LEFT, LEFT, LEFT),
    ("年度绩效指标", *HEADS),
    (ABOVE, "产出指标", "数量指标", "扫描卷宗（卷）", "≥5000"),
    (ABOVE, ABOVE, "质量指标", "图像合格率", "≥98%"),
)


def cut(*pages: Sequence[str | Table]) -> Layout:
    """The layout of a document whose pages hold these lines and tables."""
    return layout(flow(Document("application/pdf", tuple(Page(n, _blocks(p)) for n, p in enumerate(pages, start=1)))))


def _blocks(page: Sequence[str | Table]) -> tuple[Line | Table, ...]:
    boxes = ((0.0, n * 10.0, 500.0, n * 10.0 + 8) for n in range(len(page)))
    return tuple(
        block if isinstance(block, Table) else Line(block, n, box)
        for n, (block, box) in enumerate(zip(page, boxes, strict=True), start=1)
    )


def goals(*pages: Sequence[str | Table]) -> tuple[OverallGoal, ...]:
    return read_overall_goals(cut(*pages), default_unit="万元")


def yuan(amount: Amount | None) -> Decimal | None:
    return amount.yuan if amount else None


def test_a_table_with_main_tasks_is_read_whole() -> None:
    (goal,) = goals([TITLE, TASKS])

    assert (goal.holder, goal.goal) == ("东县档案馆", "卷宗全部可以在线查阅")
    assert yuan(goal.amount) == 1_000_000
    assert [(task.name, task.content, yuan(task.amount)) for task in goal.tasks] == [
        ("保运转", "发放工资", 805_000),
        ("档案数字化", "扫描卷宗", 195_000),
    ]
    assert [(one.level1, one.level2, one.level3, one.value) for one in goal.indicators] == [
        ("产出指标", "数量指标", "扫描卷宗（卷）", "≥5000"),
        ("产出指标", "质量指标", "图像合格率", "≥98%"),
    ]


def test_a_goal_of_the_whole_is_no_project() -> None:
    projects, _, _ = read_projects(cut([TITLE, TASKS]), default_unit="万元")

    assert projects == ()


def test_the_next_page_goes_on_with_the_levels_of_the_one_before() -> None:
    rest = ruled(
        ("", "", "时效指标", "按期上线", "12月底前"), (ABOVE, "效益指标", "社会效益指标", "在线查阅次数", "≥900次")
    )

    (goal,) = goals([TITLE, TASKS], [rest])

    assert [(one.level1, one.level2, one.target) for one in goal.indicators[2:]] == [
        ("产出指标", "时效指标", "12月底前"),
        ("效益指标", "社会效益指标", "900"),
    ]
    assert [cited.page for cited in goal.citations] == [1, 2]


def test_a_project_table_behind_it_ends_it() -> None:
    project = ruled(
        ("项目名称", "馆舍维修", LEFT, LEFT),
        HEADS,
        ("产出指标", "数量指标", "维修面积", "≥300平方米"),
    )

    (goal,) = goals([TITLE, TASKS], ["项目支出绩效目标表", project])

    assert len(goal.indicators) == 2


def test_levels_printed_in_one_cell_with_what_is_measured_are_told_apart() -> None:
    table = ruled(
        ("部门名称", LEFT, "东县档案馆", LEFT, LEFT, LEFT),
        ("总体资金情况（万元）", "预算支出总额", "财政拨款", LEFT, "其他资金", LEFT),
        (ABOVE, ABOVE, "基本支出", "项目支出", "基本支出", "项目支出"),
        (ABOVE, "100.00", "60.00", "20.00", "5.00", "15.00"),
        ("整体绩效目标", "整体绩效目标", "卷宗全部可以在线查阅", LEFT, LEFT, LEFT),
        (ABOVE, "活动", "绩效指标", "指标性质", "指标值", "度量单位"),
        (ABOVE, "档案数字化", "产出指标数量指标扫描卷宗", "≥", "5000", "卷"),
        (ABOVE, "档案数字化", "满意度指标服务对象满意度指标查档人满意度", "≥", "95", "%"),
    )

    (goal,) = goals([TITLE, table])

    assert [(one.level1, one.level2, one.level3, one.operator, one.target, one.unit) for one in goal.indicators] == [
        ("产出指标", "数量指标", "扫描卷宗", "≥", "5000", "卷"),
        ("满意度指标", "服务对象满意度指标", "查档人满意度", "≥", "95", "%"),
    ]
    assert [task.name for task in goal.tasks] == ["档案数字化"]
    assert [yuan(amount) for amount in (goal.amount, goal.basic, goal.project)] == [1_000_000, 650_000, 350_000]


def test_halves_that_do_not_make_up_the_whole_are_not_guessed() -> None:
    table = ruled(
        ("预算支出总额", "财政拨款", LEFT, "其他资金", LEFT),
        (ABOVE, "基本支出", "项目支出", "基本支出", "项目支出"),
        ("100.00", "60.00", "20.00", "5.00", "1.00"),
        ("整体绩效目标", "卷宗全部可以在线查阅", LEFT, LEFT, LEFT),
    )

    (goal,) = goals([TITLE, table])

    assert (yuan(goal.amount), goal.basic, goal.project) == (1_000_000, None, None)


def test_a_goal_under_its_label_and_indicators_without_levels() -> None:
    table = ruled(
        ("当年整体绩效目标", LEFT, LEFT, LEFT, LEFT),
        ("卷宗全部可以在线查阅", LEFT, LEFT, LEFT, LEFT),
        ("绩效指标", "指标名称", "指标性质", "指标值", "计量单位"),
        (ABOVE, "扫描卷宗", "≥", "5000", "卷"),
    )

    (goal,) = goals(["2026年部门整体绩效目标表", table])

    assert goal.goal == "卷宗全部可以在线查阅"
    assert [(one.level1, one.level3, one.value) for one in goal.indicators] == [(None, "扫描卷宗", "≥ 5000 卷")]


def test_each_unit_of_a_long_table_has_a_goal_of_its_own() -> None:
    table = ruled(
        (
            "单位编码",
            "单位名称",
            "年度预算申请",
            LEFT,
            LEFT,
            "整体绩效目标",
            *["部门整体支出年度绩效目标", LEFT, LEFT, LEFT],
        ),
        (ABOVE, ABOVE, "资金总额", "基本支出", "项目支出", ABOVE, *HEADS),
        ("101001", "东县档案馆", "100.00", "80.00", "20.00", "卷宗可查", "产出指标", "数量指标", "扫描卷宗", "5000卷"),
        ("101002", "东县方志办", "30.00", "30.00", "", "县志出版", "产出指标", "数量指标", "出版县志", "1部"),
        (ABOVE, ABOVE, ABOVE, ABOVE, ABOVE, ABOVE, ABOVE, "质量指标", "差错率", "≤1%"),
    )

    first, second = goals([TITLE, "单位：万元", table])

    assert (first.holder, first.goal, yuan(first.basic), yuan(first.project)) == (
        "东县档案馆", "卷宗可查", 800_000, 200_000
    )  # fmt: skip
    assert (second.ordinal, second.holder, second.goal, yuan(second.amount)) == (1, "东县方志办", "县志出版", 300_000)
    assert [one.level3 for one in second.indicators] == ["出版县志", "差错率"]


def test_shares_by_source_make_up_the_amount_where_no_sum_is_printed() -> None:
    table = dumped(
        ("部门名称（盖章）", "", "东县档案馆", "", ""),
        ("年度绩效目标", "", "卷宗全部可以在线查阅", "", ""),
        ("全年预算（万元）", "", "资金来源", "", "预算总额（万元）"),
        ("", "", "财政资金（万元）", "上级安排", "10.00"),
        ("", "", "", "本级安排", "90.00"),
    )

    (goal,) = goals([TITLE, table])

    assert (goal.holder, yuan(goal.amount)) == ("东县档案馆", 1_000_000)


def test_a_blank_template_is_no_goal() -> None:
    table = ruled(
        ("部门（单位）名称", LEFT, "", LEFT, LEFT),
        ("年度主要任务", "任务名称", "主要内容", "总额", "财政拨款"),
        (ABOVE, "任务1", "", "", ""),
        ("年度总体目标", "目标1：", LEFT, LEFT, LEFT),
        ("年度绩效指标", *HEADS),
        (ABOVE, "产出指标", "数量指标", "指标1：", ""),
    )

    assert goals([TITLE, table]) == ()


@pytest.mark.parametrize("prefix", ["004"])
def test_what_a_person_read_in_a_real_document(prefix: str) -> None:
    found = sorted((CORPUS / "seeds").glob(f"{prefix}_*"))
    if not found:
        pytest.skip(f"{CORPUS}/seeds is not there; set YUSOU_CORPUS")
    (truth_file,) = (CORPUS / "truth").glob(f"{prefix}_*.json")
    truth: dict[str, Any] = json.loads(truth_file.read_text("utf-8"))["overall_performance"]

    (goal,) = read_overall_goals(layout(flow(readers.read(found[0]))), default_unit="万元")

    assert squeeze(goal.goal or "") == squeeze(truth["goal"])
    assert yuan(goal.amount) == truth["amount"]
    expected = [tuple(one[key] for key in ("level1", "level2", "level3", "value")) for one in truth["indicators"]]
    assert [(one.level1, one.level2, one.level3, one.value) for one in goal.indicators] == expected
