"""Statements as grids: column paths above, body rows below."""

from __future__ import annotations

import pytest
from written_documents import statement
from written_tables import ABOVE, LEFT, dumped, ruled

from indexer.extract.grid import grids, side_by_side
from indexer.readers.document import Table

HEADS = (
    ("科目编码", "科目名称", "合计", "其中", LEFT),
    (ABOVE, ABOVE, ABOVE, "基本支出", "项目支出"),
)


def grid_of(*tables: Table):
    found = list(grids(statement("部门支出总表", "单位：万元", *tables).tables))
    assert len(found) == 1
    return found[0]


def texts(grid):
    return [row.texts for row in grid.rows]


def test_heads_of_several_rows_become_paths():
    grid = grid_of(ruled(*HEADS, ("201", "甲", "3.00", "1.00", "2.00")))

    assert grid.paths == (("科目编码",), ("科目名称",), ("合计",), ("其中", "基本支出"), ("其中", "项目支出"))
    assert texts(grid) == [("201", "甲", "3.00", "1.00", "2.00")]


def test_heads_repeated_on_the_next_page_are_no_rows():
    first = ruled(*HEADS, ("201", "甲", "3.00", "1.00", "2.00"))
    second = ruled(*HEADS, ("20103", "乙", "3.00", "1.00", "2.00"))

    assert texts(grid_of(first, second)) == [
        ("201", "甲", "3.00", "1.00", "2.00"),
        ("20103", "乙", "3.00", "1.00", "2.00"),
    ]


def test_rows_that_number_the_columns_are_no_rows():
    grid = grid_of(ruled(*HEADS, ("栏次", "**", "1=2+3", "2", "3"), ("201", "甲", "3.00", "1.00", "2.00")))

    assert texts(grid) == [("201", "甲", "3.00", "1.00", "2.00")]


def test_a_title_and_a_unit_inside_the_ruling_name_no_column():
    grid = grid_of(
        ruled(
            ("部门支出总表", LEFT, LEFT),
            ("单位：万元", LEFT, LEFT),
            ("科目编码", "科目名称", "合计"),
            ("201", "甲", "1.00"),
        )
    )

    assert grid.paths == (("科目编码",), ("科目名称",), ("合计",))


def test_levels_named_below_the_heads_belong_to_the_paths():
    grid = grid_of(ruled(("科目编码", LEFT, LEFT, "金额"), ("类", "款", "项", "合计"), ("201", "03", "01", "2.00")))

    assert [path[-1] for path in grid.paths[:3]] == ["类", "款", "项"]


def test_blanks_right_of_a_head_in_a_dump_belong_to_it():
    table = dumped(
        ["科目编码", "科目名称", "支出", ""], ["", "", "基本支出", "项目支出"], ["201", "甲", "1.00", "2.00"]
    )

    assert grid_of(table).paths[2:] == (("支出", "基本支出"), ("支出", "项目支出"))


@pytest.mark.parametrize(("figure", "empty"), [("0.00", True), ("", True), ("0.10", False)])
def test_a_grid_of_zeros_and_blanks_is_empty(figure, empty):
    assert grid_of(ruled(*HEADS, ("合计", LEFT, figure, "", ""))).empty is empty


def test_a_merged_cell_speaks_for_the_columns_it_covers():
    row = grid_of(ruled(*HEADS, ("合计", LEFT, "3.00", "", ""))).rows[0]

    assert (row.text(1), row.covering(1), row.end(0)) == ("", "合计", 2)


def test_columns_that_repeat_from_left_to_right_are_parts_one_after_the_other():
    heads = ("科目编码", "科目名称", "决算数")
    grid = grid_of(ruled((*heads, *heads), ("301", "甲", "5.00", "302", "乙", "4.00")))

    left, right = side_by_side(grid)

    assert (left.paths, texts(left)) == (tuple((head,) for head in heads), [("301", "甲", "5.00")])
    assert (right.paths, texts(right)) == (left.paths, [("302", "乙", "4.00")])


def test_a_grid_that_repeats_nothing_is_its_only_part():
    grid = grid_of(ruled(*HEADS, ("201", "甲", "3.00", "1.00", "2.00")))

    assert side_by_side(grid) == (grid,)
