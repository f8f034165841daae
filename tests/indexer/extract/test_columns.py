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
        (("上年执行数",), "ignored"),
        (("增减%",), "ignored"),
        (("2026年政府采购项目", "小计"), "ignored"),
        (("颜色",), None),
    ],
)
def test_heads_say_what_a_column_means(path, expected):
    assert meaning(path) == expected


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
