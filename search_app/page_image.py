"""What a page of an indexed PDF looks like, only while the file is still the one that was read.

The page drawn as PNG, and where its text stands on it: runs that can be selected, boxes of texts that are looked for.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations

from index.records import Box, SourceFile
from index.sentence import Sentence

PDF_MEDIA_TYPE = "application/pdf"
#: Pixels across a drawn page: sharp on a phone and on a dense desktop screen.
IMAGE_WIDTH = 1400
#: A page that would need more pixels is drawn smaller: a hostile page size must not eat the memory.
MAX_PIXELS = 12_000_000
#: Part of the image's ETag: raise it when the same page would be drawn differently.
RENDERING_VERSION = "1"
_CACHED_IMAGES = 32
_CACHED_LAYERS = 64
#: Runs of text of one page, and places of one text on it.
MOST_RUNS, MOST_PLACES = 5_000, 200
#: Steps of a point in which PDFium says where something is.
_STEPS = 16
_CACHED_HASHES = 256

#: PDFium is not thread-safe.
_pdfium_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text that stands together on a line, and its box in points from the top left."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageLayer:
    """The text over a page image.

    ``places`` holds the places of each text that was looked for, in the order of
    the page, each as the boxes of its parts; what is part of a place of a longer
    text is no place of its own.
    """

    runs: tuple[TextRun, ...]
    places: Mapping[str, tuple[tuple[Box, ...], ...]]


NO_LAYER = PageLayer((), {})


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


def page_layer(source: SourceFile, number: int, texts: Sequence[str] = ()) -> PageLayer:
    """The text of page ``number`` (from 1) with the places of ``texts``; none where there is no image."""
    if unavailable_reason(source) is not None:
        return NO_LAYER
    return _layer(Path(source.path), source.sha256, number, tuple(dict.fromkeys(texts)))


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
    with _opened(path, number) as page:
        width, height = page.get_size()
        scale = min(IMAGE_WIDTH / width, (MAX_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil()
    stream = io.BytesIO()
    image.save(stream, format="PNG", optimize=False)
    return stream.getvalue()


@contextmanager
def _opened(path: Path, number: int) -> Iterator[Any]:
    """The page of pypdfium2, for whoever holds the lock."""
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise PageImageError(Sentence("这个文件没有第 %(page)s 页。", page=number))
        yield document[number - 1]
    finally:
        document.close()


@lru_cache(maxsize=_CACHED_LAYERS)
def _layer(path: Path, sha256: str, number: int, texts: tuple[str, ...]) -> PageLayer:
    with _pdfium_lock:
        try:
            with _opened(path, number) as page:
                printed = page.get_textpage()
                return PageLayer(tuple(_runs(page, printed)), _places(page, printed, texts))
        except (pypdfium2.PdfiumError, PageImageError):
            return NO_LAYER


def _runs(page: Any, printed: Any) -> Iterator[TextRun]:
    for index in range(min(printed.count_rects(), MOST_RUNS)):
        corners = printed.get_rect(index)
        text = printed.get_text_bounded(*corners).strip()
        if text:
            yield TextRun(text, _box(page, corners))


def _places(page: Any, printed: Any, texts: Sequence[str]) -> Mapping[str, tuple[tuple[Box, ...], ...]]:
    taken: set[int] = set()
    found = {}
    for text in sorted(texts, key=len, reverse=True):
        characters = [place for place in _characters(printed, text) if taken.isdisjoint(place)]
        taken.update(*characters)
        found[text] = tuple(tuple(_boxes(page, printed, place)) for place in characters)
    return found


def _characters(printed: Any, text: str) -> Iterator[range]:
    """The characters of each place of a text, by their numbers on the page."""
    search = printed.search(text)
    for _ in range(MOST_PLACES):
        found = search.get_next()
        if found is None:
            return
        start, count = found
        yield range(start, start + count)


def _boxes(page: Any, printed: Any, place: range) -> Iterator[Box]:
    for index in range(printed.count_rects(place.start, len(place))):
        yield _box(page, printed.get_rect(index))


def _box(page: Any, corners: Sequence[float]) -> Box:
    """A rectangle of PDF space (left, bottom, right, top) as it stands on the drawn page, turned and cropped."""
    left, bottom, right, top = corners
    ends = [_on_sheet(page, left, top), _on_sheet(page, right, bottom)]
    (x0, x1), (y0, y1) = (sorted(axis) for axis in zip(*ends, strict=True))
    return Box(x0, y0, x1, y1)


def _on_sheet(page: Any, x: float, y: float) -> tuple[float, float]:
    width, height = (round(length * _STEPS) for length in page.get_size())
    across, down = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value / _STEPS, down.value / _STEPS
