"""Why a cell differs from pdfplumber's own reading of the page.

Each cause is a change to the objects of pdfplumber's own page, after which
pdfplumber reads the page again with its own code. The changes are made one
after the other; the first one after which the cell is the same is its cause.
Nothing here knows a file, a page or a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from pdfplumber.page import FilteredPage, Page

from indexer.readers.plumber import printed_page
from indexer.readers.printed import Edge, band, is_slanted, straight_edge
from indexer.readers.rules import missing_sides
from indexer.readers.shading import Shading

#: One character or shape in the form that pdfplumber gives it.
PageObject = dict[str, Any]


def without_paper(page: Page) -> Page:
    """Areas filled white, without an outline and on nothing coloured, have no sides."""
    shading = Shading()
    return _changed(page, rect=[rect for rect in page.rects if not _is_paper(rect, shading)])


def with_straightened_rules(page: Page) -> Page:
    """Sides of drawn shapes that stray by a point at most are horizontal or vertical."""
    drawn = [*page.lines, *page.curves]
    edges = (straight_edge(start, end) for shape in drawn for start, end in pairwise(shape["pts"]))
    return _changed(page, line=[_line(edge) for edge in edges if edge is not None], curve=[])


def with_cut_cells_closed(page: Page) -> Page:
    """A cell that goes on over the page, printed without a rule at the cut, has its fourth side there."""
    printed = printed_page(page.root_page)
    return _changed(page, line=[*page.lines, *map(_line, missing_sides(printed.edges, printed.ink))])


def without_slanted_text(page: Page) -> Page:
    """Watermarks belong to no cell."""
    return _changed(page, char=[char for char in page.chars if not is_slanted(*char["matrix"][:2])])


def without_fake_bold(page: Page) -> Page:
    """A character printed twice within a point is there once."""
    return page.dedupe_chars(tolerance=1, extra_attrs=())


def with_text_on_base_lines(page: Page) -> Page:
    """Characters stand where their base line is, whatever their font states of its own descent."""
    return _changed(page, char=[_on_base_line(char) for char in page.chars])


#: What is changed, in this order, and how.
CAUSES: dict[str, Callable[[Page], Page]] = {
    "areas of white paper are no cells": without_paper,
    "rules that stray by a point are straight": with_straightened_rules,
    "cells cut off by the page are closed": with_cut_cells_closed,
    "slanted watermarks are no text": without_slanted_text,
    "fake bold is printed once": without_fake_bold,
    "text is ordered by base lines": with_text_on_base_lines,
}


def corrected(page: Page) -> Iterator[tuple[str, Page]]:
    """The page after each cause, together with those before, is removed."""
    for cause, change in CAUSES.items():
        page = change(page)
        yield cause, page


def _changed(page: Page, **objects: list[PageObject]) -> Page:
    changed = FilteredPage(page, lambda _: True)
    changed._objects = {**page.objects, **objects}
    return changed


def _is_paper(rect: PageObject, shading: Shading) -> bool:
    color = rect["non_stroking_color"]
    parts = color if isinstance(color, (tuple, list)) else (color,)
    numbers = (part for part in parts if isinstance(part, (int, float)))
    box = (rect["x0"], rect["top"], rect["x1"], rect["bottom"])
    return rect["fill"] and not rect["stroke"] and shading.is_paper(box, *numbers)


def _line(edge: Edge) -> PageObject:
    return {
        "object_type": "line",
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "doctop": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "pts": [(edge.x0, edge.top), (edge.x1, edge.bottom)],
    }


def _on_base_line(char: PageObject) -> PageObject:
    _, b, _, d, _, base_line = char["matrix"]
    if b != 0:
        return char
    height = char["bottom"] - char["top"]
    below, above = band(base_line, height if d > 0 else -height)
    page_height = char["y0"] + char["bottom"]
    return {**char, "top": page_height - above, "bottom": page_height - below, "doctop": page_height - above}
