"""Glyphs and edges of one page by pdfplumber: the reference reading of a PDF page."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTRect
from pdfplumber.page import Page as PlumberPage

from indexer.readers.document import BoxTuple
from indexer.readers.printed import Edge, Glyph, PrintedPage, straight_edge


def printed_page(page: PlumberPage) -> PrintedPage:
    """Everything drawn on a page.

    pdfplumber's own object dictionaries are passed by: making them takes as long as parsing the page.
    """
    items = list(_leaves(page.layout))
    box = tuple(float(side) for side in page.bbox)
    frame = _Frame(box[0], box[3])
    return PrintedPage(
        number=page.page_number,
        box=(box[0], box[1], box[2], box[3]),
        glyphs=tuple(frame.glyph(item) for item in items if isinstance(item, LTChar)),
        edges=tuple(edge for item in items if isinstance(item, LTCurve) for edge in frame.edges(item)),
        has_image=any(isinstance(item, LTImage) for item in items),
    )


def _leaves(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


class _Frame:
    """Turns pdfminer's coordinates (origin bottom left of the page) into those of the page as shown."""

    def __init__(self, left: float, bottom: float) -> None:
        self._left = left
        self._bottom = bottom

    def glyph(self, char: LTChar) -> Glyph:
        x0, y0, x1, y1 = char.bbox
        return Glyph(char.get_text(), x0 + self._left, self._bottom - y1, x1 + self._left, self._bottom - y0)

    def edges(self, curve: LTCurve) -> Iterator[Edge]:
        """The horizontal and vertical sides of a drawn path, as pdfplumber sees them."""
        if isinstance(curve, LTRect):
            yield from self._sides(curve.bbox)
            return
        points = [(x + self._left, self._bottom - y) for x, y in curve.pts]
        for start, end in itertools.pairwise(points):
            edge = straight_edge(start, end)
            if edge is not None:
                yield edge

    def _sides(self, bbox: BoxTuple) -> tuple[Edge, ...]:
        x0, x1 = bbox[0] + self._left, bbox[2] + self._left
        top, bottom = self._bottom - bbox[3], self._bottom - bbox[1]
        return (
            Edge(x0, top, x1, top),
            Edge(x0, bottom, x1, bottom),
            Edge(x0, top, x0, bottom),
            Edge(x1, top, x1, bottom),
        )
