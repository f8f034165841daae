"""A tree of elements to the paragraphs and tables it shows, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from indexer.readers.document import Table
from indexer.readers.html.style import is_hidden

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
    "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
#: White space that a browser folds; a no-break space and an ideographic one stay.
_FOLDED = re.compile(r"[ \t\r\n\f\v]+")
_SPACES = re.compile(r"[ \xa0\u2002\u2003]+")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\xad]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One shown line of text: between block elements or line breaks.

    ``lead`` is the white space before the first character, as stored; ``linked``
    the number of characters inside links.
    """

    text: str
    element: HtmlElement
    linked: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table of data where it stands."""

    table: Table
    element: HtmlElement


Shown = Paragraph | ShownTable

#: Reads a table element, or returns None for one that only lays out what is inside.
ReadTable = Callable[[HtmlElement], Table | None]


def shown(root: HtmlElement, read_table: ReadTable) -> list[Shown]:
    """Every paragraph and data table below an element, hidden ones left out."""
    flow = _Flow()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            flow.leave(element, is_root=element is root)
            continue
        table = read_table(element) if element.tag == "table" and element is not root else None
        if table is not None:
            flow.add(ShownTable(table, element))
        if table is not None or is_hidden(element):
            walk.skip_subtree()
        else:
            flow.enter(element)
    flow.break_line()
    return flow.blocks


def paragraphs(root: HtmlElement) -> list[Paragraph]:
    """Every paragraph below an element, those of tables inside it too."""
    return [block for block in shown(root, lambda _: None) if isinstance(block, Paragraph)]


class _Flow:
    """Collects text until a line ends."""

    def __init__(self) -> None:
        self.blocks: list[Shown] = []
        self._pieces: list[str] = []
        self._element: HtmlElement | None = None
        self._linked = 0
        self._links: list[HtmlElement] = []
        self._preformatted: list[HtmlElement] = []

    def enter(self, element: HtmlElement) -> None:
        self._break_at(element)
        if element.tag == "a" and element.get("href"):  # an anchor without an address leads nowhere
            self._links.append(element)
        if element.tag == "pre":
            self._preformatted.append(element)
        self._take(element.text, element)

    def leave(self, element: HtmlElement, *, is_root: bool) -> None:
        self._break_at(element)
        for opened in (self._links, self._preformatted):
            if opened and opened[-1] is element:
                opened.pop()
        parent = element.getparent()
        if parent is not None and not is_root:
            self._take(element.tail, parent)

    def add(self, block: ShownTable) -> None:
        self.break_line()
        self.blocks.append(block)

    def break_line(self) -> None:
        """End the line; nothing is kept of one that shows nothing."""
        stored = _FOLDED.sub(" ", "".join(self._pieces))
        text = _SPACES.sub(" ", stored).strip()
        if text and self._element is not None:
            lead = stored[: len(stored) - len(stored.lstrip())].lstrip(" ")
            self.blocks.append(Paragraph(text, self._element, self._linked, lead))
        self._pieces.clear()
        self._element, self._linked = None, 0

    def _break_at(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS or element.tag == "br":
            self.break_line()

    def _take(self, text: str | None, element: HtmlElement) -> None:
        if not text:
            return
        lines = text.splitlines() if self._preformatted else [text]
        for position, line in enumerate(lines):
            if position:
                self.break_line()
            self._take_line(_INVISIBLE.sub("", line), element)

    def _take_line(self, text: str, element: HtmlElement) -> None:
        self._pieces.append(text)
        inked = len(text.strip())
        if inked and self._element is None:
            self._element = element
        if self._links:
            self._linked += inked
