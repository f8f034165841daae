from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from PIL import Image

from index.records import SourceFile
from search_app.page_image import IMAGE_WIDTH, MAX_PIXELS, PageImageError, image_etag, page_image, unavailable_reason


def write_pdf(path: Path, *sizes: tuple[float, float]) -> SourceFile:
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height).close()
    document.save(path)
    document.close()
    content = path.read_bytes()
    return SourceFile(hashlib.sha256(content).hexdigest(), str(path), "application/pdf", len(content), len(sizes))


def test_a_page_is_drawn_as_png_in_its_own_shape(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", (595, 842), (842, 595))
    upright, landscape = (Image.open(io.BytesIO(page_image(source, number))) for number in (1, 2))
    assert (upright.format, upright.width) == ("PNG", IMAGE_WIDTH)
    assert upright.height > upright.width
    assert landscape.height < landscape.width


def test_a_huge_page_is_drawn_small(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "tall.pdf", (10, 14400))
    image = Image.open(io.BytesIO(page_image(source, 1)))
    assert image.width * image.height <= MAX_PIXELS * 1.01


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", (595, 842))
    with pytest.raises(PageImageError, match="没有第 2 页"):
        page_image(source, 2)


def test_a_changed_file_is_not_shown(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", (595, 842))
    write_pdf(tmp_path / "a.pdf", (300, 300), (300, 300))
    with pytest.raises(PageImageError, match="改动"):
        page_image(source, 1)
    assert "改动" in (unavailable_reason(source) or "")


def test_a_file_that_has_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", (595, 842))
    Path(source.path).unlink()
    with pytest.raises(PageImageError, match="不在原来的位置"):
        page_image(source, 1)


def test_a_text_file_has_no_image() -> None:
    source = SourceFile("ab" * 32, "/nowhere/a.txt", "text/plain", 1, 1)
    assert "不是 PDF" in (unavailable_reason(source) or "")


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    source = SourceFile(hashlib.sha256(path.read_bytes()).hexdigest(), str(path), "application/pdf", 16, 1)
    with pytest.raises(PageImageError, match="无法绘制"):
        page_image(source, 1)


def test_each_page_of_each_file_has_its_own_validator() -> None:
    one, two = (SourceFile(sha * 32, "", "application/pdf", 1, 2) for sha in ("ab", "cd"))
    assert len({image_etag(one, 1), image_etag(one, 2), image_etag(two, 1)}) == 3
