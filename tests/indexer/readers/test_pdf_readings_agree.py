"""Unusual pages, drawn: PDFium and pdfplumber read the same, and what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from drawing import draw_grid, draw_texts
from pdf_objects import one_page, write_pdf
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import Limits
from indexer.readers.document import BoxTuple, Document, Line, Page, Table
from indexer.readers.pdf import read_pdf, read_pdf_by_pdfplumber

MakePdf = Callable[..., Path]
Draw = Callable[[Canvas], None]

#: A title and a table of two rows, in the order in which they are printed.
PRINTED = ["支出表", "科目", "金额", "合计", "12.30"]
#: Where PDFium and pdfminer may differ, in points: widths of fonts that are not embedded.
TOLERANCE = 0.6


def printed(page: Page) -> Iterator[tuple[str, BoxTuple]]:
    """Each line and each cell with its place."""
    for block in page.blocks:
        if isinstance(block, Line):
            assert block.box is not None
            yield block.text, block.box
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row if cell is not None):
                assert cell.box is not None
                yield cell.text, cell.box


def read_alike(path: Path, tolerance: float = TOLERANCE) -> Document:
    """The document as PDFium's characters make it, when pdfplumber's make the same."""
    fast, reference = read_pdf(path, Limits()), read_pdf_by_pdfplumber(path, Limits())
    assert fast.problems == reference.problems
    for mine, other in zip(fast.pages, reference.pages, strict=True):
        assert (mine.width, mine.height) == pytest.approx((other.width, other.height), abs=TOLERANCE)
        assert mine.image_only == other.image_only
        for (text, box), (other_text, other_box) in zip(printed(mine), printed(other), strict=True):
            assert text == other_text
            assert box == pytest.approx(other_box, abs=tolerance)
    return fast


def texts(path: Path) -> list[str]:
    (page,) = read_alike(path).pages
    return [text for text, _ in printed(page)]


def draw_page(canvas: Canvas, *, left: float = 100, top: float = 500) -> None:
    draw_grid(canvas, [left, left + 100, left + 200], [top, top - 20, top - 40])
    draw_texts(
        canvas,
        [
            (left, top + 20, "支出表"),
            *((left + 10, top - 15, "科目"), (left + 110, top - 15, "金额")),
            *((left + 10, top - 35, "合计"), (left + 110, top - 35, "12.30")),
        ],
    )


def test_a_landscape_page(make_pdf: MakePdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((800, 600))
        draw_page(canvas, left=500)

    assert texts(make_pdf(draw)) == PRINTED


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_cropped_and_turned_page(make_pdf: MakePdf, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.setCropBox((50, 60, 560, 580))
        corners = {0: (0, 0), 90: (800, 0), 180: (600, 800), 270: (0, 600)}
        canvas.translate(*corners[turn])
        canvas.rotate(turn)
        canvas.setFont("STSong-Light", 10)
        draw_page(canvas, left=150, top=400)

    assert texts(make_pdf(draw)) == PRINTED


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, b"[150 250 600 900]"], ids=["whole", "cropped"])
def test_a_page_that_begins_elsewhere(tmp_path: Path, turn: int, crop: bytes | None) -> None:
    content = (
        b"200 700 m 400 700 l S 200 680 m 400 680 l S "
        b"200 700 m 200 680 l S 300 700 m 300 680 l S 400 700 m 400 680 l S "
        b"BT /F 10 Tf 210 686 Td (total) Tj 100 0 Td (12.30) Tj -100 50 Td (budget) Tj ET"
    )
    objects = one_page(b"[100 200 700 1000]", content)
    extra = b"/Rotate %d " % turn + (b"/CropBox %b " % crop if crop else b"")
    objects[2] = objects[2].replace(b"/Contents", extra + b"/Contents")

    (page,) = read_alike(write_pdf(tmp_path / "moved.pdf", objects)).pages

    assert sorted(text for text, _ in printed(page) if turn == 0) == ([] if turn else ["12.30", "budget", "total"])
    across, down = (450, 650) if crop else (600, 800)
    assert (page.width, page.height) == ((down, across) if turn % 180 else (across, down))
    if turn == 0:
        left, top = (150, 900) if crop else (100, 1000)
        assert next(block.box for block in page.blocks if isinstance(block, Table)) == pytest.approx(
            (200 - left, top - 700, 400 - left, top - 680), abs=TOLERANCE
        )


def test_a_page_inside_a_form_that_is_moved_and_made_smaller(make_pdf: MakePdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("page")
        canvas.setFont("STSong-Light", 10)
        draw_page(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(40, 200)
        canvas.scale(0.8, 0.8)
        canvas.doForm("page")
        canvas.restoreState()

    assert texts(make_pdf(draw)) == PRINTED


def test_a_file_that_opens_with_the_empty_password(make_pdf: MakePdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)  # reportlab forgets to encrypt the names that a Chinese font goes by
        draw_grid(canvas, [100, 200, 300], [500, 480])
        draw_texts(canvas, [(100, 520, "budget"), (110, 485, "total"), (210, 485, "12.30")])

    encryption = pdfencrypt.StandardEncryption("", ownerPassword="owner", strength=128)

    assert texts(make_pdf(draw, encrypt=encryption)) == ["budget", "total", "12.30"]


def test_a_file_whose_cross_references_are_wrong(make_pdf: MakePdf) -> None:
    path = make_pdf(draw_page)
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"startxref")] + b"startxref\n999999\n%%EOF\n")

    assert texts(path) == PRINTED


@pytest.mark.parametrize("size", [0.5, 1, 3])
def test_tiny_characters(make_pdf: MakePdf, size: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", size)
        draw_texts(canvas, [(100, 700, "注：单位"), (100, 600, "12.30")])

    assert texts(make_pdf(draw)) == ["注：单位", "12.30"]


def test_characters_of_size_one_made_larger_by_the_page(make_pdf: MakePdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.scale(10, 10)
        canvas.setFont("STSong-Light", 1)
        draw_texts(canvas, [(10, 70, "支出表"), (30, 70, "12.30")])

    assert texts(make_pdf(draw)) == ["支出表 12.30"]


def test_an_invisible_text_layer_over_a_scan_is_its_text(make_pdf: MakePdf) -> None:
    from PIL import Image

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 250)), 0, 0, 600, 800)
        layer = canvas.beginText(100, 700)
        layer.setTextRenderMode(3)
        layer.setFont("STSong-Light", 10)
        layer.textOut("识别出的文字")
        canvas.drawText(layer)

    path = make_pdf(draw)

    assert texts(path) == ["识别出的文字"]
    assert not read_alike(path).pages[0].image_only


def test_white_cells_on_a_shaded_table_are_cells(make_pdf: MakePdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.2, 0.3, 0.5)
        canvas.rect(100, 660, 200, 40, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        for x in (100.5, 200.5):
            for y in (660.5, 680.5):
                canvas.rect(x, y, 99, 19, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        draw_texts(canvas, [(110, 685, "科目"), (210, 685, "金额"), (110, 665, "合计"), (210, 665, "12.30")])

    assert texts(make_pdf(draw)) == PRINTED[1:]


def test_vertical_writing_stands_below_one_another(tmp_path: Path) -> None:
    shown = "绩效指标".encode("utf-16-be").hex().encode("ascii")
    objects = one_page(b"[0 0 600 800]", b"BT /F 12 Tf 300 700 Td <%b> Tj ET" % shown)
    objects[4] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>] >>"
    )

    # pdfminer hangs vertical characters from the top of their ink, PDFium from the top of their squares
    (page,) = read_alike(write_pdf(tmp_path / "vertical.pdf", objects), tolerance=2).pages

    assert [text for text, _ in printed(page)] == list("绩效指标")


def test_page_after_page_past_the_number_after_which_the_file_is_opened_anew(make_pdf: MakePdf) -> None:
    pages = [lambda canvas, n=n: draw_texts(canvas, [(100, 700, f"第{n}页")]) for n in range(1, 211)]

    document = read_pdf(make_pdf(*pages), Limits())

    assert [text for page in document.pages for text, _ in printed(page)] == [f"第{n}页" for n in range(1, 211)]
