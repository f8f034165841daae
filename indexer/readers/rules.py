"""Drawn edges to the cells of ruled tables, with pdfplumber's table finder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdfplumber.table import cells_to_tables, merge_edges

from indexer.readers.crossings import smallest_cells
from indexer.readers.document import BoxTuple
from indexer.readers.frames import closing_rules
from indexer.readers.printed import Edge, Point

#: How far apart, in points, rules may lie and still be one, touch or cross: pdfplumber's own default.
TOLERANCE = 3.0
#: Drawn segments shorter than this, in points, are dots.
_DOT = 1.0


def ruled_cells(edges: Iterable[Edge], ink: Sequence[Point]) -> list[list[BoxTuple]]:
    """The cells of each ruled table of one page; tables from top to bottom, left to right.

    ``ink`` are the centres of the printed characters: a cell that the page cuts off counts when it holds some.
    """
    rules = _rules(edges)
    closing = closing_rules(rules, ink, TOLERANCE)
    if closing:
        rules = joined_rules([*rules, *closing])
    return cells_to_tables(smallest_cells(rules, TOLERANCE))


def missing_sides(edges: Iterable[Edge], ink: Sequence[Point]) -> list[Edge]:
    """The sides that cells cut off by the page lack among the drawn edges; ``ruled_cells`` adds them."""
    return closing_rules(_rules(edges), ink, TOLERANCE)


def _rules(edges: Iterable[Edge]) -> list[Edge]:
    return joined_rules([edge for edge in edges if edge.length >= _DOT])


def joined_rules(edges: Iterable[Edge]) -> list[Edge]:
    """Rules out of drawn segments: those side by side are one, those end to end are one."""
    objects = [_as_object(edge) for edge in edges]
    merged = merge_edges(objects, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    rules = (Edge(rule["x0"], rule["top"], rule["x1"], rule["bottom"]) for rule in merged)
    return [rule for rule in rules if rule.length >= TOLERANCE]


def _as_object(edge: Edge) -> dict[str, object]:
    """The edge in the shape that pdfplumber's functions work on."""
    return {
        "object_type": "line",
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "doctop": edge.top,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if edge.is_horizontal else "v",
    }
