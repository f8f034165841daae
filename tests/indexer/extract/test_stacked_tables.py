"""Statements one below the other in one table."""

from __future__ import annotations

from written_tables import ruled

from index.records import Citation
from indexer.extract.flow import PrintedTable
from indexer.extract.stacked_tables import unstacked
from indexer.readers.document import Cell, Table

INCOME = (("部门收入总表", "", ""), ("单位名称", "合计", "财政拨款"), ("某局", "30.00", "30.00"))
EXPENDITURE = (("部门支出总表", "", ""), ("科目名称", "合计", ""), ("行政运行", "30.00", ""))


def printed(table: Table) -> PrintedTable:
    return PrintedTable(table, 1, Citation(1))


def test_a_table_is_cut_before_a_title_of_another_statement():
    first, second = unstacked(printed(ruled(*INCOME, *EXPENDITURE)))

    assert first.table.rows[0][0].text == "部门收入总表"
    assert second.table.rows[0][0].text == "部门支出总表"
    assert first.table.box[3] == second.table.box[1]


def test_a_title_above_the_heads_does_not_cut():
    whole = printed(ruled(*INCOME))

    assert list(unstacked(whole)) == [whole]


def test_parts_of_a_dump_end_with_their_own_last_column():
    rows = tuple(tuple(map(Cell, row)) for row in (*INCOME, *EXPENDITURE))
    dump = Table(rows, exact_columns=False, line_numbers=tuple(range(1, 7)))

    first, second = unstacked(printed(dump))

    assert [len(part.table.rows[0]) for part in (first, second)] == [3, 2]
    assert second.table.line_numbers == (4, 5, 6)
