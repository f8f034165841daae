"""Pages drawn with absolute positions: what programs make that turn PDF into HTML.

Each piece of text has its place, each rule is an empty box with a border. That
is a printed page again, and it is read as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from indexer.readers.document import Page, UnreadableFileError
from indexer.readers.html.style import declarations, has_border, points
from indexer.readers.layout import lay_out
from indexer.readers.limits import Limits
from indexer.readers.printed import Edge, Glyph, PrintedPage, box_edges

#: Share of all shown text that must have its place before the page is read by places.
_MOST = 0.5
#: Points, where a piece of text does not say.
_USUAL_SIZE = 10.5
#: Width of a narrow character in ems.
_NARROW = 0.5


def positioned_pages(root: HtmlElement, limits: Limits) -> tuple[Page, ...]:
    """The pages of a document drawn with absolute positions; () for any other.

    Raises:
        UnreadableFileError: too_many_pages.
    """
    sheets: dict[HtmlElement, list[HtmlElement]] = {}
    for element in root.iter("div", "span", "p"):
        if _is_placed(element):
            sheets.setdefault(_sheet(element), []).append(element)
    placed = sum(_inked(element) for elements in sheets.values() for element in elements)
    if placed < max(1, _MOST * _inked(root)):
        return ()
    if len(sheets) > limits.max_pages:
        raise UnreadableFileError("too_many_pages", f"文件超过 {limits.max_pages} 页，未读取。请拆分后再放入。")
    return tuple(lay_out(_printed(number, *sheet)) for number, sheet in enumerate(sheets.items(), start=1))


def _is_placed(element: HtmlElement) -> bool:
    """Whether an element without placed ones inside it has a place of its own."""
    style = declarations(element)
    at = points(style.get("left")), points(style.get("top"))
    return style.get("position") == "absolute" and None not in at and element.find(".//div") is None


def _sheet(element: HtmlElement) -> HtmlElement:
    """The nearest element around that has a size: the page."""
    for above in element.iterancestors():
        style = declarations(above)
        if points(style.get("width")) and points(style.get("height")):
            return above
    parent = element.getparent()
    assert parent is not None  # a placed element is below the root
    return parent


def _inked(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _printed(number: int, sheet: HtmlElement, elements: list[HtmlElement]) -> PrintedPage:
    style = declarations(sheet)
    glyphs: list[Glyph] = []
    edges: list[Edge] = []
    for element in elements:
        place = declarations(element)
        if _inked(element):
            glyphs.extend(_glyphs(element.text_content(), place))
        else:
            edges.extend(_edges(place))
    right = max((glyph.x1 for glyph in glyphs), default=0.0)
    bottom = max((glyph.bottom for glyph in glyphs), default=0.0)
    return PrintedPage(
        number=number,
        width=points(style.get("width")) or right,
        height=points(style.get("height")) or bottom,
        glyphs=tuple(glyphs),
        edges=tuple(edges),
        has_image=sheet.find(".//img") is not None,
    )


def _place(style: Mapping[str, str], name: str) -> float:
    return points(style.get(name)) or 0.0


def _glyphs(text: str, style: Mapping[str, str]) -> Iterator[Glyph]:
    size = points(style.get("font-size")) or _USUAL_SIZE
    x, top = _place(style, "left"), _place(style, "top")
    for char in text:
        width = size if unicodedata.east_asian_width(char) in "WFA" else _NARROW * size
        yield Glyph(char, x, top, x + width, top + size)
        x += width


def _edges(style: Mapping[str, str]) -> list[Edge]:
    left, top = _place(style, "left"), _place(style, "top")
    right, bottom = left + _place(style, "width"), top + _place(style, "height")
    upper, lower, near, far = box_edges(left, top, right, bottom)
    sides = {"top": upper, "bottom": lower, "left": near, "right": far}
    return [edge for side, edge in sides.items() if has_border(style, side)]
