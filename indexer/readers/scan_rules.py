"""The ruled lines of a scanned page, found in its image."""

from __future__ import annotations

from PIL.Image import Image

from indexer.readers.printed import Edge
from indexer.readers.shading import THICKEST_RULE

#: Shortest rule, in points: longer than the strokes of letters in headings, shorter than the cells of most tables.
_SHORTEST = 24.0
#: How much darker than its surroundings ink is, of 255.
_INK = 12
#: Width of these surroundings, in pixels; odd.
_SURROUNDINGS = 31


def scanned_edges(image: Image, pixels_per_point: float) -> tuple[Edge, ...]:
    """The horizontal and vertical rules of a page image, in points; of a page scanned slightly aslant in pieces."""
    import cv2  # here, because it comes with the optional part for text recognition
    import numpy

    grey = numpy.asarray(image.convert("L"))
    ink = cv2.adaptiveThreshold(255 - grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, _SURROUNDINGS, -_INK)
    length = max(round(_SHORTEST * pixels_per_point), 2)
    edges: list[Edge] = []
    for kernel in ((length, 1), (1, length)):
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        _, _, found, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        for left, top, width, height in found[1:, :4].tolist():
            edge = _edge(
                left / pixels_per_point, top / pixels_per_point, width / pixels_per_point, height / pixels_per_point
            )
            edges.extend(() if edge is None else (edge,))
    return tuple(edges)


def _edge(left: float, top: float, width: float, height: float) -> Edge | None:
    """The middle line of a thin stroke; None for a dark area."""
    if min(width, height) > THICKEST_RULE:
        return None
    if width > height:
        return Edge(left, top + height / 2, left + width, top + height / 2)
    return Edge(left + width / 2, top, left + width / 2, top + height)
