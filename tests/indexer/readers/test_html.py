from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import Limits, media, read, sniff
from indexer.readers.document import Cell, Document, Line, Table, UnreadableFileError
from indexer.readers.encoding import DecodedText
from indexer.readers.html.reading import document_of

WritePage = Callable[..., Path]

PROSE = (
    "<p>一、收支情况</p>" + "<p>本年安排收入总额1,234.50万元，支出总额1,234.50万元，其中基本支出1,000.00万元。</p>" * 4
)
MENU = "<ul>" + "".join(f"<li><a href='#'>栏目{n}</a></li>" for n in range(30)) + "</ul>"
ADDRESS = "<div>主办单位：某县人民政府办公室　邮编：000000　网站标识码：0000000000</div>"


@pytest.fixture
def write_page(tmp_path: Path) -> WritePage:
    def write(html: str, encoding: str = "utf-8", name: str = "page.html") -> Path:
        path = tmp_path / name
        path.write_bytes(html.encode(encoding))
        return path

    return write


def body(content: str) -> Document:
    """A page of the content and enough prose to be no shell."""
    return document_of(DecodedText(f"<html><body>{content}{PROSE}</body></html>", "utf-8"), Limits())


def lines(document: Document) -> list[str]:
    return [block.text for page in document.pages for block in page.blocks if isinstance(block, Line)]


def table(document: Document) -> Table:
    (found,) = [block for page in document.pages for block in page.blocks if isinstance(block, Table)]
    return found


def texts(found: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in found.rows]


# Text


def test_each_paragraph_and_each_line_break_is_a_line() -> None:
    assert lines(body("<p>甲<br>乙</p><div>丙<div>丁</div>戊</div>"))[:5] == ["甲", "乙", "丙", "丁", "戊"]


def test_white_space_folds_as_in_a_browser() -> None:
    assert lines(body("<p>收&nbsp;&nbsp;\n  入 <b>总</b><i>额</i>\n</p>"))[0] == "收 入 总额"


def test_what_is_not_shown_is_not_read() -> None:
    hidden = (
        "<script>var a='甲'</script><style>p{}</style><!-- 乙 --><p style='display: none'>丙</p><div hidden>丁</div>"
        "<nav>戊</nav><select><option>己</option></select><p style='VISIBILITY:hidden'>庚</p>"
    )

    assert lines(body(f"<p>前</p>{hidden}<p>后</p>"))[:2] == ["前", "后"]


def test_text_after_something_hidden_is_kept() -> None:
    assert lines(body("<p>前<script>x</script>中<span style='display:none'>x</span>后</p>"))[0] == "前中后"


def test_lines_and_rows_are_numbered_together_in_order() -> None:
    document = body(
        "<p>前</p><table><tr><td>甲</td><td>1.00</td></tr><tr><td>乙</td><td>2.00</td></tr></table><p>后</p>"
    )

    first, found, after = document.pages[0].blocks[:3]

    assert isinstance(first, Line)
    assert isinstance(found, Table)
    assert isinstance(after, Line)
    assert (first.number, found.line_numbers, after.number) == (1, (2, 3), 4)


# Tables


def test_a_merged_cell_covers_its_positions() -> None:
    found = table(
        body(
            "<table><tr><td rowspan=2>科目</td><td colspan=2>合计</td></tr><tr><td>基本</td><td>项目</td></tr>"
            "<tr><td>205</td><td>1.00</td><td>&nbsp;</td></tr></table>"
        )
    )

    assert texts(found) == [["科目", "合计", None], [None, "基本", "项目"], ["205", "1.00", ""]]
    assert found.rows[0][0] == Cell("科目", row_span=2, indent=0.0)
    assert found.rows[0][1] == Cell("合计", column_span=2, indent=0.0)


def test_a_blank_cell_is_not_a_missing_one() -> None:
    found = table(body("<table><tr><td>甲</td><td></td><td>1.00</td></tr><tr><td>乙</td></tr></table>"))

    assert texts(found) == [["甲", "", "1.00"], ["乙", None, None]]


def test_a_span_ends_with_its_table() -> None:
    found = table(body("<table><tr><td rowspan=9>甲</td><td rowspan=0>乙</td></tr><tr></tr></table>"))

    assert [(cell.row_span if cell else None) for cell in found.rows[0]] == [2, 2]


def test_a_table_that_holds_tables_only_lays_them_out() -> None:
    inner = "<table><tr><td>甲</td><td>1.00</td></tr><tr><td>乙</td><td>2.00</td></tr></table>"
    document = body(f"<table><tr><td><p>说明</p></td><td>{inner}</td></tr></table>")

    assert lines(document)[0] == "说明"
    assert texts(table(document)) == [["甲", "1.00"], ["乙", "2.00"]]


def test_a_table_of_one_column_is_lines() -> None:
    assert lines(body("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"))[:2] == ["甲", "乙"]


def test_lines_of_a_cell_are_kept_apart() -> None:
    found = table(body("<table><tr><td><p>目标1</p><p>目标2</p></td><td>1.<br>2.</td></tr></table>"))

    assert texts(found) == [["目标1\n目标2", "1.\n2."]]


def test_the_indent_of_a_cell_is_kept() -> None:
    found = table(
        body(
            "<table><tr><td>类</td><td>1</td></tr><tr><td>　款</td><td>2</td></tr>"
            "<tr><td>&nbsp;&nbsp;款</td><td>2</td></tr></table>"
        )
    )

    assert [row[0].indent for row in found.rows if row[0]] == [0.0, 10.5, 10.5]


def test_a_hidden_row_is_not_read() -> None:
    found = table(
        body("<table><tr style='display:none'><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>")
    )

    assert texts(found) == [["乙", "2"]]


def test_a_table_larger_than_any_page_shows_is_refused() -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=60000>1.00</td>" * 2 + "</tr>"
    hostile = f"<table>{row}{'<tr></tr>' * 3000}</table>"

    with pytest.raises(UnreadableFileError, match="过大"):
        body(hostile)


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=5), min_size=1, max_size=6)
)
def test_every_cell_stands_once_and_rows_are_equally_long(spans: list[list[tuple[int, int]]]) -> None:
    cells = [
        "".join(
            f"<td rowspan={height} colspan={width}>{row}.{column}</td>" for column, (height, width) in enumerate(line)
        )
        for row, line in enumerate(spans)
    ]
    found = table(body("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>"))

    assert len({len(row) for row in found.rows}) == 1
    assert sorted(cell.text for row in found.rows for cell in row if cell) == sorted(
        f"{row}.{column}" for row, line in enumerate(spans) for column in range(len(line))
    )


# The body of a page


def test_the_portal_around_a_body_is_left_out() -> None:
    html = (
        f"<html><head><title>某局2026年部门预算-某县人民政府</title></head><body>{MENU}<h1>某局2026年部门预算</h1>"
        f"<div>来源：某局</div><div><div>{PROSE}</div></div>{ADDRESS}{MENU}</body></html>"
    )

    assert lines(document_of(DecodedText(html, "utf-8"), Limits()))[:2] == ["某局2026年部门预算", "一、收支情况"]
    assert len(lines(document_of(DecodedText(html, "utf-8"), Limits()))) == 6


def test_a_title_that_the_body_repeats_stands_once() -> None:
    html = (
        "<html><head><title>某局2026年部门预算</title></head><body><h1>某局2026年部门预算</h1>"
        f"<div><p>某局 2026年部门预算</p>{PROSE}</div></body></html>"
    )

    assert lines(document_of(DecodedText(html, "utf-8"), Limits()))[:2] == ["某局 2026年部门预算", "一、收支情况"]


SHELLS = {
    "links to attachments": "<h1>某局2026年部门预算</h1><p><a href='a.pdf'>某局2026年部门预算情况说明.pdf</a></p>",
    "a viewer": "<h1>某局2026年部门预算</h1><iframe src='viewer.html?file=a.pdf'></iframe>",
    "a table of metadata": "<table><tr><td>索引号</td><td>0000/2026-00001</td><td>2026-03-02</td></tr></table>",
    "nothing": "",
}


@pytest.mark.parametrize("content", SHELLS.values(), ids=SHELLS.keys())
def test_a_page_without_a_body_is_refused(write_page: WritePage, content: str) -> None:
    path = write_page(f"<html><body>{MENU}{content}{MENU}{ADDRESS}</body></html>", name="部门预算.pdf")

    with pytest.raises(UnreadableFileError, match="没有正文；请下载其中的附件") as refused:
        read(path)

    assert refused.value.code == "shell"


def test_a_body_of_one_table_is_a_body() -> None:
    rows = "".join(f"<tr><td>科目{n}</td><td>{n}.25</td></tr>" for n in range(8))
    html = f"<html><body>{MENU}<div><table>{rows}</table></div>{ADDRESS}</body></html>"

    assert len(table(document_of(DecodedText(html, "utf-8"), Limits())).rows) == 8


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("declared", ["", "<meta charset='gb2312'>", "<meta charset='utf-8'>"])
def test_the_encoding_is_found_whatever_the_page_declares(write_page: WritePage, encoding: str, declared: str) -> None:
    path = write_page(f"<html><head>{declared}</head><body>{PROSE}</body></html>", encoding)

    assert lines(read(path))[0] == "一、收支情况"


def test_characters_beyond_gb2312_are_read_where_gb2312_is_declared(write_page: WritePage) -> None:
    path = write_page(f"<html><meta charset=gb2312><body><p>䶮镕</p>{PROSE}</body></html>", "gb18030")

    assert lines(read(path))[0] == "䶮镕"


def test_a_page_named_pdf_is_a_page(write_page: WritePage) -> None:
    path = write_page(f"<!DOCTYPE html><html><body>{PROSE}</body></html>", name="预算.pdf")

    assert sniff(path) == media.HTML
    assert read(path).media_type == media.HTML


# Pages drawn by places


def placed(text: str, left: float, top: float) -> str:
    return f"<div style='position:absolute;left:{left}pt;top:{top}pt;font-size:10pt'>{text}</div>"


def rule(left: float, top: float, width: float, height: float, side: str) -> str:
    place = f"left:{left}pt;top:{top}pt;width:{width}pt;height:{height}pt"
    return f"<div style='position:absolute;{place};border-{side}:0.5pt solid #000'> </div>"


def sheet(content: str) -> str:
    return f"<div style='position:relative;width:595pt;height:842pt'>{content}</div>"


def test_a_page_drawn_by_places_is_read_like_a_printed_one() -> None:
    across = "".join(rule(50, top, 200, 0, "bottom") for top in (100, 120, 140))
    down = "".join(rule(left, 100, 0, 40, "right") for left in (50, 150, 250))
    words = placed("科目", 60, 105) + placed("金额", 160, 105) + placed("教育", 60, 125) + placed("12.50", 160, 125)
    html = sheet(placed("支出总表", 100, 50) + across + down + words) + sheet(placed("第二页", 50, 50))

    document = document_of(DecodedText(f"<html><body>{html}</body></html>", "utf-8"), Limits())

    assert [(page.number, page.width, page.height) for page in document.pages] == [(1, 595.0, 842.0), (2, 595.0, 842.0)]
    assert lines(document) == ["支出总表", "第二页"]
    assert texts(table(document)) == [["科目", "金额"], ["教育", "12.50"]]


def test_more_drawn_pages_than_the_limit_are_refused() -> None:
    html = "".join(sheet(placed(f"第{n}页", 50, 50)) for n in range(4))

    with pytest.raises(UnreadableFileError, match="超过 3 页"):
        document_of(DecodedText(f"<html><body>{html}</body></html>", "utf-8"), Limits(max_pages=3))


# Hostile pages


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    assert "深" in lines(body("<div>" * 1500 + "深" + "</div>" * 1500))


def test_nesting_that_the_parser_cuts_off_is_refused_not_read_in_part() -> None:
    with pytest.raises(UnreadableFileError, match="嵌套过深"):
        body("<div>" * 5000 + "深" + "</div>" * 5000)


@given(st.text(st.sampled_from("<>/abtdrpi =&;#1一，。"), max_size=200))
def test_what_follows_broken_markup_is_read(markup: str) -> None:
    assert lines(body(markup))[-1].startswith("本年安排")


@pytest.mark.parametrize("opened", ['<b a="', "<b a='", '<b/1="', '<p title="一'])
def test_a_value_whose_quote_never_closes_holds_the_rest_as_in_browsers_and_is_refused(opened: str) -> None:
    with pytest.raises(UnreadableFileError, match="没有正文"):
        body(opened)
