"""Lists of projects: what is a row, what is a sum, and the goal table beside them."""

from __future__ import annotations

from decimal import Decimal

from written_projects import GOAL_TITLE, LIST_TITLE, list_table, names, one_project, yuan
from written_tables import ABOVE, read, ruled


def test_a_list_leaves_out_totals_and_the_sums_of_units():
    table = ruled(
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["", "合计", "900.00"],
        ["101001", "某市水利局", "500.00"],
        ["", "堤坝", "500.00"],
        ["", "春季巡堤", "200.00"],
        ["", "秋季巡堤", "300.00"],
        ["101002", "某市水文站", "400.00"],
        ["", "春季巡堤", "200.00"],
        ["", "测站维护", "200.00"],
    )

    projects, problems = read([LIST_TITLE, "单位：元", table])

    assert names(projects) == ["春季巡堤", "秋季巡堤", "春季巡堤", "测站维护"]
    assert yuan(projects) == [200, 300, 200, 200]
    assert [project.category for project in projects] == ["堤坝", "堤坝", None, None]
    assert problems == ()


def test_list_and_goal_table_of_one_project_become_one_with_both_places():
    projects, problems = read(
        [LIST_TITLE, "单位：元", list_table(("合计", "125,123.00"), ("窗口服务费", "125,123.00"))],
        [GOAL_TITLE, one_project("窗口 服务费", "12.51")],
    )

    (project,) = projects
    assert project.amount.yuan == Decimal("125123.00")
    assert len(project.indicators) == 3
    assert [citation.page for citation in project.citations] == [1, 2]
    assert problems == ()


def test_the_same_name_under_two_units_stays_two_projects():
    table = ruled(
        ["单位名称", "项目名称", "总计"],
        ["", "合计", "30.00"],
        ["某市一中", "日常运行", "10.00"],
        ["某市二中", "日常运行", "20.00"],
    )

    projects, _ = read([LIST_TITLE, "单位：万元", table])

    assert [(project.name, project.amount.yuan) for project in projects] == [
        ("日常运行", 100_000),
        ("日常运行", 200_000),
    ]
    assert [project.note for project in projects] == ["用款单位：某市一中", "用款单位：某市二中"]


def test_rows_of_several_subjects_beside_one_merged_name_are_one_project():
    table = ruled(
        ["科目编码", "项目名称", "合计"],
        ["", "合计", "60.00"],
        ["2130301", "水库除险", "10.00"],
        ["2130305", ABOVE, "20.00"],
        ["2130305", "渠道清淤", "30.00"],
    )

    projects, _ = read([LIST_TITLE, "单位：万元", table])

    assert list(zip(names(projects), yuan(projects), strict=True)) == [("水库除险", 300_000), ("渠道清淤", 300_000)]


def test_a_table_of_subjects_is_no_list_of_projects():
    table = ruled(["项目", "预算数"], ["合计", "30.00"], ["办公费", "10.00"], ["差旅费", "20.00"])

    assert read([LIST_TITLE, "单位：万元", table]) == ((), ())


def test_the_unit_in_the_head_of_a_column_is_believed_before_that_of_the_document():
    table = ruled(["项目名称", "预算数（万元）", "绩效目标"], ["巡堤", "2.00", "防汛"])

    assert yuan(read([LIST_TITLE, table], unit="元")[0]) == [20_000]


def test_amounts_that_differ_keep_the_list_and_are_told():
    projects, problems = read(
        [LIST_TITLE, "单位：万元", list_table(("窗口服务费", "12.50"))],
        [GOAL_TITLE, one_project("窗口服务费", "40.00")],
    )

    assert yuan(projects) == [125_000]
    assert [(problem.code, problem.page) for problem in problems] == [("project_amounts_differ", 2)]
    assert "12.50万元" in problems[0].message
    assert "40.00万元" in problems[0].message


def test_a_class_with_its_own_goals_is_told_to_be_a_sum():
    table = ruled(
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["", "合计", "500.00"],
        ["", "堤坝管护", "500.00"],
        ["", "春季巡堤", "200.00"],
        ["", "秋季巡堤", "300.00"],
    )

    projects, problems = read([LIST_TITLE, "单位：万元", table], [GOAL_TITLE, one_project("堤坝管护", "500.00")])

    assert names(projects) == ["春季巡堤", "秋季巡堤", "堤坝管护"]
    assert projects[2].note == "包含本文件另外 2 个项目（春季巡堤、秋季巡堤），加总时不重复计算"
    assert problems == ()


def test_a_class_that_is_not_the_sum_of_its_parts_is_a_problem():
    table = ruled(
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["", "合计", "500.00"],
        ["", "堤坝管护", "500.00"],
        ["", "春季巡堤", "200.00"],
        ["", "秋季巡堤", "300.00"],
    )

    _, problems = read([LIST_TITLE, "单位：万元", table], [GOAL_TITLE, one_project("堤坝管护", "520.00")])

    assert [problem.code for problem in problems] == ["project_is_a_sum"]
    assert "相差 20.00万元" in problems[0].message


def test_one_project_that_happens_to_be_as_much_as_two_others_is_not_their_sum():
    tables = [
        one_project(name, amount) for name, amount in (("法律顾问", "5.0"), ("窗口服务", "10"), ("档案整理", "5"))
    ]

    projects, _ = read(*[[GOAL_TITLE, table] for table in tables])

    assert [project.note for project in projects] == [None, None, None]
