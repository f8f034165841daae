"""Figures of a dumped row that stand beside their columns."""

from __future__ import annotations

import pytest

from index.records import Citation
from indexer.extract.columns import Columns
from indexer.extract.grid import GridRow
from indexer.extract.shifted_cells import unshifted
from indexer.readers.document import Cell

# 编码 名称 合计 基本支出 项目支出
COLUMNS = Columns((0,), 1, {"total": (2,), "basic": (3,), "project": (4,)})


def row(*texts: str) -> GridRow:
    return GridRow(tuple(Cell(text) for text in texts), Citation(1, first_line=1, last_line=1))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (("合计", "31.00", "20.00", "11.00"), ("合计", "", "31.00", "20.00", "11.00")),
        (("合计", "", "", "31.00", "20.00", "11.00"), ("合计", "", "31.00", "20.00", "11.00")),
        (("201", "公共服务", "", "9.00", "9.00", ""), ("201", "公共服务", "9.00", "9.00", "")),
    ],
)
def test_figures_go_where_the_sum_closes(printed: tuple[str, ...], read: tuple[str, ...]) -> None:
    assert unshifted(row(*printed), COLUMNS).texts == read


@pytest.mark.parametrize(
    "printed",
    [
        ("合计", "", "31.00", "20.00", "11.00"),
        ("201", "公共服务", "9.00", "", "9.00"),
        ("201", "公共服务", "9.00", "5.00", "3.00"),  # wrong as printed, and no move mends it
        ("201", "公共服务", "", "", ""),
    ],
)
def test_a_row_that_closes_or_that_no_move_mends_stays_as_printed(printed: tuple[str, ...]) -> None:
    assert unshifted(row(*printed), COLUMNS).texts == printed
