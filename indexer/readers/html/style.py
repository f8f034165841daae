"""Inline styles: what they hide, where they put things, what they rule."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?|-?\.\d+)(pt|px|in|cm|mm|pc)?(?![\w%])")
_BORDER_WIDTH = re.compile(r"thin|medium|thick|\d+(?:\.\d+)?")


def declarations(element: HtmlElement) -> Mapping[str, str]:
    """The inline style of an element, names in lower case; of repeated ones the last counts."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, colon, value in pairs if colon}


def points(value: str | None) -> float | None:
    """A length in points, a bare number taken for pixels; None for anything relative.

    >>> points("12px"), points("1.5pt"), points("auto")
    (9.0, 1.5, None)
    """
    found = _LENGTH.match(value.strip()) if value else None
    return float(found[1]) * _POINTS[found[2] or "px"] if found else None


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element itself says that it is not shown."""
    if "hidden" in element.attrib:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or "mso-hide:all" in style


def has_border(style: Mapping[str, str], side: str) -> bool:
    """Whether a side (top, right, bottom, left) of a box is ruled."""
    value = style.get(f"border-{side}", style.get("border", "none"))
    width = _BORDER_WIDTH.search(value)
    return "none" not in value and "hidden" not in value and width is not None and width[0].strip("0.") != ""
