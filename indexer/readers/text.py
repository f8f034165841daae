"""Text dumps of disclosures, of two kinds.

*PDF text*: every printed line is followed by an empty one; a page break is a
form feed, or what is left of it: a line that begins with one space right under
the line before. *Recognised text* (OCR, Markdown): paragraphs between empty
lines, table rows as lines of tab-separated cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from indexer.readers.document import Cell, Document, Line, Page, ReadingProblem, Table, UnreadableFileError
from indexer.readers.encoding import decode
from indexer.readers.limits import Limits
from indexer.readers.markup import clean_cell, without_formulas

MEDIA_TYPE = "text/plain"

#: Share of printed lines followed by an empty line from which a file is taken for PDF text.
_SPACED_OUT = 0.6


class _Row(NamedTuple):
    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_tabbed(self) -> bool:
        return "\t" in self.text and not self.is_blank


def read_text(path: Path, limits: Limits) -> Document:
    """Read a text dump; lines keep their numbers in the file, empty ones are left out.

    Raises:
        UnreadableFileError: not_text, empty or too_many_pages.
    """
    decoded = decode(path.read_bytes())
    if decoded is None:
        raise UnreadableFileError("not_text", "文件内容不是文本（无法按 UTF-8、UTF-16 或 GB18030 解码）。")
    pages = tuple(_pages(decoded.text))
    if not pages:
        raise UnreadableFileError("empty", "文件中没有任何文字。")
    if len(pages) > limits.max_pages:
        raise UnreadableFileError("too_many_pages", f"文件超过 {limits.max_pages} 页，未读取。请拆分后再放入。")
    return Document(MEDIA_TYPE, pages, _decoding_problems(decoded.errors))


def _decoding_problems(errors: int) -> tuple[ReadingProblem, ...]:
    if not errors:
        return ()
    return (ReadingProblem("undecodable", f"有 {errors} 处字符无法解码，显示为 \ufffd。"),)


def _pages(text: str) -> list[Page]:
    rows = [_Row(number, line) for number, line in enumerate(_lines(text), start=1)]
    return [
        Page(number=number, blocks=tuple(_blocks(page_rows)))
        for number, page_rows in enumerate(_split_pages(rows), start=1)
    ]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _split_pages(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The rows of each page; the mark of the break is taken off, a break at either end begins no page."""
    breaks_leave_a_space = _is_pdf_text(rows)
    pages: list[list[_Row]] = [[]]
    for number, text in rows:
        head, *tails = text.split("\f")
        if breaks_leave_a_space and _follows_a_break(head):
            pages.append([])
            head = head[1:]
        pages[-1].append(_Row(number, head))
        pages.extend([_Row(number, tail)] for tail in tails)
    return _without_blank_ends(pages)


def _is_pdf_text(rows: Sequence[_Row]) -> bool:
    if any(row.is_tabbed for row in rows):
        return False
    printed = [row.number for row in rows if not row.is_blank]
    spaced = sum(1 for number in printed if number < len(rows) and rows[number].is_blank)
    return spaced >= _SPACED_OUT * len(printed)


def _follows_a_break(text: str) -> bool:
    return text.startswith(" ") and not text.startswith("  ")


def _without_blank_ends(pages: list[list[_Row]]) -> list[list[_Row]]:
    printed = [position for position, page in enumerate(pages) if any(not row.is_blank for row in page)]
    return pages[printed[0] : printed[-1] + 1] if printed else []


def _blocks(rows: Sequence[_Row]) -> Iterator[Line | Table]:
    in_table = _rows_of_tables(rows)
    for tabbed, group in groupby(rows, key=lambda row: row in in_table):
        if tabbed:
            yield _table(list(group))
        else:
            yield from (_line(row) for row in group if not row.is_blank)


def _rows_of_tables(rows: Sequence[_Row]) -> set[_Row]:
    """Rows with tabs, and the single-cell rows that stand between two such."""
    tabbed = {row for row in rows if row.is_tabbed}
    between = (
        row
        for before, row, after in zip(rows, rows[1:], rows[2:], strict=False)
        if not row.is_blank and before in tabbed and after in tabbed
    )
    return tabbed | set(between)


def _line(row: _Row) -> Line:
    return Line(text=without_formulas(row.text.rstrip()), number=row.number)


def _table(rows: Sequence[_Row]) -> Table:
    cells = [[Cell(clean_cell(cell)) for cell in row.text.split("\t")] for row in rows]
    width = max(map(len, cells))
    return Table(
        rows=tuple(tuple(row + [Cell("")] * (width - len(row))) for row in cells),
        exact_columns=False,
        line_numbers=tuple(row.number for row in rows),
    )
