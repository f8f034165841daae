"""Tables that a page cuts off.

Where a merged cell goes on over the page, most programs draw no rule at the
cut, and a table finder, which wants four sides, loses the cell with all that is
printed in it. Between rules that end side by side the missing side is added,
when something is printed there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from indexer.readers.printed import Edge, Point

#: Two rules must run side by side for this many points before the space between them can be a cell.
_MIN_RUN = 6.0
#: Rules closer than this, in points, have no room for a character between them.
_MIN_WIDTH = 10.0


def closing_rules(rules: Sequence[Edge], ink: Sequence[Point], tolerance: float) -> list[Edge]:
    """The sides that cells cut off by the page lack.

    ``rules`` are joined edges, ``ink`` the centres of printed characters. A
    rule that touches no other can be the side of a cell that fills the page
    from top to bottom, but not from left to right: lines under page heads run
    like that.
    """
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    bottoms = _Frame(down, across, ink, tolerance)
    tops = _Frame(_flipped(down), _flipped(across), [(x, -y) for x, y in ink], tolerance)
    turned = [(y, x) for x, y in ink]
    rights = _Frame(_transposed(across), _transposed(down), turned, tolerance)
    lefts = _Frame(_flipped(_transposed(across)), _flipped(_transposed(down)), [(y, -x) for y, x in turned], tolerance)
    return [
        *bottoms.missing_sides(loose_too=True),
        *_flipped(tops.missing_sides(loose_too=True)),
        *_transposed(rights.missing_sides(loose_too=False)),
        *_transposed(_flipped(lefts.missing_sides(loose_too=False))),
    ]


def _transposed(rules: Sequence[Edge]) -> list[Edge]:
    return [Edge(rule.top, rule.x0, rule.bottom, rule.x1) for rule in rules]


def _flipped(rules: Sequence[Edge]) -> list[Edge]:
    return [Edge(rule.x0, -rule.bottom, rule.x1, -rule.top) for rule in rules]


class _Frame:
    """Vertical rules, the horizontal ones that hold them together, and the sides missing at their lower ends."""

    def __init__(self, down: Sequence[Edge], across: Sequence[Edge], ink: Sequence[Point], tolerance: float) -> None:
        self._down = sorted(down)
        self._across = across
        self._ink = sorted(ink, key=itemgetter(1))
        self._tolerance = tolerance

    @cached_property
    def _loose(self) -> set[Edge]:
        """The vertical rules that touch no horizontal one."""
        return {rule for rule in self._down if not any(self._meet(rule, other) for other in self._across)}

    def missing_sides(self, *, loose_too: bool) -> list[Edge]:
        """The bottom sides to add.

        Where no side at all is drawn at a height and nothing is printed above it, rules merely overshoot.
        """
        sides: list[Edge] = []
        for level, ending in self._levels():
            pairs = self._pairs(level, ending)
            drawn = [pair for pair in pairs if self._is_drawn(*pair, level)]
            if len(drawn) == len(pairs) or ending <= self._loose:
                continue
            if drawn or any(self._is_inked(*pair, level) for pair in pairs):
                gaps = (pair for pair in pairs if pair not in drawn and self._is_gap(*pair, level, loose_too=loose_too))
                sides.extend(Edge(left.x0, level, right.x0, level) for left, right in gaps)
        return sides

    def _levels(self) -> Iterator[tuple[float, set[Edge]]]:
        """Each height at which rules end, with these rules."""
        group: list[Edge] = []
        for rule in sorted(self._down, key=lambda rule: rule.bottom):
            if group and rule.bottom - group[-1].bottom > self._tolerance:
                yield group[-1].bottom, set(group)
                group = []
            group.append(rule)
        if group:
            yield group[-1].bottom, set(group)

    def _pairs(self, level: float, ending: set[Edge]) -> list[tuple[Edge, Edge]]:
        """Neighbouring rules that both end at a height."""
        reaching = [
            rule for rule in self._down if rule.top < level - _MIN_RUN and rule.bottom >= level - self._tolerance
        ]
        return [(left, right) for left, right in pairwise(reaching) if left in ending and right in ending]

    def _is_gap(self, left: Edge, right: Edge, level: float, *, loose_too: bool) -> bool:
        """Whether two rules belong together, so that a side is missing between their ends."""
        if right.x0 - left.x0 < _MIN_WIDTH or level - self._ceiling(left, right, level) < _MIN_RUN:
            return False
        if not self._loose.isdisjoint((left, right)):
            return loose_too
        return any(
            self._spans(rule, left, right) and self._meet(left, rule) and self._meet(right, rule)
            for rule in self._across
        )

    def _is_drawn(self, left: Edge, right: Edge, level: float) -> bool:
        return any(abs(rule.top - level) <= self._tolerance and self._spans(rule, left, right) for rule in self._across)

    def _is_inked(self, left: Edge, right: Edge, level: float) -> bool:
        """Whether something is printed in the cell above the missing side."""
        ceiling = self._ceiling(left, right, level)
        first = bisect_right(self._ink, ceiling, key=itemgetter(1))
        last = bisect_left(self._ink, level, key=itemgetter(1))
        return any(left.x0 < x < right.x0 for x, _ in self._ink[first:last])

    def _ceiling(self, left: Edge, right: Edge, level: float) -> float:
        """Where the cell above a missing side begins."""
        above = (
            rule.top for rule in self._across if rule.top < level - self._tolerance and self._spans(rule, left, right)
        )
        return max(above, default=max(left.top, right.top))

    def _spans(self, across: Edge, left: Edge, right: Edge) -> bool:
        return across.x0 <= left.x0 + self._tolerance and across.x1 >= right.x0 - self._tolerance

    def _meet(self, down: Edge, across: Edge) -> bool:
        near = self._tolerance
        return across.x0 - near <= down.x0 <= across.x1 + near and down.top - near <= across.top <= down.bottom + near
