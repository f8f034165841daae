"""Subjects by name only."""

from __future__ import annotations

import functools

from analyzers import subjects
from indexer.extract.named_subjects import NamedRow, children, place_rows, unit_heads

codes_of = functools.partial(subjects.function_codes, under="2")


def places(*rows: tuple[str, int]):
    return [(place.code, place.level) for place in place_rows([NamedRow(*row) for row in rows], codes_of, tolerance=0)]


def test_an_item_of_many_sections_is_that_of_the_section_above():
    assert places(("公共安全支出", 5), ("公安", 3), ("行政运行", 3), ("司法", 2), ("行政运行", 2)) == [
        ("204", 1),
        ("20402", 2),
        ("2040201", 3),
        ("20406", 2),
        ("2040601", 3),
    ]


def test_an_unknown_name_has_the_level_that_closes_the_sums():
    found = places(("教育支出", 9), ("进修及培训", 9), ("培训支出", 4), ("水库夜校", 5))

    assert found == [("205", 1), ("20508", 2), ("2050803", 3), (None, 3)]


def test_an_unknown_section_keeps_the_items_below_it():
    found = places(("公共安全支出", 3), ("水上巡逻", 3), ("行政运行", 3))

    assert [level for _, level in found] == [1, 2, 3]


def test_an_item_is_not_that_of_a_section_left_behind():
    """学前教育 is known as 2050201, and stands below 20508 here."""
    found = places(("教育支出", 7), ("进修及培训", 7), ("培训支出", 4), ("学前教育", 3))

    assert found == [("205", 1), ("20508", 2), ("2050803", 3), (None, 3)]


def test_children_are_the_nearest_level_below():
    levels = [1, 3, 3, 1, 2, 3]

    assert children(levels, 0) == [1, 2]
    assert children(levels, 3) == [4]
    assert children(levels, 5) == []


def heads(*rows: tuple[str, int]) -> set[int]:
    named = [NamedRow(*row) for row in rows]
    economic = functools.partial(subjects.economic_codes, under="3")
    return set(unit_heads(named, place_rows(named, economic, tolerance=0), tolerance=0))


def test_a_unit_above_its_classes_is_no_subject():
    assert heads(("山城市水务局", 9), ("工资福利支出", 6), ("基本工资", 6), ("商品和服务支出", 3)) == {0}


def test_units_and_the_department_above_them_are_no_subjects():
    first = (("山城市水务局（本级）", 6), ("工资福利支出", 6), ("基本工资", 6))
    second = (("山城水文站", 3), ("工资福利支出", 3), ("基本工资", 3))

    assert heads(("山城市水务局", 9), *first, *second) == {0, 1, 4}


def test_an_unknown_name_that_sums_nothing_up_stays_a_subject():
    assert heads(("工资福利支出", 6), ("基本工资", 6), ("山城补贴", 4)) == set()


def test_a_table_of_known_subjects_names_no_unit():
    assert heads(("工资福利支出", 6), ("基本工资", 6)) == set()
