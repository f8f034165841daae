"""PDF files: bounded and read a page at a time, by PDFium where it can, else by pdfplumber."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from indexer.readers.document import Document, Page, ReadingProblem, UnreadableFileError
from indexer.readers.garbled import meaningless_share
from indexer.readers.layout import PageLayout
from indexer.readers.limits import Limits
from indexer.readers.pdfium import PdfiumDocument, PdfiumError
from indexer.readers.plumber import PlumberDocument
from indexer.readers.printed import PrintedPage

MEDIA_TYPE = "application/pdf"

#: Share of a page's characters that may lack a known meaning before the page is reported.
MAX_UNKNOWN = 0.05
#: Share from which the page has no text at all: what is left would only be found by mistake.
ILLEGIBLE = 0.5

#: Reads one page when its turn has come.
PageReader = Callable[[], PrintedPage]

logger = logging.getLogger(__name__)


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read every page of a PDF; a page that cannot be read is a problem, not an error.

    Raises:
        UnreadableFileError: encrypted, damaged, empty, image_only, too_many_pages or timeout.
    """
    try:
        return _document(_pages_by_pdfium(path, limits), limits)
    except PdfiumError as reason:
        logger.info("%s is left to pdfplumber: %s", path.name, reason)
        return read_pdf_by_pdfplumber(path, limits)


def read_pdf_by_pdfplumber(path: Path, limits: Limits) -> Document:
    """Read a PDF as `read_pdf` does, some times slower: the fallback, and the reference for comparisons."""
    with path.open("rb") as stream:
        return _document(PlumberDocument(stream).page_readers(limits.max_pages), limits)


def _pages_by_pdfium(path: Path, limits: Limits) -> Iterator[PageReader]:
    with closing(PdfiumDocument(path)) as document:
        pages = len(document)
        if not 0 < pages <= limits.max_pages or _counted_pages(path, limits.max_pages + 1) not in {pages, None}:
            raise PdfiumError(f"{pages} pages are declared")
        for number in range(1, pages + 1):
            yield partial(document.printed_page, number)


def _counted_pages(path: Path, most: int) -> int | None:
    """The pages that are there, where pdfminer can tell; PDFium believes what the file declares."""
    try:
        with path.open("rb") as stream:
            return PlumberDocument(stream).count_pages(most)
    except UnreadableFileError:
        return None


def _document(readers: Iterator[PageReader], limits: Limits) -> Document:
    deadline = time.monotonic() + limits.max_seconds
    pages: list[Page] = []
    problems: list[ReadingProblem] = []
    layout = PageLayout()
    for number, reader in enumerate(readers, start=1):
        if time.monotonic() > deadline:
            seconds = f"{limits.max_seconds:.0f}"
            raise UnreadableFileError("timeout", f"读取超过 {seconds} 秒（读到第 {number} 页），已放弃。")
        page, found = _read_page(reader, number, limits, layout)
        pages.append(page)
        problems.extend(found)
    _refuse_without_text(pages, problems)
    return Document(media_type=MEDIA_TYPE, pages=tuple(pages), problems=tuple(problems))


def _read_page(
    reader: PageReader, number: int, limits: Limits, layout: PageLayout
) -> tuple[Page, tuple[ReadingProblem, ...]]:
    try:
        printed, problems = _bounded(reader(), limits.max_edges)
        return layout.lay_out(printed), problems
    except PdfiumError:
        raise
    except Exception:  # pdfminer raises whatever broken content makes it trip over; the other pages stand
        logger.warning("page %d cannot be read", number, exc_info=True)
        problem = ReadingProblem("page_unreadable", f"第 {number} 页内容已损坏，未能读取。", number)
        return Page(number=number, blocks=()), (problem,)


def _bounded(printed: PrintedPage, max_edges: int) -> tuple[PrintedPage, tuple[ReadingProblem, ...]]:
    """The page as it is to be laid out, and what is wrong with it."""
    problems = []
    if len(printed.edges) > max_edges:
        message = f"第 {printed.number} 页有 {len(printed.edges)} 条线，是图而不是表，未查找表格。"
        problems.append(ReadingProblem("too_many_edges", message, printed.number))
        printed = replace(printed, edges=())
    unknown = meaningless_share("".join(glyph.text for glyph in printed.glyphs))
    if unknown > MAX_UNKNOWN:
        message = f"第 {printed.number} 页有 {unknown:.0%} 的字符没有编码，只能看不能读，需要文字识别（OCR）。"
        problems.append(ReadingProblem("unmapped_characters", message, printed.number))
    if unknown > ILLEGIBLE:
        printed = replace(printed, glyphs=(), edges=(), has_image=True)
    return printed, tuple(problems)


def _refuse_without_text(pages: list[Page], problems: list[ReadingProblem]) -> None:
    if any(page.blocks for page in pages):
        return
    if any(problem.code == "unmapped_characters" for problem in problems):
        message = f"全部 {len(pages)} 页的字体都没有说明字符编码，只能看不能读，需要文字识别（OCR）。"
        raise UnreadableFileError("image_only", message)
    if not pages or problems:
        raise UnreadableFileError("damaged", "PDF 中没有一页可以读取，文件已损坏或不完整。请重新下载。")
    if any(page.image_only for page in pages):
        raise UnreadableFileError("image_only", f"全部 {len(pages)} 页都是扫描图片，没有文字，需要文字识别（OCR）。")
    raise UnreadableFileError("empty", "PDF 中没有任何文字。")
