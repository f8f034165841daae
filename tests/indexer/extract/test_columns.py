"""What the columns of a subject table mean by their heads."""

from __future__ import annotations

import pytest

from indexer.extract.columns import columns, meaning


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("科目编码",), "code"),
        (("支出功能分类科目", "类"), "code"),
        (("科目名称",), "name"),
        (("支出功能分类科目",), "name"),
        (("单位名称",), "holder"),
        (("合计",), "total"),
        (("本年支出合计",), "total"),
        (("2026年", "预算数"), "total"),
        (("基本支出", "小计"), "basic"),
        (("基本支出", "人员经费"), "personnel"),
        (("基本支出", "公用经费"), "public"),
        (("其中", "项目支出"), "project"),
        (("上缴上级支出",), "upward"),
        (("对附属单位补助支出",), "subsidy"),
        (("上年执行数",), "previous"),
        (("2025年执行数", "小计"), "previous"),
        (("比上年执行数增减",), "ignored"),
        (("上年结转",), "ignored"),
        (("增减%",), "ignored"),
        (("2026年政府采购项目", "小计"), "ignored"),
        (("颜色",), None),
    ],
)
def test_heads_say_what_a_column_means(path, expected):
    assert meaning(path) == expected


def test_of_two_years_the_later_one_is_the_tables_own():
    found = columns(
        [
            ("科目编码",),
            ("科目名称",),
            ("2025年预算数",),
            ("2026年预算数", "总计"),
            ("2026年预算数", "基本支出", "小计"),
        ]
    )

    assert (found.amounts["previous"], found.amounts["total"], found.amounts["basic"]) == ((2,), (3,), (4,))


def test_the_parts_of_another_year_are_not_those_of_this_one():
    found = columns([("科目名称",), ("2025年", "项目支出"), ("2026年", "合计"), ("2026年", "项目支出")])

    assert found.amounts["project"] == (3,)


def test_beside_an_outturn_the_plan_is_not_the_amount():
    found = columns([("科目编码",), ("科目名称",), ("年初预算数",), ("决算数",)])

    assert (found.amounts["planned"], found.amounts["total"]) == ((2,), (3,))


def test_the_outturn_of_last_year_does_not_make_a_plan_of_this_years_budget():
    found = columns([("科目名称",), ("上年决算数",), ("本年预算数",)])

    assert (found.amounts["previous"], found.amounts["total"]) == ((1,), (2,))


def test_the_subtotal_stands_for_columns_of_one_meaning():
    found = columns(
        [("科目编码",), ("科目名称",), ("合计",), ("项目支出", "小计"), ("项目支出", "本级"), ("项目支出", "补助")]
    )

    assert found.amounts["project"] == (3,)


def test_one_head_over_two_grid_columns_is_looked_up_in_both():
    assert columns([("科目编码",), ("科目名称",), ("合计",), ("合计",)]).amounts["total"] == (2, 3)


def test_three_code_columns_are_read_from_left_to_right():
    heads = [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("科目名称",), ("合计",)]

    assert columns(heads).codes == (0, 1, 2)


def test_one_head_over_three_code_cells_is_one_column():
    assert columns([("科目编码",), ("科目编码",), ("科目编码",), ("科目名称",), ("合计",)]).codes == (0,)


def test_of_two_classifications_side_by_side_the_departments_own_counts():
    heads = [
        ("政府预算经济分类科目", "科目编码"),
        ("政府预算经济分类科目", "科目名称"),
        ("部门预算经济分类科目", "科目编码"),
        ("部门预算经济分类科目", "科目名称"),
        ("合计",),
    ]

    found = columns(heads)

    assert (found.codes, found.name) == ((2,), 3)
