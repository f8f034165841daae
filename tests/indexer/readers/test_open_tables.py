"""Tables without vertical rules: cells from where words stand; what is not surely a table stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from indexer.readers.document import Line, Page, Table
from indexer.readers.layout import PageLayout, lay_out
from indexer.readers.printed import Edge, Glyph, PrintedPage

_SIZE = 10.0
#: x of the left edge, base line counted from the top, text; a number is set flush right at x.
Placed = tuple[float, float, str]

HEADS = [(50.0, 100.0, "科目编码"), (120.0, 100.0, "科目名称"), (285.0, 100.0, "合计"), (370.0, 100.0, "项目支出")]
ROWS = [
    [(50.0, 120.0, "201"), (120.0, 120.0, "一般公共服务支出"), (305.0, 120.0, "1,234.56"), (410.0, 120.0, "34.56")],
    [(50.0, 140.0, "20113"), (120.0, 140.0, "商贸事务"), (305.0, 140.0, "1,200.00")],
    [(50.0, 160.0, "205"), (120.0, 160.0, "教育支出"), (305.0, 160.0, "9.00"), (410.0, 160.0, "9.00")],
]


def page(words: Iterable[Placed], edges: Iterable[Edge] = (), number: int = 1) -> PrintedPage:
    glyphs = [glyph for word in words for glyph in _glyphs(word)]
    return PrintedPage(number, 600, 800, tuple(glyphs), tuple(edges))


def _glyphs(word: Placed) -> list[Glyph]:
    x, y, text = word
    widths = [_SIZE / 2 if letter.isascii() else _SIZE for letter in text]
    left = x - sum(widths) if text[-1].isdigit() and "." in text else x
    found = []
    for letter, width in zip(text, widths, strict=True):
        found.append(Glyph(letter, left, y - 0.86 * _SIZE, left + width, y + 0.14 * _SIZE))
        left += width
    return found


def rows_of(block: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in block.rows]


def only_table(laid_out: Page) -> Table:
    (table,) = (block for block in laid_out.blocks if isinstance(block, Table))
    return table


def across(y: float, left: float = 40.0, right: float = 420.0) -> Edge:
    return Edge(left, y, right, y)


def words_of(rows: Sequence[Sequence[Placed]]) -> list[Placed]:
    return [word for row in rows for word in row]


@pytest.mark.parametrize(
    "rules",
    [(), (88.0, 105.0, 165.0), (88.0, 105.0, 125.0, 145.0, 165.0)],
    ids=["no rules", "rules above and below", "a rule below every row"],
)
def test_aligned_figures_below_heads_are_a_table_and_a_blank_cell_stays_blank(rules: tuple[float, ...]) -> None:
    table = only_table(lay_out(page([*HEADS, *words_of(ROWS)], [across(y) for y in rules])))

    assert rows_of(table) == [
        ["科目编码", "科目名称", "合计", "项目支出"],
        ["201", "一般公共服务支出", "1,234.56", "34.56"],
        ["20113", "商贸事务", "1,200.00", ""],
        ["205", "教育支出", "9.00", "9.00"],
    ]


def test_cells_have_the_boxes_that_their_words_stand_in() -> None:
    table = only_table(lay_out(page([*HEADS, *words_of(ROWS)])))

    for y, row in zip((100.0, 120.0, 140.0, 160.0), table.rows, strict=True):
        for cell in row:
            assert cell is not None
            assert cell.box is not None
            assert cell.box[1] < y - _SIZE / 2 < cell.box[3]


def test_a_title_and_a_unit_above_stay_lines() -> None:
    above = [(200.0, 60.0, "部门支出总表"), (350.0, 80.0, "单位：万元")]

    laid_out = lay_out(page([*above, *HEADS, *words_of(ROWS)]))

    assert [block.text for block in laid_out.blocks if isinstance(block, Line)] == ["部门支出总表", "单位：万元"]


def test_a_wrapped_name_belongs_to_the_row_of_its_figures() -> None:
    wrapped = [
        (120.0, 178.0, "文化旅游体育与"),
        (50.0, 184.0, "207"),
        (305.0, 184.0, "7.00"),
        (410.0, 184.0, "7.00"),
        (120.0, 190.5, "传媒支出"),
    ]

    table = only_table(lay_out(page([*HEADS, *words_of(ROWS), *wrapped])))

    assert rows_of(table)[-1] == ["207", "文化旅游体育与\n传媒支出", "7.00", "7.00"]


def test_the_head_of_a_group_covers_the_columns_below_it() -> None:
    heads = [
        (50.0, 100.0, "科目编码"),
        (120.0, 100.0, "科目名称"),
        (285.0, 100.0, "合计"),
        (375.0, 92.0, "基本支出"),
        (340.0, 108.0, "人员经费"),
        (410.0, 108.0, "公用经费"),
    ]
    rows = [
        [(50.0, y, code), (120.0, y, name), (305.0, y, "9.00"), (380.0, y, "5.00"), (450.0, y, "4.00")]
        for y, code, name in ((130.0, "201", "一般公共服务支出"), (150.0, "205", "教育支出"))
    ]

    table = only_table(lay_out(page([*heads, *words_of(rows)])))

    assert rows_of(table)[:2] == [
        ["科目编码", "科目名称", "合计", "基本支出", None],
        [None, None, None, "人员经费", "公用经费"],
    ]


def test_the_next_page_goes_on_with_the_columns_even_where_one_holds_nothing() -> None:
    layout = PageLayout()
    layout.lay_out(page([*HEADS, *words_of(ROWS)]))

    table = only_table(layout.lay_out(page([(x, y - 60, text) for x, y, text in ROWS[1]], number=2)))

    assert rows_of(table) == [["20113", "商贸事务", "1,200.00", ""]]


def test_a_running_head_above_the_rows_of_the_next_page_stays_a_line() -> None:
    layout = PageLayout()
    layout.lay_out(page([*HEADS, *words_of(ROWS)]))

    laid_out = layout.lay_out(page([(50.0, 100.0, "某市统计局部门预算公开"), *words_of(ROWS)], number=2))

    assert [block.text for block in laid_out.blocks if isinstance(block, Line)] == ["某市统计局部门预算公开"]
    assert len(only_table(laid_out).rows) == len(ROWS)


def test_rows_without_heads_and_without_a_page_before_are_no_table_unless_they_are_several() -> None:
    laid_out = lay_out(page(ROWS[1]))

    assert not any(isinstance(block, Table) for block in laid_out.blocks)


def test_the_number_of_a_page_is_no_row_of_the_table_before() -> None:
    layout = PageLayout()
    layout.lay_out(page([*HEADS, *words_of(ROWS)]))

    laid_out = layout.lay_out(page([(120.0, 780.0, "—"), (290.0, 780.0, "12"), (380.0, 780.0, "—")], number=2))

    assert not any(isinstance(block, Table) for block in laid_out.blocks)


@pytest.mark.parametrize(
    "lines",
    [
        ["一、部门预算收入1,234.56万元，比上年增加12.30万元。", "二、部门预算支出1,234.56万元，比上年减少3.00万元。"],
        ["第一部分 部门概况 3", "第二部分 部门预算表 12", "第三部分 名词解释 25"],
        ["2024 年预算 12.30 万元", "其中 3.20 万元用于培训，9.10 万元用于会议，都比上年减少。"],
    ],
    ids=["amounts in sentences", "contents", "spaces around figures"],
)
def test_prose_and_contents_are_no_table(lines: list[str]) -> None:
    words = []
    for number, line in enumerate(lines):
        x = 50.0
        for piece in line.split(" "):
            words.append((x, 100.0 + 20 * number, piece + "\u200b"))
            x += sum(_SIZE / 2 if letter.isascii() else _SIZE for letter in piece) + 12
    laid_out = lay_out(page([(x, y, text.rstrip("\u200b")) for x, y, text in words]))

    assert not any(isinstance(block, Table) for block in laid_out.blocks)


def test_a_code_in_the_middle_of_rows_leaves_the_table_to_be_read_as_lines() -> None:
    """Nothing tells for which rows it stands."""
    code = (50.0, 130.0, "201")
    rows = [[word for word in row if word[0] != 50.0] for row in ROWS]

    laid_out = lay_out(page([*HEADS, code, *words_of(rows)]))

    assert not any(isinstance(block, Table) for block in laid_out.blocks)
