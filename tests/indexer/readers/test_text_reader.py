from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import Limits, read
from indexer.readers.document import Document, Line, Table, UnreadableFileError
from indexer.readers.text import read_text

WriteText = Callable[..., Path]

#: What people type: no line ends, no tabs, nothing that means a page break or markup.
words = st.text(
    st.sampled_from("一般公共预算支出总表县政府办公室0123456789.,（）abc "), min_size=1, max_size=20
).filter(str.strip)


@pytest.fixture
def write_text(tmp_path: Path) -> WriteText:
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "dump.txt"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def lines_of(document: Document) -> list[tuple[int, str]]:
    return [(line.number, line.text) for page in document.pages for line in page.blocks if isinstance(line, Line)]


def tables_of(document: Document) -> list[Table]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def test_lines_keep_their_numbers_in_the_file_and_blank_ones_are_left_out(write_text: WriteText) -> None:
    document = read(write_text("\n县政府办公室\n\n  \n2024年部门预算\n"))

    assert document.media_type == "text/plain"
    assert lines_of(document) == [(2, "县政府办公室"), (5, "2024年部门预算")]


def test_a_line_with_one_leading_space_begins_a_page_of_pdf_text(write_text: WriteText) -> None:
    text = "预算公开\n\n目录\n\n- 1 -\n 第一部分\n\n一、职能\n\n- 2 -\n 第二部分\n\n表\n\n- 3 -\n "

    document = read(write_text(text))

    assert [[block.text for block in page.blocks] for page in document.pages] == [
        ["预算公开", "目录", "- 1 -"],
        ["第一部分", "一、职能", "- 2 -"],
        ["第二部分", "表", "- 3 -"],
    ]
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_a_first_line_with_a_leading_space_begins_the_first_page(write_text: WriteText) -> None:
    document = read(write_text(" 部门预算收支总表\n\n单位：万元\n\n序号\n"))

    assert len(document.pages) == 1
    assert lines_of(document)[0] == (1, "部门预算收支总表")


def test_lines_of_many_spaces_are_no_page_breaks(write_text: WriteText) -> None:
    document = read(write_text("绩效目标表\n\n" + " " * 140 + "\n\n指标\n\n数量\n"))

    assert len(document.pages) == 1


def test_form_feeds_begin_pages_wherever_they_stand(write_text: WriteText) -> None:
    document = read(write_text("封面\n\f第一页\n正文\f第二页\n\f"))

    assert [[block.text for block in page.blocks] for page in document.pages] == [
        ["封面"],
        ["第一页", "正文"],
        ["第二页"],
    ]
    assert lines_of(document) == [(1, "封面"), (2, "第一页"), (3, "正文"), (3, "第二页")]


def test_indented_paragraphs_are_no_page_breaks(write_text: WriteText) -> None:
    document = read(write_text("\u3000\u3000(一)负责综合协调\n\n\u3000\u3000(二)负责文电\n\n  三、其他\n\n"))

    assert len(document.pages) == 1
    assert lines_of(document)[0] == (1, "\u3000\u3000(一)负责综合协调")


def test_lines_with_tabs_become_a_table_with_doubtful_columns(write_text: WriteText) -> None:
    document = read(write_text("表1\n\n单位：万元\n\n收 入\t\t支 出\n项 目\t预算数\n合计\t\t842.07\t\n\n注：示例\n"))

    (table,) = tables_of(document)
    assert texts(table) == [["收 入", "", "支 出", ""], ["项 目", "预算数", "", ""], ["合计", "", "842.07", ""]]
    assert not table.exact_columns
    assert table.line_numbers == (5, 6, 7)
    assert lines_of(document) == [(1, "表1"), (3, "单位：万元"), (9, "注：示例")]
    assert [type(block) for block in document.pages[0].blocks] == [Line, Line, Table, Line]


def test_a_blank_line_ends_a_table(write_text: WriteText) -> None:
    assert len(tables_of(read(write_text("甲\t1\n乙\t2\n\n丙\t3\n")))) == 2


def test_a_line_without_tabs_between_rows_is_a_row_of_one_cell(write_text: WriteText) -> None:
    (table,) = tables_of(read(write_text("甲\t1\n其中：\n乙\t2\n")))

    assert texts(table) == [["甲", "1"], ["其中：", ""], ["乙", "2"]]
    assert table.line_numbers == (1, 2, 3)


def test_a_line_of_tabs_alone_is_blank(write_text: WriteText) -> None:
    assert lines_of(read(write_text("表\n\t\t\n注\n"))) == [(1, "表"), (3, "注")]


def test_cells_are_cleaned_of_recognition_markup_and_lines_keep_theirs(write_text: WriteText) -> None:
    document = read(write_text("1. **公用经费**：包括\n\n**名称**\t$\\geq 90\\%$\t<p>目标1</p> <p>目标2</p>\n"))

    assert lines_of(document) == [(1, "1. **公用经费**：包括")]
    assert texts(tables_of(document)[0]) == [["名称", "≥90%", "目标1\n目标2"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_chinese_text_is_read_in_every_encoding_in_use(write_text: WriteText, encoding: str) -> None:
    text = "县人民政府办公室\n2024年部门预算，合计1,771.16万元。\n"

    assert lines_of(read(write_text(text, encoding))) == [
        (1, "县人民政府办公室"),
        (2, "2024年部门预算，合计1,771.16万元。"),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_the_same_whatever_ends_them(write_text: WriteText, line_end: str) -> None:
    assert lines_of(read(write_text(line_end.join(["甲", "", "乙"])))) == [(1, "甲"), (3, "乙")]


def test_a_few_undecodable_bytes_are_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes("部门预算公开说明\n".encode() * 200 + b"\xff\n")

    document = read(path)

    assert [problem.code for problem in document.problems] == ["undecodable"]
    assert lines_of(document)[199] == (200, "部门预算公开说明")


def test_blank_text_is_empty(write_text: WriteText) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(write_text(" \n\n\t\n"))
    assert refusal.value.code == "empty"


def test_too_many_pages_are_refused(write_text: WriteText) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(write_text("页\f" * 10), limits=Limits(max_pages=5))
    assert refusal.value.code == "too_many_pages"


@given(st.lists(st.one_of(st.just(""), words), min_size=1, max_size=30).filter(any))
def test_every_printed_line_is_read_once_with_its_own_number(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_text("\n".join(rows), encoding="utf-8")

    found = lines_of(read_text(path, Limits()))

    assert [number for number, _ in found] == [number for number, row in enumerate(rows, start=1) if row.strip()]
    assert all(text.strip() == rows[number - 1].strip() for number, text in found)


@given(st.lists(st.lists(words.map(str.strip), min_size=2, max_size=6), min_size=1, max_size=8))
def test_every_cell_of_a_tabbed_table_is_read_where_it_stands(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")

    (table,) = tables_of(read_text(path, Limits()))

    width = max(map(len, rows))
    assert texts(table) == [row + [""] * (width - len(row)) for row in rows]
    assert table.line_numbers == tuple(range(1, len(rows) + 1))
