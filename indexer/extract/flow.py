"""From pages to one flow of printed lines and tables, without page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.records import Box, Citation
from indexer.readers.document import Cell, Document, Line, Page, Table

#: A page number as printed: "- 3 -", "— 12 —", "第 3 页", "3 / 22", "3".
_PAGE_NUMBER = re.compile(
    r"[-—–－─]{1,2}\s*\d{1,4}\s*[-—–－─]{1,2}|第?\s*\d{1,3}\s*页?|\d{1,4}\s*/\s*\d{1,4}"
    r"|第\s*\d{1,3}\s*页\s*[，,/]?\s*共\s*\d{1,3}\s*页|[·~～]\s*\d{1,4}\s*[·~～]"
)

#: Titles, units and heads of tables come again on every page that a table takes.
_BELONGS_TO_TABLE = re.compile(r"表|单位[:：]|科目|项目|编码|合计|年度[）)]")
#: How often a running head is printed at least.
_LEAST_REPEATS = 4

_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Text without any white space: how labels, names and titles are compared.

    >>> squeeze("收 入\\n合 计")
    '收入合计'
    """
    return _SPACE.sub("", text)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line and where it stands. ``page_start`` marks the first line of a page."""

    text: str
    page: int
    number: int
    citation: Citation
    page_start: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table of cells on one page."""

    table: Table
    page: int
    citation: Citation

    def row_citation(self, row: int) -> Citation:
        """Where one row of the table is printed."""
        if self.table.line_numbers:
            number = self.table.line_numbers[row]
            return Citation(self.page, first_line=number, last_line=number)
        return Citation(self.page, box=_union(cell.box for cell in self.table.rows[row] if cell))


Item = TextLine | PrintedTable


def flow(document: Document) -> tuple[Item, ...]:
    """Every line and table of the document in reading order; page numbers and running heads are left out.

    A running head stands in the flow once, where it is printed first.
    """
    running = _running_heads(document.pages)
    return tuple(item for page in document.pages for item in _page_items(page, running))


def _running_heads(pages: Sequence[Page]) -> dict[str, int]:
    """Lines at the edges of at least half of the pages, with the page of each that is the first."""
    printed: dict[str, list[int]] = {}
    for page in pages:
        for text in {squeeze(block.text) for block in _edges(page) if isinstance(block, Line)}:
            printed.setdefault(text, []).append(page.number)
    least = max(_LEAST_REPEATS, len(pages) / 2)
    return {text: on[0] for text, on in printed.items() if len(on) >= least and not _BELONGS_TO_TABLE.search(text)}


def _edges(page: Page) -> tuple[Line | Table, ...]:
    return (*page.blocks[:2], *page.blocks[-2:])


def _page_items(page: Page, running: Mapping[str, int]) -> Iterator[Item]:
    blocks = list(page.blocks)
    edges = {0, 1, len(blocks) - 1}
    started = False
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            yield PrintedTable(block, page.number, _table_citation(block, page.number))
        elif running.get(squeeze(block.text), page.number) != page.number:
            continue
        elif not (index in edges and _PAGE_NUMBER.fullmatch(block.text.strip())):
            yield _text_line(block, page.number, page_start=not started)
        started = True


def _text_line(line: Line, page: int, *, page_start: bool) -> TextLine:
    if line.box is None:
        citation = Citation(page, first_line=line.number, last_line=line.number)
    else:
        citation = Citation(page, box=Box(*line.box))
    return TextLine(line.text.strip(), page, line.number, citation, page_start)


def _table_citation(table: Table, page: int) -> Citation:
    if table.line_numbers:
        return Citation(page, first_line=table.line_numbers[0], last_line=table.line_numbers[-1])
    return Citation(page, box=Box(*table.box) if table.box else None)


def _union(boxes: Iterator[tuple[float, float, float, float] | None]) -> Box | None:
    known = [box for box in boxes if box]
    if not known:
        return None
    return Box(min(b[0] for b in known), min(b[1] for b in known), max(b[2] for b in known), max(b[3] for b in known))


def span(citations: list[Citation]) -> tuple[Citation, ...]:
    """One citation a page that covers all the given ones, in page order."""
    pages: dict[int, list[Citation]] = {}
    for citation in citations:
        pages.setdefault(citation.page, []).append(citation)
    return tuple(_cover(page, group) for page, group in sorted(pages.items()))


def _cover(page: int, group: list[Citation]) -> Citation:
    lines = [n for c in group for n in (c.first_line, c.last_line) if n is not None]
    if lines:
        return Citation(page, first_line=min(lines), last_line=max(lines))
    boxes = ((c.box.x0, c.box.top, c.box.x1, c.box.bottom) if c.box else None for c in group)
    return Citation(page, box=_union(boxes))


def within(inner: Citation, outer: Citation) -> bool:
    """Whether one place lies inside another on the same page."""
    if inner.page != outer.page:
        return False
    if inner.first_line is not None and outer.first_line is not None and outer.last_line is not None:
        return outer.first_line <= inner.first_line <= outer.last_line
    if inner.box is None or outer.box is None:
        return False
    return outer.box.top <= inner.box.top and inner.box.bottom <= outer.box.bottom


def cell_text(cell: Cell | None) -> str:
    """The text of a cell without line breaks; '' for a blank or absent one."""
    return squeeze(cell.text) if cell else ""
