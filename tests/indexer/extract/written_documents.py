"""Small documents of our own, and the parts that extraction makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Disclosure, SourceFile
from indexer.extract import extract
from indexer.extract.flow import Item, TextLine, flow
from indexer.extract.regions import Layout, StatementRegion, layout
from indexer.readers.document import Document, Line, Page, Table

LINE_HEIGHT = 20.0
SOURCE = SourceFile("5" * 64, "/disclosures/own.pdf", "application/pdf", 1, 1)


def document(*pages: Sequence[str | Table]) -> Document:
    """A PDF whose pages print these lines and tables from top to bottom."""
    return Document(
        "application/pdf", tuple(Page(number, _blocks(page), 600.0, 800.0) for number, page in enumerate(pages, 1))
    )


def text_document(*lines: str) -> Document:
    """A text dump of one page."""
    return Document("text/plain", (Page(1, tuple(Line(text, number) for number, text in enumerate(lines, 1))),))


def _blocks(page: Sequence[str | Table]) -> tuple[Line | Table, ...]:
    blocks: list[Line | Table] = []
    for number, block in enumerate(page, start=1):
        top = number * LINE_HEIGHT
        box = (50.0, top, 50.0 + 10.0 * len(block) if isinstance(block, str) else 0.0, top + 12.0)
        blocks.append(Line(block, number, box) if isinstance(block, str) else block)
    return tuple(blocks)


def items_of(*pages: Sequence[str | Table]) -> tuple[Item, ...]:
    return flow(document(*pages))


def layout_of(*pages: Sequence[str | Table]) -> Layout:
    return layout(items_of(*pages))


def text_lines(*pages: Sequence[str]) -> list[TextLine]:
    """The printed lines of a document without tables."""
    return [item for item in items_of(*pages) if isinstance(item, TextLine)]


def statement(title: str, *blocks: str | Table) -> StatementRegion:
    """The one statement of a page that prints a title and these lines and tables below it."""
    cut = layout_of([title, *blocks])
    assert [region.title for region in cut.statements] == [title]
    return cut.statements[0]


def disclosure(*pages: Sequence[str | Table]) -> Disclosure:
    return extract(document(*pages), SOURCE)
