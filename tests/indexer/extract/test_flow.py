"""One flow of lines and tables, without page furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_documents import items_of, text_document
from written_tables import ruled

from index.records import Box, Citation
from indexer.extract.flow import PrintedTable, TextLine, flow, span, squeeze, within


@pytest.mark.parametrize(
    "number", ["3", "- 3 -", "— 12 —", "─ 14 ─", "第 3 页", "3 / 22", "－5－", "第3页 共22页", "· 3 ·"]
)
def test_page_numbers_at_the_edge_of_a_page_are_left_out(number):
    items = items_of(["山川县财政局", "第一行", "第二行", number])

    assert [item.text for item in items] == ["山川县财政局", "第一行", "第二行"]


def test_a_number_in_the_middle_of_a_page_stays():
    assert [item.text for item in items_of(["甲", "乙", "3", "丙", "丁"])] == ["甲", "乙", "3", "丙", "丁"]


def test_the_first_block_of_each_page_starts_it():
    items = items_of(["甲", "乙"], ["丙"])

    assert [(item.text, item.page, item.page_start) for item in items] == [
        ("甲", 1, True),
        ("乙", 1, False),
        ("丙", 2, True),
    ]


def test_lines_and_tables_keep_their_order_and_place():
    items = items_of(["甲", ruled(["a", "b"]), "乙"])

    assert [type(item) for item in items] == [TextLine, PrintedTable, TextLine]
    assert items[1].citation == Citation(1, box=Box(0.0, 100.0, 120.0, 120.0))


def test_a_row_is_cited_by_its_own_cells():
    table = items_of([ruled(["a", "b"], ["c", "d"])])[0]

    assert table.row_citation(1) == Citation(1, box=Box(0.0, 120.0, 120.0, 140.0))


def test_text_files_are_cited_by_line():
    assert [item.citation for item in flow(text_document("甲", "乙"))] == [
        Citation(1, first_line=1, last_line=1),
        Citation(1, first_line=2, last_line=2),
    ]


places = st.builds(
    lambda page, x, top, width, height: Citation(page, box=Box(x, top, x + width, top + height)),
    st.integers(1, 4),
    *[st.floats(0, 500)] * 2,
    *[st.floats(1, 80)] * 2,
)


@given(st.lists(places, min_size=1, max_size=12))
def test_a_span_covers_everything_with_one_place_a_page(citations):
    covered = span(citations)

    assert [place.page for place in covered] == sorted({citation.page for citation in citations})
    assert all(any(within(citation, place) for place in covered) for citation in citations)


def test_lines_are_within_a_range_of_lines():
    section = Citation(1, first_line=4, last_line=9)

    assert within(Citation(1, first_line=9, last_line=9), section)
    assert not within(Citation(1, first_line=10, last_line=10), section)
    assert not within(Citation(2, first_line=5, last_line=5), section)


@given(st.text(alphabet="收入 \n\t\u3000\u00a0合计12"))
def test_squeezed_text_has_no_white_space_and_loses_nothing_else(text):
    assert squeeze(text) == "".join(text.split())


def test_a_running_head_stands_in_the_flow_once():
    pages = [["凤县水利局2024年部门预算公开", f"第{number}页的正文在这里。"] for number in "一二三四五"]

    items = items_of(*pages)

    assert [item.text for item in items] == ["凤县水利局2024年部门预算公开", *(page[1] for page in pages)]
    assert [item.page_start for item in items] == [True, False, True, True, True, True]


def test_what_comes_again_with_a_table_is_no_running_head():
    pages = [["项目支出绩效目标表", f"第{number}张。"] for number in "一二三四五"]

    assert [item.text for item in items_of(*pages)].count("项目支出绩效目标表") == 5


def test_a_line_on_a_few_pages_only_is_no_running_head():
    pages = [["凤县水利局", f"第{number}页的正文在这里。"] for number in "一二三"]

    assert [item.text for item in items_of(*pages)].count("凤县水利局") == 3
