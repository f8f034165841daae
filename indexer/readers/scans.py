"""PDF files with scanned pages: read like any other, the pages that are only images by text recognition."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
from PIL.Image import Image, Transpose

from indexer.readers import ocr
from indexer.readers.document import BoxTuple, Cell, Document, Line, Page, ReadingProblem, Table, UnreadableFileError
from indexer.readers.layout import lay_out
from indexer.readers.limits import Limits
from indexer.readers.ocr import RecognisedLine
from indexer.readers.pdf import MEDIA_TYPE, read_pdf
from indexer.readers.printed import Glyph, PrintedPage
from indexer.readers.scan_rules import scanned_edges

#: Pixels a point at which pages are drawn: 144 dpi. Characters of 9 points are 18 pixels high, and surely read.
PIXELS_PER_POINT = 2.0
#: Longest side of a drawn page in pixels; larger sheets are drawn more coarsely.
_LONGEST_SIDE = 4_000
#: A page read worse than this is tried upside down too.
_DOUBTFUL = 0.7


def read_pdf_with_scans(path: Path, limits: Limits) -> Document:
    """Read a PDF; pages that are images are recognised where OCR is installed, and reported where it is not.

    Raises:
        UnreadableFileError: what ``read_pdf`` raises; image_only, when all pages are images and OCR is not installed;
            empty, when nothing is recognised; timeout.
    """
    deadline = time.monotonic() + limits.max_seconds
    try:
        document = read_pdf(path, limits)
    except UnreadableFileError as error:
        if error.code != "image_only":
            raise
        if not ocr.is_installed():
            raise UnreadableFileError("image_only", f"{error}本机未安装 OCR；安装：{ocr.INSTALL}") from error
        return _recognised_file(path, deadline)
    scanned = [page.number for page in document.pages if page.image_only]
    if not scanned:
        return document
    if not ocr.is_installed():
        return replace(document, problems=(*document.problems, *map(_unread, scanned)))
    return _with_readings(document, dict(_readings(path, scanned, deadline)))


def _unread(number: int) -> ReadingProblem:
    return ReadingProblem("image_page", f"第 {number} 页是图片，未安装 OCR，未读取；安装：{ocr.INSTALL}", number)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A scanned page as recognised. ``confidence`` is the mean over its characters, None where there are none."""

    page: Page
    confidence: float | None

    def problem(self) -> ReadingProblem | None:
        if self.confidence is None:
            return None
        number, share = self.page.number, f"{100 * self.confidence:.1f}%"
        return ReadingProblem(
            "read_by_ocr", f"第 {number} 页是图片，由 OCR 识别，平均置信度 {share}，请以原件为准。", number
        )


def _recognised_file(path: Path, deadline: float) -> Document:
    with _opened(path) as pdf:
        numbers = range(1, len(pdf) + 1)
    empty = Document(MEDIA_TYPE, tuple(Page(number, ()) for number in numbers))
    document = _with_readings(empty, dict(_readings(path, numbers, deadline)))
    if not any(page.blocks for page in document.pages):
        raise UnreadableFileError("empty", f"全部 {len(document.pages)} 页都是图片，OCR 没有识别出任何文字。")
    return document


def _with_readings(document: Document, readings: Mapping[int, _Reading]) -> Document:
    pages = tuple(readings[page.number].page if page.number in readings else page for page in document.pages)
    problems = [problem for reading in readings.values() if (problem := reading.problem())]
    return replace(document, pages=pages, problems=(*document.problems, *problems))


def _readings(path: Path, numbers: Sequence[int], deadline: float) -> Iterator[tuple[int, _Reading]]:
    with _opened(path) as pdf:
        for number in numbers:
            if time.monotonic() > deadline:
                raise UnreadableFileError("timeout", f"OCR 识别超时（识别到第 {number} 页），已放弃。请拆分后再放入。")
            yield number, _reading(pdf[number - 1], number)


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError("damaged", "PDF 已损坏或不完整，无法打开。请重新下载。") from error
    try:
        yield pdf
    finally:
        pdf.close()


def _reading(source: pypdfium2.PdfPage, number: int) -> _Reading:
    width, height = source.get_size()
    scale = min(PIXELS_PER_POINT, _LONGEST_SIDE / max(width, height))
    bitmap = source.render(scale=scale)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    turn, turned, lines = _upright(image)
    printed = PrintedPage(
        number=number,
        width=turned.width / scale,
        height=turned.height / scale,
        glyphs=tuple(_in_points(glyph, scale) for line in lines for glyph in line.glyphs),
        edges=scanned_edges(turned, scale),
        has_image=True,
    )
    page = _with_confidence(lay_out(printed), lines, scale)
    shown = _turned_back(page, turn.back(width, height))
    return _Reading(replace(shown, width=width, height=height, image_only=not lines), _mean(lines))


def _in_points(glyph: Glyph, scale: float) -> Glyph:
    return Glyph(glyph.text, glyph.x0 / scale, glyph.top / scale, glyph.x1 / scale, glyph.bottom / scale)


def _mean(lines: Iterable[RecognisedLine]) -> float | None:
    """The confidence of some lines, each counted by its characters."""
    weighed = [(len(line.text), line.confidence) for line in lines]
    characters = sum(count for count, _ in weighed)
    return sum(count * confidence for count, confidence in weighed) / characters if characters else None


def _with_confidence(page: Page, lines: Sequence[RecognisedLine], scale: float) -> Page:
    """The page with the confidence of each line outside tables."""

    def inside(line: RecognisedLine, box: BoxTuple) -> bool:
        x, y = (line.box[0] + line.box[2]) / 2 / scale, (line.box[1] + line.box[3]) / 2 / scale
        return box[0] <= x <= box[2] and box[1] <= y <= box[3]

    def sure(block: Line | Table) -> Line | Table:
        if isinstance(block, Table) or block.box is None:
            return block
        box = block.box
        return replace(block, confidence=_mean(line for line in lines if inside(line, box)))

    return replace(page, blocks=tuple(map(sure, page.blocks)))


# Pages scanned sideways or upside down

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Turn:
    """How an image is turned upright. ``back`` takes the size of the page and leads points back onto it."""

    transpose: Transpose | None
    back: Callable[[float, float], Callable[[_Point], _Point]]


_NOT = _Turn(None, lambda width, height: lambda at: at)
_LEFT = _Turn(Transpose.ROTATE_90, lambda width, height: lambda at: (width - at[1], at[0]))
_RIGHT = _Turn(Transpose.ROTATE_270, lambda width, height: lambda at: (at[1], height - at[0]))
_OVER = _Turn(Transpose.ROTATE_180, lambda width, height: lambda at: (width - at[0], height - at[1]))


def _upright(image: Image) -> tuple[_Turn, Image, tuple[RecognisedLine, ...]]:
    """How the page has to be turned to be read best, the image so turned, and what it says."""
    lines = ocr.recognise(image)
    sideways = sum(line.is_sideways for line in lines) > len(lines) / 2
    turns = (_LEFT, _RIGHT) if sideways else (_OVER,) if (_mean(lines) or 1.0) < _DOUBTFUL else ()
    tried = [(_NOT, image, lines)] if not sideways else []
    for turn in turns:
        turned = image.transpose(turn.transpose) if turn.transpose is not None else image
        tried.append((turn, turned, ocr.recognise(turned)))
    return max(tried, key=lambda attempt: _mean(attempt[2]) or 0.0)


def _turned_back(page: Page, back: Callable[[_Point], _Point]) -> Page:
    def box(at: BoxTuple | None) -> BoxTuple | None:
        if at is None:
            return None
        (x0, y0), (x1, y1) = back((at[0], at[1])), back((at[2], at[3]))
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def cell(old: Cell | None) -> Cell | None:
        return replace(old, box=box(old.box)) if old is not None else None

    def block(old: Line | Table) -> Line | Table:
        if isinstance(old, Line):
            return replace(old, box=box(old.box))
        return replace(old, box=box(old.box), rows=tuple(tuple(map(cell, row)) for row in old.rows))

    return replace(page, blocks=tuple(map(block, page.blocks)))
