from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import Limits, lifted_refusals, ocr, read
from indexer.readers.document import Document, Line, Table, UnreadableFileError

MakePdf = Callable[..., Path]
Draw = Callable[[Canvas], None]

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the optional part for text recognition is not installed")

#: Size of the pages that ``make_pdf`` draws, in points.
WIDTH, HEIGHT = 600, 800


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as Python itself marks what cannot be imported


@pytest.fixture
def picture_of(make_pdf: MakePdf) -> Callable[[Draw], Image.Image]:
    """What a drawn page looks like, at 144 dpi."""

    def render(draw: Draw) -> Image.Image:
        document = pypdfium2.PdfDocument(make_pdf(draw, name="drawn.pdf"))
        image: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
        document.close()
        return image

    return render


def scan(image: Image.Image) -> Draw:
    """A page that is nothing but this image."""
    return lambda canvas: canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)


def draw_table(canvas: Canvas) -> None:
    """A title, and a table of three rows and two columns below it."""
    canvas.setFont("Helvetica", 14)
    canvas.drawString(200, 740, "Budget of 2026")
    for row in range(4):
        canvas.line(100, 700 - 40 * row, 500, 700 - 40 * row)
    for column in range(3):
        canvas.line(100 + 200 * column, 700, 100 + 200 * column, 580)
    for row, texts in enumerate([("Subject", "Amount"), ("2050299", "1234.56"), ("2080505", "789.00")]):
        for column, text in enumerate(texts):
            canvas.drawString(120 + 200 * column, 675 - 40 * row, text)


def lines(document: Document) -> list[Line]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, Line)]


def cells(document: Document) -> list[list[str | None]]:
    (table,) = [block for page in document.pages for block in page.blocks if isinstance(block, Table)]
    return [[cell.text if cell else None for cell in row] for row in table.rows]


TABLE = [["Subject", "Amount"], ["2050299", "1234.56"], ["2080505", "789.00"]]


@needs_ocr
def test_a_scanned_page_is_read_with_its_table_and_reported_with_its_confidence(
    make_pdf: MakePdf, picture_of: Callable[[Draw], Image.Image]
) -> None:
    document = read(make_pdf(lambda canvas: canvas.drawString(100, 700, "Cover"), scan(picture_of(draw_table))))

    cover, title = lines(document)
    assert cover.confidence is None
    assert title.text.replace(" ", "") == "Budgetof2026"
    assert title.confidence is not None
    assert 0.5 < title.confidence <= 1
    assert title.box is not None
    assert title.box[:2] == pytest.approx((200, HEIGHT - 752), abs=8)
    assert cells(document) == TABLE
    assert [page.image_only for page in document.pages] == [False, False]
    assert [(problem.code, problem.page) for problem in document.problems] == [("read_by_ocr", 2)]
    assert "平均置信度" in document.problems[0].message


@needs_ocr
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_page_scanned_sideways_is_read_and_its_places_are_those_on_the_page(
    make_pdf: MakePdf, picture_of: Callable[[Draw], Image.Image], turn: Image.Transpose
) -> None:
    document = read(make_pdf(scan(picture_of(draw_table).transpose(turn))))

    assert cells(document) == TABLE
    box = lines(document)[0].box
    assert box is not None
    across, down = (740 / HEIGHT) * WIDTH, (200 / WIDTH) * HEIGHT  # of the title, turned with the page and stretched
    left, top = (WIDTH - across, HEIGHT - down) if turn is Image.Transpose.ROTATE_90 else (across, down)
    assert min(abs(box[0] - left), abs(box[2] - left)) < 20
    assert min(abs(box[1] - top), abs(box[3] - top)) < 20


@needs_ocr
def test_a_scan_without_text_is_empty(make_pdf: MakePdf) -> None:
    with pytest.raises(UnreadableFileError, match="OCR 没有识别出任何文字") as refused:
        read(make_pdf(scan(Image.new("RGB", (300, 400), "white"))))

    assert refused.value.code == "empty"


@needs_ocr
def test_recognition_ends_with_the_time_for_the_file(
    make_pdf: MakePdf, picture_of: Callable[[Draw], Image.Image]
) -> None:
    page = scan(picture_of(draw_table))

    with pytest.raises(UnreadableFileError) as refused:
        read(make_pdf(page, page), limits=Limits(max_seconds=0))

    assert refused.value.code == "timeout"


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_scan_is_refused_and_the_remedy_told(make_pdf: MakePdf) -> None:
    page = scan(Image.new("RGB", (300, 400), "grey"))

    with pytest.raises(UnreadableFileError, match=r"全部 2 页都是扫描图片.*未安装 OCR.*pip install") as refused:
        read(make_pdf(page, page))

    assert refused.value.code == "image_only"


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_the_other_pages_are_read_and_the_scanned_one_reported(make_pdf: MakePdf) -> None:
    document = read(make_pdf(draw_table, scan(Image.new("RGB", (300, 400), "grey"))))

    assert cells(document) == TABLE
    assert [(problem.code, problem.page) for problem in document.problems] == [("image_page", 2)]


def test_a_refusal_for_want_of_ocr_is_lifted_by_installing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("image_only" in lifted_refusals()) is ocr.is_installed()

    monkeypatch.setitem(sys.modules, "rapidocr", None)

    assert "image_only" not in lifted_refusals()
