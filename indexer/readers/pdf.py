"""PDF files: opened, bounded and read a page at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from indexer.readers.document import Document, Page, ReadingProblem, UnreadableFileError
from indexer.readers.layout import lay_out
from indexer.readers.limits import Limits
from indexer.readers.plumber import printed_page

MEDIA_TYPE = "application/pdf"

logger = logging.getLogger(__name__)


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read every page of a PDF; a page that cannot be read is a problem, not an error.

    Raises:
        UnreadableFileError: encrypted, damaged, empty, image_only, too_many_pages or timeout.
    """
    with _opened(path) as pdf:
        readings = list(_readings(pdf, limits))
    pages = tuple(page for page, _ in readings)
    problems = tuple(problem for _, problem in readings if problem is not None)
    _refuse_without_text(pages, problems)
    return Document(media_type=MEDIA_TYPE, pages=pages, problems=problems)


def _opened(path: Path) -> PDF:
    try:
        return pdfplumber.open(path)
    except PdfminerException as error:
        raise _opening_error(error) from error


def _opening_error(error: PdfminerException) -> UnreadableFileError:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFEncryptionError):
        return UnreadableFileError("encrypted", "PDF 已加密，需要密码才能打开。请换成未加密的文件。")
    return UnreadableFileError("damaged", "PDF 已损坏或不完整，无法打开。请重新下载。")


def _readings(pdf: PDF, limits: Limits) -> Iterator[tuple[Page, ReadingProblem | None]]:
    deadline = time.monotonic() + limits.max_seconds
    for number, source in enumerate(_sources(pdf), start=1):
        if number > limits.max_pages:
            raise UnreadableFileError("too_many_pages", f"文件超过 {limits.max_pages} 页，未读取。请拆分后再放入。")
        if time.monotonic() > deadline:
            seconds = f"{limits.max_seconds:.0f}"
            raise UnreadableFileError("timeout", f"读取超过 {seconds} 秒（读到第 {number} 页），已放弃。")
        yield _reading(pdf, source, number)
        _forget_streams(pdf)


def _sources(pdf: PDF) -> Iterator[PDFPage]:
    """The page objects one by one; pdfplumber's own list would keep every page in memory."""
    try:
        yield from PDFPage.create_pages(pdf.doc)
    except UnreadableFileError:
        raise
    except Exception as error:  # pdfminer raises whatever a broken page tree makes it trip over
        raise UnreadableFileError("damaged", "PDF 的页面目录已损坏，无法读取。请重新下载。") from error


def _reading(pdf: PDF, source: PDFPage, number: int) -> tuple[Page, ReadingProblem | None]:
    try:
        page = PlumberPage(pdf, source, number)
        try:
            return lay_out(printed_page(page)), None
        finally:
            page.close()
    except Exception:  # pdfminer raises whatever broken content makes it trip over; the other pages stand
        logger.warning("page %d cannot be read", number, exc_info=True)
        problem = ReadingProblem("page_unreadable", f"第 {number} 页内容已损坏，未能读取。", number)
        return Page(number=number, blocks=()), problem


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
