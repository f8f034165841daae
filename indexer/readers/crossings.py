"""Where rules cross, and the smallest cells between crossings.

The same cells as pdfplumber's ``edges_to_intersections`` and
``intersections_to_cells`` find (a property test says so), in a fifth of the
time: rules are compared by number instead of by coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from indexer.readers.document import BoxTuple
from indexer.readers.printed import Edge, Point

#: The numbers of the vertical and of the horizontal rules that meet in a point.
_Meeting = tuple[frozenset[int], frozenset[int]]


def smallest_cells(rules: Sequence[Edge], tolerance: float) -> list[BoxTuple]:
    """For each crossing the smallest cell that has it as its left top corner and is ruled on all four sides."""
    meetings = _meetings(rules, tolerance)
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(meetings):
        columns[x].append(y)
        rows[y].append(x)
    cells = (_smallest_cell(corner, columns[corner[0]], rows[corner[1]], meetings) for corner in sorted(meetings))
    return [cell for cell in cells if cell is not None]


def _meetings(rules: Sequence[Edge], tolerance: float) -> dict[Point, _Meeting]:
    down = [(number, rule) for number, rule in enumerate(rules) if not rule.is_horizontal]
    across = [(number, rule) for number, rule in enumerate(rules) if rule.is_horizontal]
    found: dict[Point, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for down_number, (x, top, _, bottom) in down:
        highest, lowest = top - tolerance, bottom + tolerance
        for across_number, (left, y, right, _) in across:
            if highest <= y <= lowest and left - tolerance <= x <= right + tolerance:
                meeting = found[(x, y)]
                meeting[0].add(down_number)
                meeting[1].add(across_number)
    return {point: (frozenset(down_here), frozenset(across_here)) for point, (down_here, across_here) in found.items()}


def _smallest_cell(
    corner: Point, column: Sequence[float], row: Sequence[float], meetings: dict[Point, _Meeting]
) -> BoxTuple | None:
    x, y = corner
    down, across = meetings[corner]
    rights = [right for right in row if right > x and not across.isdisjoint(meetings[right, y][1])]
    for bottom in column:
        if bottom <= y or down.isdisjoint(meetings[x, bottom][0]):
            continue
        for right in rights:
            opposite = meetings.get((right, bottom))
            if (
                opposite
                and not opposite[0].isdisjoint(meetings[right, y][0])
                and not opposite[1].isdisjoint(meetings[x, bottom][1])
            ):
                return (x, y, right, bottom)
    return None
