from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import Limits, media, read
from indexer.readers.document import Document, Line, Table, UnreadableFileError
from indexer.readers.office.list_numbers import chinese

MakeDocx = Callable[..., Path]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


@pytest.fixture
def make_docx(tmp_path: Path) -> MakeDocx:
    def make(body: str, *, namespace: str = W, **parts: str) -> Path:
        path = tmp_path / "made.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(
                "word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
            )
            for name, content in parts.items():
                package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
        return path

    return make


def lines(document: Document) -> list[str]:
    return [block.text for page in document.pages for block in page.blocks if isinstance(block, Line)]


def table(document: Document) -> Table:
    (found,) = [block for page in document.pages for block in page.blocks if isinstance(block, Table)]
    return found


def texts(found: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in found.rows]


# Text


def test_paragraphs_and_line_breaks_are_lines(make_docx: MakeDocx) -> None:
    document = read(
        make_docx(p("甲") + "<w:p><w:r><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r></w:p>" + p(""))
    )

    assert document.media_type == media.DOCX
    assert lines(document) == ["甲", "乙", "丙 丁"]


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is(make_docx: MakeDocx) -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>".format
    body = (
        "<w:p>" + run("", "甲") + "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
        f"<w:ins>{run('', '丙')}</w:ins>{run('<w:rPr><w:vanish/></w:rPr>', '丁')}"
        + run('<w:rPr><w:vanish w:val="0"/></w:rPr>', "戊")
        + "</w:p>"
    )

    assert lines(read(make_docx(body))) == ["甲丙戊"]


def test_content_controls_and_links_are_read(make_docx: MakeDocx) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>一、收支总表</w:t></w:r></w:hyperlink></w:p>"
    )

    assert lines(read(make_docx(body))) == ["目录", "一、收支总表"]


def test_a_text_box_stored_twice_is_read_once(make_docx: MakeDocx) -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>框外</w:t></w:r><w:r>'
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert lines(read(make_docx(body))) == ["框外", "框内"]


def test_strict_documents_are_read_too(make_docx: MakeDocx) -> None:
    assert lines(read(make_docx(p("甲"), namespace=STRICT))) == ["甲"]


# Numbers of lists


def numbering(*levels: str, overrides: str = "") -> str:
    return (
        '<w:abstractNum w:abstractNumId="7">' + "".join(levels) + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def level(depth: int, style: str, text: str, start: int = 1) -> str:
    counting = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counting}</w:lvl>'


def listed(text: str, depth: int = 0, identifier: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identifier}"/></w:numPr>')


def test_numbers_of_lists_are_read_as_shown(make_docx: MakeDocx) -> None:
    levels = level(0, "chineseCounting", "%1、"), level(1, "decimal", "（%2）"), level(2, "decimal", "%1.%2.%3")
    body = (
        listed("甲") + listed("乙", 1) + listed("丙", 1) + p("插话") + listed("丁") + listed("戊", 1) + listed("己", 2)
    )

    shown = lines(read(make_docx(body, numbering=numbering(*levels))))

    assert shown == ["一、甲", "（1）乙", "（2）丙", "插话", "二、丁", "（1）戊", "二.1.1己"]


def test_lists_of_one_definition_count_on_unless_they_start_again(make_docx: MakeDocx) -> None:
    levels = level(0, "chineseCounting", "%1、")
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = listed("甲") + listed("乙", identifier=2)

    assert lines(read(make_docx(body, numbering=numbering(levels)))) == ["一、甲", "二、乙"]
    assert lines(read(make_docx(body, numbering=numbering(levels, overrides=again)))) == ["一、甲", "一、乙"]


def test_a_style_may_number_its_paragraphs(make_docx: MakeDocx) -> None:
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="a"/>') + p("乙", '<w:pStyle w:val="b"/>') + p("丙", '<w:pStyle w:val="c"/>')

    shown = lines(read(make_docx(body, numbering=numbering(level(0, "decimal", "%1.")), styles=styles)))

    assert shown == ["1.甲", "2.乙", "丙"]


def test_bullets_are_not_text(make_docx: MakeDocx) -> None:
    bulleted = make_docx(listed("甲"), numbering=numbering(level(0, "bullet", "l")))

    assert lines(read(bulleted)) == ["甲"]


@pytest.mark.parametrize(
    ("count", "written"),
    [(3, "三"), (10, "十"), (12, "十二"), (40, "四十"), (99, "九十九"), (101, "一百〇一"), (110, "一百一十")],
)
def test_numbers_in_chinese(count: int, written: str) -> None:
    assert chinese(count) == written


# Tables


def test_cells_merged_across_and_downwards(make_docx: MakeDocx) -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tc("科目", restart) + tc("合计", '<w:gridSpan w:val="2"/>'),
        tc("", goes_on) + tc("基本") + tc("项目"),
        tc("205") + tc("1.00") + tc(""),
    )

    found = table(read(make_docx(body)))

    assert texts(found) == [["科目", "合计", None], [None, "基本", "项目"], ["205", "1.00", ""]]
    assert [(cell.row_span, cell.column_span) for cell in found.rows[0] if cell] == [(2, 1), (1, 2)]


def test_rows_that_begin_or_end_early_have_no_cells_there(make_docx: MakeDocx) -> None:
    early = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'

    assert texts(table(read(make_docx(tbl(tc("甲") + tc("乙") + tc("丙"), early + tc("丁")))))) == [
        ["甲", "乙", "丙"],
        [None, "丁", None],
    ]


def test_a_table_of_one_column_is_its_content(make_docx: MakeDocx) -> None:
    inner = tbl(tc("甲") + tc("1.00"))
    document = read(make_docx(tbl(f"<w:tc>{p('说明')}{inner}{p('')}</w:tc>")))

    assert lines(document) == ["说明"]
    assert texts(table(document)) == [["甲", "1.00"]]


def test_lines_of_a_cell_and_its_indent_are_kept(make_docx: MakeDocx) -> None:
    indented = p("　款", '<w:ind w:left="200"/>')
    cell = f"<w:tc>{indented}{p('二')}</w:tc>"

    found = table(read(make_docx(tbl(cell + tc("1.00")))))

    assert texts(found) == [["款\n二", "1.00"]]
    assert found.rows[0][0] is not None
    assert found.rows[0][0].indent == pytest.approx(20.5)


def test_lines_and_rows_are_numbered_through_the_file(make_docx: MakeDocx) -> None:
    document = read(make_docx(p("前") + tbl(tc("甲") + tc("1"), tc("乙") + tc("2")) + p("后", "<w:pageBreakBefore/>")))

    (first, found), (after,) = (page.blocks for page in document.pages)

    assert isinstance(first, Line)
    assert isinstance(found, Table)
    assert isinstance(after, Line)
    assert (first.number, found.line_numbers, after.number) == (1, (2, 3), 4)


# Pages


@pytest.mark.parametrize(
    "cut",
    [
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        "<w:p><w:r><w:lastRenderedPageBreak/></w:r></w:p>",
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        '<w:p><w:r><w:br w:type="page"/><w:lastRenderedPageBreak/></w:r></w:p>',
    ],
)
def test_a_page_ends_where_the_file_says_so(make_docx: MakeDocx, cut: str) -> None:
    document = read(make_docx(p("甲") + cut + p("乙")))

    assert [[block.text for block in page.blocks if isinstance(block, Line)] for page in document.pages] == [
        ["甲"],
        ["乙"],
    ]


def test_a_continuous_section_ends_no_page(make_docx: MakeDocx) -> None:
    cut = '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr></w:p>'

    assert len(read(make_docx(p("甲") + cut + p("乙"))).pages) == 1


# Refusals


def test_a_document_without_text_is_refused(make_docx: MakeDocx) -> None:
    with pytest.raises(UnreadableFileError, match="没有任何文字"):
        read(make_docx(p("")))


def test_broken_xml_is_refused(make_docx: MakeDocx) -> None:
    with pytest.raises(UnreadableFileError, match="已损坏"):
        read(make_docx("<w:p>"))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    path = tmp_path / "hostile.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><w:document xmlns:w="{W}"><w:body>'
            "<w:p><w:r><w:t>甲&x;</w:t></w:r></w:p></w:body></w:document>",
        )

    assert lines(read(path)) == ["甲"]


def test_a_part_that_unpacks_beyond_the_limit_is_refused(make_docx: MakeDocx) -> None:
    path = make_docx(p("零" * 2_000_000))

    with pytest.raises(UnreadableFileError, match="上限") as refused:
        read(path, limits=Limits(max_unpacked_bytes=1_000_000))

    assert refused.value.code == "too_large"


@given(st.lists(st.lists(st.integers(1, 4), min_size=2, max_size=4), min_size=1, max_size=5))
def test_rows_are_equally_long_and_no_cell_is_lost(spans: list[list[int]]) -> None:
    rows = [
        "".join(tc(f"{row}.{column}", f'<w:gridSpan w:val="{width}"/>') for column, width in enumerate(line))
        for row, line in enumerate(spans)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(
                "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{tbl(*rows)}</w:body></w:document>'
            )
        found = table(read(path))

    assert {len(row) for row in found.rows} == {max(map(sum, spans))}
    assert [cell.text for row in found.rows for cell in row if cell] == [
        f"{row}.{column}" for row, line in enumerate(spans) for column in range(len(line))
    ]
