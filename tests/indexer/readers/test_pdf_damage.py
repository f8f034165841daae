from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from drawing import draw_texts
from pdf_objects import one_page, write_pdf
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import Limits, read
from indexer.readers.document import Document, Line, UnreadableFileError
from indexer.readers.pdf import read_pdf, read_pdf_by_pdfplumber

MakePdf = Callable[..., Path]


def draw_words(canvas: Canvas) -> None:
    draw_texts(canvas, [(100, 700, "部门预算")])


def refusal_of(path: Path, limits: Limits | None = None) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        read(path, limits=limits or Limits())
    assert any("\u4e00" <= char <= "\u9fff" for char in str(refusal.value))
    return refusal.value


def outcome(path: Path) -> str:
    """How many pages were read, or the code of the refusal."""
    try:
        return f"{len(read(path).pages)} pages"
    except UnreadableFileError as refusal:
        return refusal.code


def test_an_encrypted_file_is_refused_as_encrypted(make_pdf: MakePdf) -> None:
    path = make_pdf(draw_words, encrypt=pdfencrypt.StandardEncryption("secret", strength=128))

    assert refusal_of(path).code == "encrypted"


def test_a_file_that_opens_with_the_empty_password_is_read(make_pdf: MakePdf) -> None:
    path = make_pdf(draw_words, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner", strength=128))

    assert len(read(path).pages) == 1


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8])
def test_a_truncated_file_is_refused_as_damaged_or_read_as_far_as_it_goes(make_pdf: MakePdf, share: float) -> None:
    path = make_pdf(*[draw_words] * 5)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    assert outcome(path) in {"damaged", "1 pages", "2 pages", "3 pages", "4 pages"}


def test_a_header_alone_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "header.pdf"
    path.write_bytes(b"%PDF-1.7\n")

    assert refusal_of(path).code == "damaged"


def test_a_damaged_cross_reference_does_not_stop_the_reading(make_pdf: MakePdf) -> None:
    path = make_pdf(draw_words)
    content = path.read_bytes()
    at = content.rindex(b"startxref")
    path.write_bytes(content[:at] + b"startxref\n999999\n%%EOF\n")

    assert [block.text for block in read(path).pages[0].blocks if isinstance(block, Line)] == ["部门预算"]


def test_ten_thousand_declared_pages_with_nothing_behind_are_damaged(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "declared.pdf",
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 10000 /Kids [] >>"],
    )

    assert refusal_of(path).code == "damaged"


def test_a_false_page_count_does_not_hide_the_pages_that_are_there(make_pdf: MakePdf) -> None:
    path = make_pdf(draw_words)
    path.write_bytes(path.read_bytes().replace(b"/Count 1 ", b"/Count 99999 "))

    assert len(read(path).pages) == 1


def test_more_pages_than_allowed_are_refused_before_any_is_read(tmp_path: Path) -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 10_003))
    path = write_pdf(
        tmp_path / "long.pdf",
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 10000 /Kids [%b] >>" % kids,
            *[page] * 10_000,
        ],
    )

    refusal = refusal_of(path, Limits(max_pages=100, max_seconds=0))

    assert refusal.code == "too_many_pages"
    assert "100" in str(refusal)


def test_more_pages_than_declared_and_allowed_are_refused(make_pdf: MakePdf) -> None:
    path = make_pdf(*[draw_words] * 3)
    path.write_bytes(path.read_bytes().replace(b"/Count 3 ", b"/Count 1 "))

    assert refusal_of(path, Limits(max_pages=2)).code == "too_many_pages"


@pytest.mark.parametrize(
    "tree",
    [
        [b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"],
        [b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"],
        [b"<< /Type /Pages /Count 1 /Kids [17 0 R] >>"],
        [b"<< /Type /Pages /Count 1 /Kids 2 0 R >>"],
        [b"null"],
        [b"<< /Type /Pages /Count 1 /Kids [%b" % (b"[" * 20_000)],
        [
            *[b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % number for number in range(3, 5_003)],
            b"<< /Type /Page /MediaBox [0 0 600 800] >>",
        ],
    ],
    ids=["own child", "loop", "missing child", "not a list", "no tree", "bottomless list", "bottomless tree"],
)
def test_a_broken_page_tree_is_damaged(tmp_path: Path, tree: list[bytes]) -> None:
    path = write_pdf(tmp_path / "tree.pdf", [b"<< /Type /Catalog /Pages 2 0 R >>", *tree])

    assert refusal_of(path).code == "damaged"


@pytest.mark.parametrize("box", [b"[0 0 1e9 1e9]", b"[0 0 0 0]", b"[600 800 0 0]", b"[0 0 600]", b"(none)", b"null"])
def test_an_odd_page_size_does_not_stop_the_reading(tmp_path: Path, box: bytes) -> None:
    path = write_pdf(tmp_path / "box.pdf", one_page(box, b"BT /F 12 Tf 72 72 Td (budget 12.30) Tj ET"))

    assert outcome(path) in {"damaged", "empty", "1 pages"}


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 12 Tf 72 72 Td (unclosed",
        b"BT /F (twelve) Tf 72 72 Td (budget) Tj ET",
        b"Q " * 10_000,
        b"[" * 50_000,
        b"<" * 1_000,
        b"1 2 3 re 4 l h S BI ID EI",
        bytes(range(256)) * 50,
    ],
)
def test_broken_content_never_raises_anything_else(tmp_path: Path, content: bytes) -> None:
    path = write_pdf(tmp_path / "content.pdf", one_page(b"[0 0 600 800]", content))

    assert outcome(path) in {"damaged", "empty", "image_only", "1 pages"}


def test_one_bad_page_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    objects = one_page(b"[0 0 600 800]", b"BT /F 12 Tf 72 72 Td (budget) Tj ET")
    objects[1] = b"<< /Type /Pages /Count 2 /Kids [6 0 R 3 0 R] >>"
    bad = objects[2].replace(b"/F 5 0 R", b"/F 7 0 R")
    path = write_pdf(tmp_path / "bad.pdf", [*objects, bad, b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd >>"])

    document = read_pdf_by_pdfplumber(path, Limits())

    assert [(problem.code, problem.page) for problem in document.problems] == [("page_unreadable", 1)]
    assert [len(page.blocks) for page in document.pages] == [0, 1]


def test_reading_past_the_deadline_is_a_time_out(make_pdf: MakePdf) -> None:
    assert refusal_of(make_pdf(draw_words), Limits(max_seconds=-1)).code == "timeout"


def test_a_file_larger_than_allowed_is_refused(make_pdf: MakePdf) -> None:
    assert refusal_of(make_pdf(draw_words), Limits(max_bytes=100)).code == "too_large"


def test_a_file_that_vanished_is_said_to_be_gone(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "gone.pdf").code == "vanished"


#: A font of numbered glyphs that does not say which characters they draw.
NUMBERED_GLYPHS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo "
    b"<< /Registry (None) /Ordering (None) /Supplement 0 >> >>] %b>>"
)
GLYPHS = b"BT /F 12 Tf 72 72 Td <00010002000300040005> Tj ET"
READINGS = pytest.mark.parametrize("read_one_way", [read_pdf, read_pdf_by_pdfplumber], ids=["pdfium", "pdfplumber"])
ReadOneWay = Callable[[Path, Limits], Document]


def legible_and_illegible_page(font: bytes) -> list[bytes]:
    objects = one_page(b"[0 0 600 800]", GLYPHS)
    objects[1] = b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>"
    objects[4] = font
    legible = objects[2].replace(b"/Contents 4 0 R", b"/Contents 7 0 R").replace(b"/F 5 0 R", b"/F 8 0 R")
    content = one_page(b"[0 0 600 800]", b"BT /F 12 Tf 72 72 Td (budget) Tj ET")
    return [*objects, legible, content[3], content[4]]


@READINGS
def test_a_page_whose_font_does_not_say_its_characters_is_reported_and_has_no_text(
    tmp_path: Path, read_one_way: ReadOneWay
) -> None:
    path = write_pdf(tmp_path / "font.pdf", legible_and_illegible_page(NUMBERED_GLYPHS % b""))

    document = read_one_way(path, Limits())

    assert [(problem.code, problem.page) for problem in document.problems] == [("unmapped_characters", 1)]
    assert [len(page.blocks) for page in document.pages] == [0, 1]
    assert [page.image_only for page in document.pages] == [True, False]


@READINGS
def test_a_page_whose_font_maps_glyphs_to_private_characters_has_no_text(
    tmp_path: Path, read_one_way: ReadOneWay
) -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
        b"1 beginbfrange <0001> <0005> <e001> endbfrange endcmap end end"
    )
    objects = legible_and_illegible_page(NUMBERED_GLYPHS % b"/ToUnicode 9 0 R ")
    objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(cmap), cmap))

    document = read_one_way(write_pdf(tmp_path / "private.pdf", objects), Limits())

    assert [(problem.code, problem.page) for problem in document.problems] == [("unmapped_characters", 1)]
    assert [len(page.blocks) for page in document.pages] == [0, 1]


@READINGS
def test_a_file_of_which_no_page_can_be_read_is_left_to_recognition(tmp_path: Path, read_one_way: ReadOneWay) -> None:
    objects = one_page(b"[0 0 600 800]", GLYPHS)
    objects[4] = NUMBERED_GLYPHS % b""

    with pytest.raises(UnreadableFileError, match="没有说明字符编码") as refusal:
        read_one_way(write_pdf(tmp_path / "font.pdf", objects), Limits())

    assert refusal.value.code == "image_only"
