"""Glyphs and edges of PDF pages by PDFium, some ten times as fast as pdfminer.

PDFium is asked for every character with its loose box (advance wide, font
high) and for the points of every painted path; what a page is made of them is
the same as with pdfplumber.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from indexer.readers.affine import Affine, shown_page
from indexer.readers.document import BoxTuple
from indexer.readers.garbled import foreign_share
from indexer.readers.printed import (
    UNKNOWN,
    Edge,
    Glyph,
    Point,
    PrintedPage,
    band,
    box_edges,
    is_slanted,
    straight_edge,
)
from indexer.readers.shading import Shading

#: PDFium writes a hyphen at the end of a line as this.
_HYPHEN = 0x02
_BLANKS = frozenset(map(ord, "\t\n\r "))
#: Share of a page's characters in foreign scripts from which pdfminer is asked: where a font maps no characters,
#: PDFium takes the numbers of glyphs for them, and pdfminer does not.
MAX_FOREIGN = 0.1
#: PDFium keeps fonts and objects of every page until the file is closed; after so many pages it is opened anew.
_PAGES_AN_OPENING = 100
#: Forms inside forms deeper than this are left out; PDFium itself stops early too.
_MAX_DEPTH = 12


class PdfiumError(Exception):
    """PDFium cannot read the file or one of its pages; pdfplumber may do better, or say why not."""


class PdfiumDocument:
    """An open PDF; pages are read one at a time, and memory does not grow with their number."""

    def __init__(self, path: Path) -> None:
        """Raises PdfiumError when PDFium cannot open the file."""
        self._path = path
        self._document = _opened(path)
        self._pages_read = 0

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Give the file back."""
        self._document.close()

    def printed_page(self, number: int) -> PrintedPage:
        """Everything drawn on page ``number``, counted from 1.

        Raises:
            PdfiumError: the page cannot be loaded.
        """
        self._forget_pages_read()
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PdfiumError(str(error)) from error
        try:
            return _printed_page(page, number)
        finally:
            page.close()

    def _forget_pages_read(self) -> None:
        self._pages_read += 1
        if self._pages_read % _PAGES_AN_OPENING == 0:
            self._document.close()
            self._document = _opened(self._path)


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise PdfiumError(str(error)) from error


def _printed_page(page: pypdfium2.PdfPage, number: int) -> PrintedPage:
    area = _shown_area(page)
    turns = page.get_rotation() // 90
    to_page = shown_page(area, turns)
    width, height = area[2] - area[0], area[3] - area[1]
    if turns % 2:
        width, height = height, width
    drawing = _Drawing()
    count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    drawing.add_all((get(page.raw, index) for index in range(count(page.raw))), to_page, depth=0)
    glyphs = tuple(_glyphs(page, to_page))
    if foreign_share("".join(glyph.text for glyph in glyphs)) > MAX_FOREIGN:
        raise PdfiumError(f"page {number} has a font that does not say its characters")
    return PrintedPage(number, width, height, glyphs, tuple(drawing.edges), drawing.has_image)


def _shown_area(page: pypdfium2.PdfPage) -> BoxTuple:
    media, crop = page.get_mediabox(), page.get_cropbox()
    area = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return area if area[0] < area[2] and area[1] < area[3] else media


def _glyphs(page: pypdfium2.PdfPage, to_page: Affine) -> Iterator[Glyph]:
    """The printed characters, without those that PDFium adds to part words and lines."""
    loose, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    code_of, owner_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    run = _Run(address=0)
    with _text_of(page) as text:
        for index in range(pdfium.FPDFText_CountChars(text)):
            code = code_of(text, index)
            if code in _BLANKS and pdfium.FPDFText_IsGenerated(text, index):
                continue
            owner = owner_of(text, index)
            address = ctypes.addressof(owner.contents) if owner else 0
            if address != run.address:
                run = _run_of(text, index, address)
            if run.is_slanted:
                continue
            get_box(text, index, loose)
            get_origin(text, index, x, y)
            x0, x1 = band(x.value, run.across) if run.across else (loose.left, loose.right)
            y0, y1 = band(y.value, run.upward) if run.upward else (loose.bottom, loose.top)
            yield Glyph(_character(text, index, code), *to_page.box(x0, y0, x1, y1))


class _Run(NamedTuple):
    """What the characters of one text object share.

    ``upward`` is the font size of text along the page, ``across`` that of text
    that runs up or down, in user space; negative where it stands on its head.
    """

    address: int
    upward: float = 0.0
    across: float = 0.0
    is_slanted: bool = False


def _run_of(text: Any, index: int, address: int) -> _Run:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index)
    if matrix.b == 0:
        return _Run(address, upward=size * matrix.d)
    if matrix.a == 0:
        return _Run(address, across=size * matrix.c)
    return _Run(address, is_slanted=is_slanted(matrix.a, matrix.b))


@contextmanager
def _text_of(page: pypdfium2.PdfPage) -> Iterator[Any]:
    text = pdfium.FPDFText_LoadPage(page.raw)
    if not text:
        raise PdfiumError("the text of the page cannot be loaded")
    try:
        yield text
    finally:
        pdfium.FPDFText_ClosePage(text)


def _character(text: Any, index: int, code: int) -> str:
    if code == _HYPHEN and pdfium.FPDFText_IsHyphen(text, index):
        return "-"
    if (code < 0x20 and code not in _BLANKS) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return UNKNOWN
    return chr(code)


class _Drawing:
    """Collects the edges of painted paths, and whether there are pictures."""

    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.has_image = False
        self._shading = Shading()

    def add_all(self, objects: Iterator[Any], to_page: Affine, *, depth: int) -> None:
        """Add page objects; ``to_page`` maps their coordinates to the page as shown."""
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(item, to_page)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_image = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                parts = range(pdfium.FPDFFormObj_CountObjects(item))
                inside = (pdfium.FPDFFormObj_GetObject(item, index) for index in parts)
                self.add_all(inside, to_page.after(_matrix_of(item)), depth=depth + 1)

    def _add_path(self, path: Any, to_page: Affine) -> None:
        for points in _subpaths(path, to_page.after(_matrix_of(path))):
            box = _upright_box(points)
            if box is None:
                edges = (straight_edge(start, end) for start, end in pairwise(points))
                self.edges.extend(edge for edge in edges if edge is not None)
            elif not self._is_paper(path, box):
                self.edges.extend(box_edges(*box))

    def _is_paper(self, path: Any, box: BoxTuple) -> bool:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        return bool(fill.value) and not stroke.value and self._shading.is_paper(box, *_fill_color(path))


def _matrix_of(item: Any) -> Affine:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _subpaths(path: Any, to_page: Affine) -> Iterator[list[Point]]:
    """The points of each subpath; a closed one ends where it began. Curves count by their end points."""
    x, y = ctypes.c_float(), ctypes.c_float()
    segment_of, get_point = pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetPoint
    type_of, closes = pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetClose
    points: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = segment_of(path, index)
        get_point(segment, x, y)
        if type_of(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(to_page.point(x.value, y.value))
        if closes(segment) and points[0] != points[-1]:
            points.append(points[0])
    yield points


def _upright_box(points: list[Point]) -> BoxTuple | None:
    """The box when the points go round an upright one."""
    if len(points) != 5 or points[0] != points[4]:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy), _ = points
    if not ((ax == bx and by == cy and cx == dx and dy == ay) or (ay == by and bx == cx and cy == dy and dx == ax)):
        return None
    return (min(ax, cx), min(ay, cy), max(ax, cx), max(ay, cy))


def _fill_color(path: Any) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return (red.value / 255, green.value / 255, blue.value / 255)
