"""Page images: one page of an indexed PDF drawn as PNG, only while the file is still the one that was read."""

from __future__ import annotations

import hashlib
import io
import threading
from functools import lru_cache
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations

from index.records import SourceFile
from index.sentence import Sentence

PDF_MEDIA_TYPE = "application/pdf"
#: Pixels across a drawn page: sharp on a phone and on a dense desktop screen.
IMAGE_WIDTH = 1400
#: A page that would need more pixels is drawn smaller: a hostile page size must not eat the memory.
MAX_PIXELS = 12_000_000
#: Part of the image's ETag: raise it when the same page would be drawn differently.
RENDERING_VERSION = "1"
_CACHED_IMAGES = 32
_CACHED_HASHES = 256

#: PDFium is not thread-safe.
_pdfium_lock = threading.Lock()


class PageImageError(Exception):
    """No image can be shown; ``message`` says why."""

    def __init__(self, message: Sentence) -> None:
        super().__init__(message)
        self.message = message


def page_image(source: SourceFile, number: int) -> bytes:
    """Draw page ``number`` (from 1) of the source file as PNG.

    Raises:
        PageImageError: the file is no PDF, has gone, has changed since it was
            read, or does not hold such a page.
    """
    _require_pdf(source)
    path = Path(source.path)
    _require_unchanged(path, source.sha256)
    return _rendered(path, source.sha256, number)


def unavailable_reason(source: SourceFile) -> str | None:
    """Why pages of this file cannot be shown as images, or None when they can."""
    try:
        _require_pdf(source)
        _require_unchanged(Path(source.path), source.sha256)
    except PageImageError as error:
        return error.message
    return None


def image_etag(source: SourceFile, number: int) -> str:
    """A strong validator: the bytes of the file, the page and the way it is drawn decide the image."""
    return f"{source.sha256}-{number}-{IMAGE_WIDTH}-v{RENDERING_VERSION}"


def _require_pdf(source: SourceFile) -> None:
    if source.media_type != PDF_MEDIA_TYPE:
        raise PageImageError(Sentence("这个文件不是 PDF，没有页面图像，下面按行显示原文。"))


def _require_unchanged(path: Path, sha256: str) -> None:
    try:
        status = path.stat()
        found = _file_sha256(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise PageImageError(Sentence("原文件已不在原来的位置，无法显示页面图像；下面是读入时保存的文字。")) from error
    if found != sha256:
        raise PageImageError(Sentence("原文件在读入之后被改动过，不再显示页面图像；下面是读入时保存的文字。"))


@lru_cache(maxsize=_CACHED_HASHES)
def _file_sha256(path: Path, modified_ns: int, size: int) -> str:
    """Hash of the file; its time and size are arguments so that a changed file is hashed again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=_CACHED_IMAGES)
def _rendered(path: Path, sha256: str, number: int) -> bytes:
    with _pdfium_lock:
        try:
            return _draw(path, number)
        except pypdfium2.PdfiumError as error:
            raise PageImageError(Sentence("这一页无法绘制，文件可能已损坏；下面是读入时保存的文字。")) from error


def _draw(path: Path, number: int) -> bytes:
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise PageImageError(Sentence("这个文件没有第 %(page)s 页。", page=number))
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(IMAGE_WIDTH / width, (MAX_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil()
    finally:
        document.close()
    stream = io.BytesIO()
    image.save(stream, format="PNG", optimize=False)
    return stream.getvalue()
