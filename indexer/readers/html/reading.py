"""From a page to a document: decoded, parsed, its body found, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from indexer.readers.document import Document, Line, Page, ReadingProblem, Table, UnreadableFileError
from indexer.readers.encoding import DecodedText
from indexer.readers.html.body import find_body
from indexer.readers.html.flow import Shown, ShownTable, shown
from indexer.readers.html.positioned import positioned_pages
from indexer.readers.html.tables import read_table
from indexer.readers.html.tree import decode_html, is_from_office, parse_html, strip, title_of
from indexer.readers.limits import Limits

MEDIA_TYPE = "text/html"


def read_html(path: Path, limits: Limits) -> Document:
    """Read the body of a page as one page, or as the pages it draws.

    Lines and table rows are numbered together from 1 in the order they are shown. A page that an Office program saved
    has no portal around its body and is read whole.

    Raises:
        UnreadableFileError: shell, not_text, empty or too_many_pages.
    """
    return document_of(decode_html(path.read_bytes()), limits)


def document_of(decoded: DecodedText, limits: Limits, media_type: str = MEDIA_TYPE) -> Document:
    """Read a page that is decoded; see ``read_html``."""
    root = parse_html(decoded.text)
    title = title_of(root)
    by_office = is_from_office(decoded.text)
    strip(root)
    pages = positioned_pages(root, limits)
    if not pages:
        blocks = shown(root, read_table)
        pages = (Page(1, tuple(_numbered(blocks if by_office else find_body(blocks, title)))),)
    if not any(page.blocks for page in pages):
        raise UnreadableFileError("empty", "网页中没有任何文字。")
    return Document(media_type, pages, _problems(decoded))


def _numbered(blocks: Iterable[Shown]) -> Iterator[Line | Table]:
    number = 1
    for block in blocks:
        if isinstance(block, ShownTable):
            rows = len(block.table.rows)
            yield replace(block.table, line_numbers=tuple(range(number, number + rows)))
            number += rows
        else:
            yield Line(block.text, number)
            number += 1


def _problems(decoded: DecodedText) -> tuple[ReadingProblem, ...]:
    if not decoded.errors:
        return ()
    return (ReadingProblem("undecodable", f"有 {decoded.errors} 处字符无法解码，显示为 \ufffd。"),)
