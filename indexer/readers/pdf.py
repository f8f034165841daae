"""PDF files: opened, bounded and read a page at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from itertools import islice
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from indexer.readers.document import Document, Page, ReadingProblem, UnreadableFileError
from indexer.readers.layout import lay_out
from indexer.readers.limits import Limits
from indexer.readers.plumber import printed_page
from indexer.readers.printed import UNKNOWN, PrintedPage

MEDIA_TYPE = "application/pdf"

#: Share of a page's characters that may lack a known meaning before the page is reported.
MAX_UNKNOWN = 0.05

logger = logging.getLogger(__name__)
# pdfminer warns of every font without a box; what matters to a user becomes a ReadingProblem here.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read every page of a PDF; a page that cannot be read is a problem, not an error.

    Raises:
        UnreadableFileError: encrypted, damaged, empty, image_only, too_many_pages or timeout.
    """
    with path.open("rb") as stream:
        readings = list(_readings(_opened(stream), limits))
    pages = tuple(page for page, _ in readings)
    problems = tuple(problem for _, found in readings for problem in found)
    _refuse_without_text(pages, problems)
    return Document(media_type=MEDIA_TYPE, pages=pages, problems=problems)


def _opened(stream: BufferedReader) -> PDF:
    """The document; never closed, since pdfplumber makes an object of every page to do that."""
    try:
        return pdfplumber.open(stream)
    except Exception as error:  # pdfminer raises whatever a broken file makes it trip over
        raise _opening_error(error) from error


def _opening_error(error: Exception) -> UnreadableFileError:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFEncryptionError):
        return UnreadableFileError("encrypted", "PDF 已加密，需要密码才能打开。请换成未加密的文件。")
    return UnreadableFileError("damaged", "PDF 已损坏或不完整，无法打开。请重新下载。")


def _readings(pdf: PDF, limits: Limits) -> Iterator[tuple[Page, tuple[ReadingProblem, ...]]]:
    deadline = time.monotonic() + limits.max_seconds
    _refuse_too_many(pdf, limits.max_pages)
    for number, source in enumerate(_sources(pdf), start=1):
        if number > limits.max_pages:
            raise _too_many_pages(limits.max_pages)
        if time.monotonic() > deadline:
            seconds = f"{limits.max_seconds:.0f}"
            raise UnreadableFileError("timeout", f"读取超过 {seconds} 秒（读到第 {number} 页），已放弃。")
        yield _reading(pdf, source, number, limits.max_edges)
        _forget_streams(pdf)


def _refuse_too_many(pdf: PDF, max_pages: int) -> None:
    """Count the pages before reading the first when the file declares too many; declarations may be false."""
    if _declared_pages(pdf) > max_pages and len(list(islice(_sources(pdf), max_pages + 1))) > max_pages:
        raise _too_many_pages(max_pages)


def _declared_pages(pdf: PDF) -> int:
    root = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(root.get("Count")) if isinstance(root, dict) else None
    return count if isinstance(count, int) else 0


def _too_many_pages(max_pages: int) -> UnreadableFileError:
    return UnreadableFileError("too_many_pages", f"文件超过 {max_pages} 页，未读取。请拆分后再放入。")


def _sources(pdf: PDF) -> Iterator[PDFPage]:
    """The page objects one by one; pdfplumber's own list would keep every page in memory."""
    try:
        yield from PDFPage.create_pages(pdf.doc)
    except Exception as error:  # pdfminer raises whatever a broken page tree makes it trip over
        raise UnreadableFileError("damaged", "PDF 的页面目录已损坏，无法读取。请重新下载。") from error


def _reading(pdf: PDF, source: PDFPage, number: int, max_edges: int) -> tuple[Page, tuple[ReadingProblem, ...]]:
    try:
        page = PlumberPage(pdf, source, number)
        try:
            printed = printed_page(page)
        finally:
            page.close()
        bounded, problems = _bounded(printed, max_edges)
        return lay_out(bounded), problems
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
    unknown = sum(glyph.text == UNKNOWN for glyph in printed.glyphs)
    if unknown > MAX_UNKNOWN * len(printed.glyphs):
        share = f"{100 * unknown / len(printed.glyphs):.0f}%"
        message = f"第 {printed.number} 页有 {share} 的字符没有编码，只能看不能读，需要文字识别（OCR）。"
        problems.append(ReadingProblem("unmapped_characters", message, printed.number))
    return printed, tuple(problems)


def _forget_streams(pdf: PDF) -> None:
    """Drop decoded content and images, which pdfminer would keep until the file is closed."""
    cached = pdf.doc._cached_objs
    for identifier in [key for key, (value, _) in cached.items() if isinstance(value, PDFStream)]:
        del cached[identifier]


def _refuse_without_text(pages: tuple[Page, ...], problems: tuple[ReadingProblem, ...]) -> None:
    if any(page.blocks for page in pages):
        return
    if not pages or problems:
        raise UnreadableFileError("damaged", "PDF 中没有一页可以读取，文件已损坏或不完整。请重新下载。")
    if any(page.image_only for page in pages):
        raise UnreadableFileError("image_only", f"全部 {len(pages)} 页都是扫描图片，没有文字，需要文字识别（OCR）。")
    raise UnreadableFileError("empty", "PDF 中没有任何文字。")
