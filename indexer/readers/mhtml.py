"""Web archives (MHTML): what Word and browsers save, often under the name of a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32
from pathlib import Path

from indexer.readers.document import Document, Line, Page, Table, UnreadableFileError
from indexer.readers.html.reading import document_of
from indexer.readers.html.tree import decode_html
from indexer.readers.limits import Limits

MEDIA_TYPE = "multipart/related"

#: Refusals of one page in the archive that another page may make up for: a frame set, a header, an empty sheet.
_EMPTY_CODES = frozenset({"shell", "empty"})


def read_mhtml(path: Path, limits: Limits) -> Document:
    """Read every page of the archive that has a body; a workbook saved so has one for each sheet.

    Raises:
        UnreadableFileError: damaged, and what a page of the archive is refused for when there is no other.
    """
    documents: list[Document] = []
    refusal = UnreadableFileError("damaged", "网页存档中没有网页，文件已损坏或不完整。请重新下载。")
    for part in _pages_of(path):
        try:
            documents.append(_document(part, limits))
        except UnreadableFileError as error:
            if error.code not in _EMPTY_CODES:
                raise
            refusal = error
    if not documents:
        raise refusal
    return _joined(documents, limits)


def _pages_of(path: Path) -> Iterator[Message]:
    try:
        message = message_from_bytes(path.read_bytes(), policy=compat32)
        yield from (part for part in message.walk() if part.get_content_type() == "text/html")
    except (MessageError, RecursionError, LookupError, ValueError) as error:
        raise UnreadableFileError("damaged", "网页存档已损坏或不完整，无法读取。请重新下载。") from error


def _document(part: Message, limits: Limits) -> Document:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise UnreadableFileError("empty", "网页存档中没有任何内容。")
    return document_of(decode_html(content, part.get_content_charset()), limits, MEDIA_TYPE)


def _joined(documents: list[Document], limits: Limits) -> Document:
    """The pages of all documents, pages and lines numbered on."""
    pages: list[Page] = []
    lines = 0
    for page in (page for document in documents for page in document.pages):
        shown = replace(page, number=len(pages) + 1, blocks=tuple(_moved(block, lines) for block in page.blocks))
        lines += sum(len(block.rows) if isinstance(block, Table) else 1 for block in page.blocks)
        pages.append(shown)
    if len(pages) > limits.max_pages:
        raise UnreadableFileError("too_many_pages", f"文件超过 {limits.max_pages} 页，未读取。请拆分后再放入。")
    return Document(MEDIA_TYPE, tuple(pages), tuple(problem for document in documents for problem in document.problems))


def _moved(block: Line | Table, lines: int) -> Line | Table:
    """A block numbered behind so many lines; places on a drawn page stay as they are."""
    if block.box is not None:
        return block
    if isinstance(block, Table):
        return replace(block, line_numbers=tuple(number + lines for number in block.line_numbers))
    return replace(block, number=block.number + lines)
