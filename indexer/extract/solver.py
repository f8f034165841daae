"""Choosing the column of each figure where blank columns vanished, so that the sums close.

A row that prints '195.97 195.97' under the heads 合计 基本支出 项目支出 has lost a
blank cell: the second figure may stand in either column. Rows form a tree; a
reading is right when in every column the children add up to their parent.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_MOST_STATES = 50_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: a figure in fen for each column (total first, 0 where blank), and the columns printed in.

    ``places`` holds the column of each printed figure after the total.
    """

    figures: tuple[int, ...]
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One row: the readings it allows (best guess first) and the rows below it."""

    readings: tuple[Reading, ...]
    children: tuple[int, ...] = ()


def readings(figures: Sequence[int], columns: int, *, tolerance: int) -> tuple[Reading, ...]:
    """Ways to put figures into a total and ``columns`` parts, in printed order, with parts adding up to the total.

    The first figure is the total. Returns the total alone (parts unknown, all
    0) when nothing adds up.

    >>> [reading.figures for reading in readings([200, 200], 2, tolerance=0)]
    [(200, 200, 0), (200, 0, 200)]
    """
    total, parts = figures[0], list(figures[1:])
    found = []
    for places in itertools.combinations(range(columns), len(parts)):
        if abs(sum(parts) - total) > tolerance or not parts:
            continue
        row = [0] * columns
        for place, part in zip(places, parts, strict=True):
            row[place] = part
        found.append(Reading((total, *row), tuple(place + 1 for place in places)))
    return tuple(found) or (Reading((total, *[0] * columns)),)


def solve(nodes: Sequence[Node], root: int, *, tolerance: int) -> Mapping[int, Reading]:
    """The reading of every node under ``root`` so that children add up to parents in each column.

    ``tolerance`` is the rounding allowed for each addend, in fen. Where no
    combination closes, each node keeps its best guess.
    """
    for reading in nodes[root].readings:
        solved = _solve_below(nodes, root, reading, tolerance)
        if solved is not None:
            return solved
    return {number: nodes[number].readings[0] for number in _descendants(nodes, root)}


def _solve_below(nodes: Sequence[Node], parent: int, reading: Reading, tolerance: int) -> dict[int, Reading] | None:
    solved = {parent: reading}
    children = nodes[parent].children
    if not children:
        return solved
    for choice in _closing(nodes, children, reading, tolerance * (len(children) + 1)):
        below: dict[int, Reading] = {}
        for child, own in zip(children, choice, strict=True):
            deeper = _solve_below(nodes, child, own, tolerance)
            if deeper is None:
                break
            below |= deeper
        else:
            return solved | below
    return None


def _closing(
    nodes: Sequence[Node], children: Sequence[int], parent: Reading, tolerance: int
) -> list[tuple[Reading, ...]]:
    """Choices of one reading a child whose sums come closest to the parent, nearest first."""
    states: dict[tuple[int, ...], tuple[Reading, ...]] = {tuple(0 for _ in parent.figures): ()}
    for child in children:
        grown: dict[tuple[int, ...], tuple[Reading, ...]] = {}
        for sums, chosen in states.items():
            for reading in nodes[child].readings:
                key = tuple(a + b for a, b in zip(sums, reading.figures, strict=True))
                grown.setdefault(key, (*chosen, reading))
        if len(grown) > _MOST_STATES:
            return []
        states = grown
    near = [(_distance(sums, parent.figures), chosen) for sums, chosen in states.items()]
    return [chosen for distance, chosen in sorted(near, key=lambda pair: pair[0]) if distance <= tolerance][:8]


def _distance(sums: tuple[int, ...], parent: tuple[int, ...]) -> int:
    """The largest difference over the parts; the total column is judged by the checks, not here."""
    return max((abs(a - b) for a, b in zip(sums[1:], parent[1:], strict=True)), default=0)


def _descendants(nodes: Sequence[Node], root: int) -> list[int]:
    found = [root]
    for number in found:
        found.extend(nodes[number].children)
    return found
