"""Columns that go on from page to page, however the pages are ruled."""

from __future__ import annotations

import itertools

from written_tables import dumped

from indexer.extract.alignment import aligned, lefts
from indexer.readers.document import Cell, Table


def ruled_at(edges: tuple[float, ...], *rows: tuple[str, ...]) -> Table:
    """A table whose columns stand between these edges."""
    bounds = list(itertools.pairwise(edges))
    cells = tuple(
        tuple(Cell(text, (left, 0.0, right, 10.0)) for text, (left, right) in zip(row, bounds, strict=True))
        for row in rows
    )
    return Table(cells, (edges[0], 0.0, edges[-1], 10.0 * len(rows)))


FIRST = ruled_at((50, 55, 100, 200, 300), ("", "科目编码", "科目名称", "合计"), ("", "201", "甲", "1.00"))


def test_a_blank_strip_at_the_side_does_not_shift_the_columns():
    going_on = ruled_at((56, 100, 200, 300), ("20103", "乙", "2.00"))

    rows = aligned(going_on, FIRST).rows

    assert [cell and cell.text for cell in rows[0]] == [None, "20103", "乙", "2.00"]


def test_a_strip_that_only_the_new_page_has_is_dropped():
    model = ruled_at((55, 100, 200, 300), ("科目编码", "科目名称", "合计"))
    going_on = ruled_at((50, 55, 100, 200, 300), ("", "20103", "乙", "2.00"))

    assert [cell.text for cell in aligned(going_on, model).rows[0]] == ["20103", "乙", "2.00"]


def test_a_merged_cell_spans_the_columns_it_covers_in_the_model():
    going_on = Table(
        ((Cell("小计", (55.0, 0.0, 200.0, 10.0)), Cell("3.00", (200.0, 0.0, 300.0, 10.0))),), (55, 0, 300, 10)
    )

    label = aligned(going_on, FIRST).rows[0][1]

    assert (label.text, label.column_span) == ("小计", 2)


def test_other_columns_are_another_table():
    assert aligned(ruled_at((50, 150, 300), ("a", "b")), FIRST) is None
    assert aligned(ruled_at((56, 100, 200, 380), ("20103", "乙", "2.00")), FIRST) is None


def test_as_many_columns_are_the_same_where_no_box_tells():
    table = dumped(["201", "甲", "1.00"])

    assert lefts(table) is None
    assert aligned(table, dumped(["科目编码", "科目名称", "合计"])) is table
    assert aligned(table, dumped(["科目名称", "合计"])) is None
