"""Word documents (DOCX): paragraphs, tables with their merged cells, and the numbers of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from indexer.readers.document import Document, Line, Page, Table, UnreadableFileError
from indexer.readers.limits import Limits
from indexer.readers.office.list_numbers import ListNumbers
from indexer.readers.office.word_tables import has_columns, read_table
from indexer.readers.office.word_text import PAGE_BREAK, paragraph_lines
from indexer.readers.office.word_xml import Element, WordPackage, child, contents, is_on, local, value

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(path: Path, limits: Limits) -> Document:
    """Read the body; a page begins where the file breaks one, or remembers that Word did.

    Lines and table rows are numbered together from 1 through the file. Deleted
    and hidden text, headers, footers and notes are left out.

    Raises:
        UnreadableFileError: damaged, encrypted, empty, too_large or too_many_pages.
    """
    package = WordPackage(path, limits)
    body = child(package.document, "body")
    blocks = list(_Body(ListNumbers(package)).blocks(body)) if body is not None else []
    pages = tuple(_pages(blocks))
    if not pages:
        raise UnreadableFileError("empty", "Word 文件中没有任何文字。")
    if len(pages) > limits.max_pages:
        raise UnreadableFileError("too_many_pages", f"文件超过 {limits.max_pages} 页，未读取。请拆分后再放入。")
    return Document(MEDIA_TYPE, pages)


@dataclass(frozen=True, slots=True)
class _PageBreak:
    """Here the next page begins."""


_Block = str | Table | _PageBreak


class _Body:
    """Walks the body once, so that lists are counted in order."""

    def __init__(self, numbers: ListNumbers) -> None:
        self._numbers = numbers

    def blocks(self, container: Element) -> Iterator[_Block]:
        """Lines, tables and page breaks in order."""
        for element in contents(container):
            match local(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl" if has_columns(element):
                    table = read_table(element, self._numbers)
                    yield from () if table is None else (table,)
                case "tbl":
                    yield from self._framed(element)

    def _framed(self, table: Element) -> Iterator[_Block]:
        """What a table of one column holds, in order."""
        for row in contents(table):
            for cell in contents(row):
                if local(cell) == "tc":
                    yield from self.blocks(cell)

    def _paragraph(self, paragraph: Element) -> Iterator[_Block]:
        if is_on(child(paragraph, "pPr", "pageBreakBefore")):
            yield _PageBreak()
        for line in paragraph_lines(paragraph, self._numbers):
            yield _PageBreak() if line == PAGE_BREAK else line
        section = child(paragraph, "pPr", "sectPr")
        if section is not None and value(child(section, "type")) != "continuous":
            yield _PageBreak()


def _pages(blocks: Iterable[_Block]) -> Iterator[Page]:
    number, line = 1, 1
    held: list[Line | Table] = []
    for block in chain(blocks, [_PageBreak()]):
        match block:
            case str():
                held.append(Line(block, line))
                line += 1
            case Table():
                held.append(replace(block, line_numbers=tuple(range(line, line + len(block.rows)))))
                line += len(block.rows)
            case _PageBreak() if held:
                yield Page(number, tuple(held))
                number, held = number + 1, []
