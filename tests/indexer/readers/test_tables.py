"""Drawn rules to cells: against pdfplumber's own functions, and the sides that a page cuts off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import TableFinder, edges_to_intersections, intersections_to_cells

from indexer.readers.crossings import smallest_cells
from indexer.readers.frames import closing_rules
from indexer.readers.printed import Edge, straight_edge
from indexer.readers.rules import joined_rules, ruled_cells

INK_EVERYWHERE = [(x + 0.5, y + 0.5) for x in range(0, 400, 5) for y in range(0, 400, 5)]

steps = st.integers(0, 8).map(lambda step: step * 20.0)


@st.composite
def rules(draw: st.DrawFn) -> list[Edge]:
    """Rules on a coarse lattice, slightly off it now and then, no two the same."""
    drawn = []
    for _ in range(draw(st.integers(2, 24))):
        start, end = sorted((draw(steps), draw(steps)))
        at = draw(steps) + draw(st.sampled_from([0.0, 0.0, 0.0, 1.0]))
        if start < end:
            drawn.append(Edge(start, at, end, at) if draw(st.booleans()) else Edge(at, start, at, end))
    return sorted(set(drawn))


def as_object(edge: Edge) -> dict[str, object]:
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


class PageOfEdges:
    """As much of pdfplumber's page as its table finder looks at."""

    def __init__(self, edges: list[Edge]) -> None:
        self.edges = [as_object(edge) for edge in edges]
        self.bbox = (0, 0, 400, 400)


@given(rules())
def test_the_smallest_cells_are_those_that_pdfplumber_finds(drawn: list[Edge]) -> None:
    expected = intersections_to_cells(edges_to_intersections([as_object(edge) for edge in drawn], 3, 3))

    assert smallest_cells(drawn, 3) == expected


@given(rules())
def test_where_no_side_is_missing_the_tables_are_those_that_pdfplumber_finds(drawn: list[Edge]) -> None:
    expected = {tuple(cell) for table in TableFinder(PageOfEdges(drawn)).tables for cell in table.cells}  # type: ignore[arg-type]

    found = {tuple(cell) for table in ruled_cells(drawn, []) for cell in table}

    # Sides are added to joined rules, so joined rules decide whether one is missing.
    if not closing_rules(joined_rules(drawn), [], 3):
        assert found == expected


@given(rules())
def test_no_side_is_added_where_one_is_drawn(drawn: list[Edge]) -> None:
    for side in closing_rules(drawn, INK_EVERYWHERE, 3):
        assert not any(
            edge.is_horizontal == side.is_horizontal
            and abs(edge.top - side.top) <= 0.5
            and abs(edge.x0 - side.x0) <= 0.5
            and edge.x0 <= side.x0
            and edge.x1 >= side.x1
            and edge.top <= side.top
            and edge.bottom >= side.bottom
            for edge in drawn
        )


def grid(xs: list[float], ys: list[float]) -> list[Edge]:
    return [
        *[Edge(x, ys[0], x, ys[-1]) for x in xs],
        *[Edge(xs[0], y, xs[-1], y) for y in ys],
    ]


def test_a_whole_grid_needs_no_side() -> None:
    assert closing_rules(grid([0, 50, 100], [0, 20, 40]), INK_EVERYWHERE, 3) == []


def test_the_open_bottom_of_a_cell_with_text_is_closed() -> None:
    cut_off = [*grid([0, 50, 100], [0, 20]), Edge(0, 20, 0, 300), Edge(50, 20, 50, 300), Edge(100, 20, 100, 300)]
    cut_off += [Edge(50, y, 100, y) for y in (100, 200, 300)]

    assert closing_rules(cut_off, [(20, 250)], 3) == [Edge(0, 300, 50, 300)]


def test_rules_that_overshoot_an_empty_margin_are_left_alone() -> None:
    overshooting = [*grid([0, 50, 100], [0, 20, 40]), Edge(0, 40, 0, 60), Edge(50, 40, 50, 60), Edge(100, 40, 100, 60)]

    assert closing_rules(overshooting, [(20, 10), (70, 30)], 3) == []


def test_two_tables_side_by_side_are_not_joined() -> None:
    tables = [*grid([0, 50, 100], [0, 20, 40]), *grid([200, 250, 300], [0, 20, 40])]

    assert closing_rules(tables, INK_EVERYWHERE, 3) == []
    assert len(ruled_cells(tables, INK_EVERYWHERE)) == 2


def test_lines_under_head_and_over_foot_of_a_page_are_no_sides() -> None:
    page = [Edge(0, 10, 300, 10), *grid([0, 150, 300], [100, 120, 140]), Edge(0, 390, 300, 390)]

    assert closing_rules(page, INK_EVERYWHERE, 3) == []


@pytest.mark.parametrize(
    ("start", "end", "edge"),
    [
        ((10, 5), (90, 5), Edge(10, 5, 90, 5)),
        ((90, 5.4), (10, 5), Edge(10, 5.2, 90, 5.2)),
        ((10, 80), (10, 5), Edge(10, 5, 10, 80)),
        ((10, 5), (90, 60), None),
    ],
)
def test_slanted_strokes_are_no_edges(start: tuple[float, float], end: tuple[float, float], edge: Edge | None) -> None:
    assert straight_edge(start, end) == edge
