from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from drawing import draw_grid, draw_texts
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import Limits
from indexer.readers.document import Cell, Document, Line, Page, Table, UnreadableFileError
from indexer.readers.pdf import read_pdf, read_pdf_by_pdfplumber

MakePdf = Callable[..., Path]
ReadPdf = Callable[..., Document]


@pytest.fixture(params=[read_pdf, read_pdf_by_pdfplumber], ids=["pdfium", "pdfplumber"])
def read(request: pytest.FixtureRequest) -> ReadPdf:
    """Both ways to read a PDF: every test holds for each."""

    def read(path: Path, limits: Limits | None = None) -> Document:
        document: Document = request.param(path, limits or Limits())
        return document

    return read


def only_table(page: Page) -> Table:
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    return table


def texts(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def line_texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def draw_small_table(canvas: Canvas) -> None:
    draw_grid(canvas, [100, 200, 300], [700, 680, 660])
    draw_texts(canvas, [(110, 685, "科目"), (210, 685, "金额"), (110, 665, "合计"), (210, 665, "12.30")])


def test_lines_are_read_from_top_to_bottom_with_their_boxes(make_pdf: MakePdf, read: ReadPdf) -> None:
    path = make_pdf(lambda canvas: draw_texts(canvas, [(100, 600, "第二行"), (100, 700, "第一行")]))

    (page,) = read(path).pages

    assert line_texts(page) == ["第一行", "第二行"]
    first = page.blocks[0]
    assert isinstance(first, Line)
    assert first.number == 1
    assert first.box is not None
    left, top, right, bottom = first.box
    assert (left, right) == pytest.approx((100, 130), abs=0.5)
    assert 88 < top < 94
    assert 98 < bottom < 104
    assert (page.width, page.height) == (600, 800)


def test_title_and_unit_above_a_table_stay_lines_and_cells_are_not_repeated(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_texts(canvas, [(150, 730, "支出总表"), (250, 710, "单位：万元"), (100, 640, "注：示例")])
        draw_small_table(canvas)

    (page,) = read(make_pdf(draw)).pages

    assert line_texts(page) == ["支出总表", "单位：万元", "注：示例"]
    assert [type(block) for block in page.blocks] == [Line, Line, Table, Line]
    assert texts(only_table(page)) == [["科目", "金额"], ["合计", "12.30"]]


def test_merged_cells_cover_their_neighbours_and_a_blank_cell_is_no_merged_one(
    make_pdf: MakePdf, read: ReadPdf
) -> None:
    def draw(canvas: Canvas) -> None:
        # 3 columns x 3 rows; the head spans two columns, the first cell of the body two rows
        for x0, y0, x1, y1 in [
            (100, 700, 400, 700), (100, 680, 400, 680), (200, 660, 400, 660), (100, 640, 400, 640),
            (100, 640, 100, 700), (400, 640, 400, 700), (200, 640, 200, 680), (300, 640, 300, 700),
        ]:  # fmt: skip
            canvas.line(x0, y0, x1, y1)
        draw_texts(canvas, [(110, 685, "两列"), (310, 685, "一列"), (110, 655, "两行"), (210, 665, "甲")])

    table = only_table(read(make_pdf(draw)).pages[0])

    assert texts(table) == [["两列", None, "一列"], ["两行", "甲", ""], [None, "", ""]]
    head, body = table.rows[0][0], table.rows[1][0]
    assert head is not None
    assert body is not None
    assert (head.row_span, head.column_span) == (1, 2)
    assert (body.row_span, body.column_span) == (2, 1)
    assert body.box == pytest.approx((100, 120, 200, 160), abs=0.5)


def test_a_wrapped_cell_keeps_its_line_break(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, [100, 160, 300], [700, 660])
        draw_texts(canvas, [(105, 685, "县志办经"), (105, 670, "费"), (170, 680, "9.00")])

    assert texts(only_table(read(make_pdf(draw)).pages[0])) == [["县志办经\n费", "9.00"]]


def test_two_tables_side_by_side_are_two_tables(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, [50, 150, 250], [700, 680, 660])
        draw_grid(canvas, [350, 450, 550], [700, 680, 660])
        draw_texts(canvas, [(60, 685, "收入"), (360, 685, "支出"), (280, 670, "中间")])

    (page,) = read(make_pdf(draw)).pages

    left, right = [block for block in page.blocks if isinstance(block, Table)]
    assert texts(left) == [["收入", ""], ["", ""]]
    assert texts(right) == [["支出", ""], ["", ""]]
    assert line_texts(page) == ["中间"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_of_a_rotated_page_are_those_of_the_page_as_shown(make_pdf: MakePdf, read: ReadPdf, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)  # reportlab swaps the sides of the media box, so that 600 x 800 is what is shown
        corners = {90: (800, 0), 180: (600, 800), 270: (0, 600)}
        canvas.translate(*corners[turn])
        canvas.rotate(turn)
        canvas.setFont("STSong-Light", 10)
        draw_grid(canvas, [100, 200, 300], [500, 480, 460])
        draw_texts(canvas, [(100, 520, "横向页"), (110, 485, "科目"), (210, 465, "3.50")])

    (page,) = read(make_pdf(draw)).pages

    assert (page.width, page.height) == (600, 800)
    assert line_texts(page) == ["横向页"]
    table = only_table(page)
    assert texts(table) == [["科目", ""], ["", "3.50"]]
    assert table.box == pytest.approx((100, 800 - 500, 300, 800 - 460), abs=0.5)


def test_a_cropped_page_starts_at_its_crop_box_and_what_is_cut_off_is_not_read(
    make_pdf: MakePdf, read: ReadPdf
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 550, 750))
        draw_texts(canvas, [(100, 700, "看得见"), (100, 50, "看不见")])

    (page,) = read(make_pdf(draw)).pages

    assert (page.width, page.height) == (500, 650)
    assert line_texts(page) == ["看得见"]
    box = page.blocks[0].box
    assert box is not None
    assert box[0] == pytest.approx(50, abs=0.5)
    assert box[3] == pytest.approx(750 - 700, abs=4)


def test_characters_drawn_twice_for_bold_are_read_once_and_equal_neighbours_twice(
    make_pdf: MakePdf, read: ReadPdf
) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            draw_texts(canvas, [(100 + shift, 700, "合计11.00元")])

    assert line_texts(read(make_pdf(draw)).pages[0]) == ["合计11.00元"]


def test_wide_gaps_and_printed_blanks_become_one_space(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_texts(canvas, [(100, 700, "部门："), (300, 700, "单位：万元"), (100, 650, "收　 入")])

    assert line_texts(read(make_pdf(draw)).pages[0]) == ["部门： 单位：万元", "收 入"]


def test_a_cell_cut_off_by_the_end_of_the_page_is_kept(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 200, 300):
            canvas.line(x, 40, x, 700)
        for y in (700, 680):
            canvas.line(100, y, 300, y)
        for y in (400, 40):  # the left column goes on over the page: no rule below it
            canvas.line(200, y, 300, y)
        draw_texts(canvas, [(110, 685, "目标"), (110, 300, "甲项目"), (210, 500, "乙"), (210, 100, "丙")])

    (page,) = read(make_pdf(draw)).pages

    assert texts(only_table(page)) == [["目标", ""], ["甲项目", "乙"], [None, "丙"]]
    assert line_texts(page) == []


def test_white_areas_are_no_rules(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(90, 690, 100, 20, stroke=0, fill=1)
        canvas.rect(190, 690, 100, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        draw_texts(canvas, [(100, 700, "正文不是表格，也不应当被拆开")])

    assert line_texts(read(make_pdf(draw)).pages[0]) == ["正文不是表格，也不应当被拆开"]


def test_thin_filled_boxes_are_rules(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 200, 300):
            canvas.rect(x, 660, 0.5, 40, stroke=0, fill=1)
        for y in (700, 680, 660):
            canvas.rect(100, y, 200, 0.5, stroke=0, fill=1)
        draw_texts(canvas, [(110, 685, "甲")])

    assert texts(only_table(read(make_pdf(draw)).pages[0])) == [["甲", ""], ["", ""]]


def test_a_diagonal_in_the_head_cell_rules_nothing(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_small_table(canvas)
        canvas.line(100, 700, 200, 680)

    assert texts(only_table(read(make_pdf(draw)).pages[0])) == [["科目", "金额"], ["合计", "12.30"]]


def test_indents_show_the_hierarchy_of_names(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, [100, 300, 400], [700, 680, 660])
        draw_texts(canvas, [(106, 685, "类"), (116, 665, "款")])

    table = only_table(read(make_pdf(draw)).pages[0])

    indents = [cell.indent for cell in (table.rows[0][0], table.rows[1][0], table.rows[0][1]) if cell is not None]
    assert indents[:2] == pytest.approx([6, 16], abs=0.5)
    assert indents[2] is None


def test_slanted_watermarks_are_not_read(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_texts(canvas, [(100, 700, "正文")])
        canvas.rotate(45)
        draw_texts(canvas, [(500, 100, "内部资料")])

    assert line_texts(read(make_pdf(draw)).pages[0]) == ["正文"]


def draw_picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 200)), 100, 100, 400, 600)


def test_a_page_with_only_a_picture_is_told_from_an_empty_one(make_pdf: MakePdf, read: ReadPdf) -> None:
    path = make_pdf(lambda canvas: draw_texts(canvas, [(100, 700, "封面")]), draw_picture, lambda _: None)

    assert [page.image_only for page in read(path).pages] == [False, True, False]


def test_a_document_of_pictures_is_refused_as_image_only(make_pdf: MakePdf, read: ReadPdf) -> None:
    with pytest.raises(UnreadableFileError, match="全部 2 页都是扫描图片") as refusal:
        read(make_pdf(draw_picture, draw_picture))
    assert refusal.value.code == "image_only"


def test_a_document_without_anything_is_empty(make_pdf: MakePdf, read: ReadPdf) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(make_pdf(lambda _: None))
    assert refusal.value.code == "empty"


def test_a_drawing_is_not_searched_for_tables_but_its_text_is_read(make_pdf: MakePdf, read: ReadPdf) -> None:
    document = read(make_pdf(draw_small_table), limits=Limits(max_edges=5))

    assert [problem.code for problem in document.problems] == ["too_many_edges"]
    assert line_texts(document.pages[0]) == ["科目 金额", "合计 12.30"]


def test_every_page_keeps_its_number(make_pdf: MakePdf, read: ReadPdf) -> None:
    path = make_pdf(*[lambda canvas, n=n: draw_texts(canvas, [(100, 700, f"第{n}页")]) for n in (1, 2, 3)])

    document = read(path)

    assert [(page.number, line_texts(page)) for page in document.pages] == [
        (1, ["第1页"]),
        (2, ["第2页"]),
        (3, ["第3页"]),
    ]


def test_cells_of_a_row_share_top_and_bottom(make_pdf: MakePdf, read: ReadPdf) -> None:
    document: Document = read(make_pdf(draw_small_table))

    for row in only_table(document.pages[0]).rows:
        boxes = [cell.box for cell in row if isinstance(cell, Cell) and cell.box is not None]
        assert len({(box[1], box[3]) for box in boxes}) == 1


def test_one_line_of_fonts_that_state_odd_descents_is_one_line(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_texts(canvas, [(100, 700, "支出预算")])
        canvas.setFont("Symbol", 10)  # stands far lower below its base line than the Chinese font
        canvas.drawString(145, 700, "2026")
        canvas.setFont("STSong-Light", 10)
        draw_texts(canvas, [(170, 700, "万元")])

    assert line_texts(read(make_pdf(draw)).pages[0]) == ["支出预算 2026 万元"]


def test_sideways_text_stands_where_it_is_drawn(make_pdf: MakePdf, read: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, [100, 130, 300], [700, 600])
        canvas.saveState()
        canvas.translate(120, 610)
        canvas.rotate(90)
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(0, 0, "绩")
        canvas.restoreState()
        draw_texts(canvas, [(140, 650, "指标")])

    assert texts(only_table(read(make_pdf(draw)).pages[0])) == [["绩", "指标"]]
