"""Glyphs and edges of PDF pages by pdfplumber: the reference reading, and the one for damaged files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BufferedReader
from itertools import islice, pairwise
from math import copysign

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTRect
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from indexer.readers.document import BoxTuple, UnreadableFileError
from indexer.readers.printed import (
    Edge,
    Glyph,
    PrintedPage,
    band,
    box_edges,
    is_slanted,
    known_text,
    straight_edge,
)
from indexer.readers.shading import Shading

# pdfminer warns of every font without a box; what matters to a user becomes a ReadingProblem.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


class PlumberDocument:
    """An open PDF whose pages are walked once, in order.

    It is never closed but dropped: pdfplumber makes an object of every page to close it.
    """

    def __init__(self, stream: BufferedReader) -> None:
        """Open a file.

        Raises:
            UnreadableFileError: encrypted or damaged.
        """
        try:
            self._pdf: PDF = pdfplumber.open(stream)
        except Exception as error:  # pdfminer raises whatever a broken file makes it trip over
            raise _opening_error(error) from error

    def page_readers(self, max_pages: int) -> Iterator[Callable[[], PrintedPage]]:
        """What reads each page, first to last.

        Raises:
            UnreadableFileError: too_many_pages; damaged when the page tree is broken.
        """
        if self._declared_pages() > max_pages:  # declarations may be false: count before reading any
            self._refuse_beyond(max_pages, self.count_pages(max_pages + 1))
        for number, source in enumerate(self._sources(), start=1):
            self._refuse_beyond(max_pages, number)
            yield partial(self._printed_page, source, number)

    def count_pages(self, most: int) -> int:
        """How many pages there are, whatever the file declares; counting stops at ``most``.

        Raises:
            UnreadableFileError: damaged.
        """
        return len(list(islice(self._sources(), most)))

    def _declared_pages(self) -> int:
        root = resolve1(self._pdf.doc.catalog.get("Pages"))
        count = resolve1(root.get("Count")) if isinstance(root, dict) else None
        return count if isinstance(count, int) else 0

    def _refuse_beyond(self, max_pages: int, pages: int) -> None:
        if pages > max_pages:
            raise UnreadableFileError("too_many_pages", f"文件超过 {max_pages} 页，未读取。请拆分后再放入。")

    def _sources(self) -> Iterator[PDFPage]:
        """The page objects one by one; pdfplumber's own list would keep every page in memory."""
        try:
            yield from PDFPage.create_pages(self._pdf.doc)
        except Exception as error:  # pdfminer raises whatever a broken page tree makes it trip over
            raise UnreadableFileError("damaged", "PDF 的页面目录已损坏，无法读取。请重新下载。") from error

    def _printed_page(self, source: PDFPage, number: int) -> PrintedPage:
        page = PlumberPage(self._pdf, source, number)
        try:
            return printed_page(page)
        finally:
            page.close()
            self._forget_streams()

    def _forget_streams(self) -> None:
        """Drop decoded content and images, which pdfminer would keep until the file is closed."""
        cached = self._pdf.doc._cached_objs
        for identifier in [key for key, (value, _) in cached.items() if isinstance(value, PDFStream)]:
            del cached[identifier]


def _opening_error(error: Exception) -> UnreadableFileError:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFEncryptionError):
        return UnreadableFileError("encrypted", "PDF 已加密，需要密码才能打开。请换成未加密的文件。")
    return UnreadableFileError("damaged", "PDF 已损坏或不完整，无法打开。请重新下载。")


def printed_page(page: PlumberPage) -> PrintedPage:
    """Everything drawn on a page.

    pdfplumber's own object dictionaries are passed by: making them takes as long as parsing the page.
    """
    items = list(_leaves(page.layout))
    frame = _Frame(_shown_area(page))
    return PrintedPage(
        number=page.page_number,
        width=frame.width,
        height=frame.height,
        glyphs=tuple(
            frame.glyph(item) for item in items if isinstance(item, LTChar) and not is_slanted(*item.matrix[:2])
        ),
        edges=tuple(edge for item in items if isinstance(item, LTCurve) for edge in frame.edges(item)),
        has_image=any(isinstance(item, LTImage) for item in items),
    )


def _leaves(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _shown_area(page: PlumberPage) -> BoxTuple:
    """The crop box in pdfminer's page coordinates: turned as shown, the media box starting at (0, 0)."""
    media = _ordered(page.page_obj.mediabox)
    crop = _ordered(page.page_obj.cropbox)
    x0, y0, x1, y1 = (crop[0] - media[0], crop[1] - media[1], crop[2] - media[0], crop[3] - media[1])
    width, height = media[2] - media[0], media[3] - media[1]
    x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = 0, 0, width, height
    match page.page_obj.rotate:
        case 90:
            return (y0, width - x1, y1, width - x0)
        case 180:
            return (width - x1, height - y1, width - x0, height - y0)
        case 270:
            return (height - y1, x0, height - y0, x1)
        case _:
            return (x0, y0, x1, y1)


def _ordered(box: BoxTuple) -> BoxTuple:
    return (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))


def _fill_color(rect: LTRect) -> tuple[float, ...]:
    color = rect.non_stroking_color
    parts = tuple(color) if isinstance(color, (tuple, list)) else (color,)
    return tuple(part for part in parts if isinstance(part, (int, float)))


class _Frame:
    """Turns pdfminer's coordinates (origin bottom left) into those of the page as shown (origin top left)."""

    def __init__(self, shown: BoxTuple) -> None:
        self._left, self._bottom, self._right, self._top = shown
        self.width = self._right - self._left
        self.height = self._top - self._bottom
        self._shading = Shading()

    def glyph(self, char: LTChar) -> Glyph:
        a, b, c, d, x, y = char.matrix
        x0, y0, x1, y1 = char.bbox
        if b == 0 and char.adv >= 0:
            y0, y1 = band(y, copysign(y1 - y0, d))
        elif a == 0 and char.adv >= 0:
            x0, x1 = band(x, copysign(x1 - x0, c))
        return Glyph(known_text(char.get_text()), x0 - self._left, self._top - y1, x1 - self._left, self._top - y0)

    def edges(self, curve: LTCurve) -> Iterable[Edge]:
        """The horizontal and vertical sides of a drawn path; a white area, which nobody sees, has none."""
        if isinstance(curve, LTRect):
            x0, y0, x1, y1 = curve.bbox
            box = (x0 - self._left, self._top - y1, x1 - self._left, self._top - y0)
            return () if self._is_paper(curve, box) else box_edges(*box)
        points = [(x - self._left, self._top - y) for x, y in curve.pts]
        edges = (straight_edge(start, end) for start, end in pairwise(points))
        return [edge for edge in edges if edge is not None]

    def _is_paper(self, rect: LTRect, box: BoxTuple) -> bool:
        return rect.fill and not rect.stroke and self._shading.is_paper(box, *_fill_color(rect))
