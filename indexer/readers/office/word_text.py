"""The text of Word paragraphs, as shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.readers.office.list_numbers import ListNumbers
from indexer.readers.office.word_xml import Element, child, contents, is_on, local, value

#: Stands among the lines of a paragraph where a page ends.
PAGE_BREAK = "\f"

_SPACES = re.compile(r"[ \t\xa0]+")
_PRIVATE_USE = range(0xE000, 0xF900)


def paragraph_lines(paragraph: Element, numbers: ListNumbers) -> list[str]:
    """The shown lines of a paragraph, its list number before the first; then those of its text boxes."""
    marked = numbers.before(paragraph)
    pieces = "".join(_pieces(paragraph))
    lines = [line for line in (marked + pieces if pieces.strip(" \t\n\f") else pieces).split("\n") if line]
    shown = [part for line in lines for part in _with_breaks(line)]
    return [*shown, *_box_lines(paragraph, numbers)]


def _with_breaks(line: str) -> Iterator[str]:
    for position, part in enumerate(line.split(PAGE_BREAK)):
        if position:
            yield PAGE_BREAK
        text = _SPACES.sub(" ", part).strip()
        if text:
            yield text


def _pieces(parent: Element) -> Iterator[str]:
    for element in contents(parent):
        match local(element):
            case "r" if not is_on(child(element, "rPr", "vanish")):
                yield from _run(element)
            case "oMath" | "oMathPara":
                yield "".join(text for text in element.itertext())


def _run(run: Element) -> Iterator[str]:
    for element in run:
        match local(element):
            case "t":
                yield element.text or ""
            case "tab" | "ptab":
                yield " "
            case "br" if value(element, "type") == "page":
                yield PAGE_BREAK
            case "br" | "cr":
                yield "\n"
            case "lastRenderedPageBreak":
                yield PAGE_BREAK
            case "noBreakHyphen":
                yield "-"
            case "sym":
                yield _symbol(value(element, "char") or "")
            case "ruby":
                base = child(element, "rubyBase")
                yield from _pieces(base) if base is not None else ()


def _symbol(code: str) -> str:
    """A character of a symbol font; '' for one that only this font knows."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return "" if point in _PRIVATE_USE or not 0 < point < 0x110000 else chr(point)


def _box_lines(paragraph: Element, numbers: ListNumbers) -> Iterator[str]:
    """Lines of the text boxes anchored here; a box is stored twice, for old and new programs."""
    for box in paragraph.iter("{*}txbxContent"):
        above = [local(element) for element in box.iterancestors()]
        if "Fallback" in above or "txbxContent" in above[: above.index("p")]:
            continue
        for inner in box.iter("{*}p"):
            yield from paragraph_lines(inner, numbers)
