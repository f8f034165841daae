"""Filled areas in the order they are drawn: which of them a reader of the page sees."""

from __future__ import annotations

from indexer.readers.document import BoxTuple

#: A filled box no thicker than this, in points, is a rule, a thicker one an area.
THICKEST_RULE = 4.0
#: White in grey, RGB and CMYK.
_WHITE = frozenset({(1.0,), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0)})
#: An area lies on another one when it reaches no further than this, in points, beyond it.
_OVERLAP = 1.0


class Shading:
    """The coloured areas of one page so far."""

    def __init__(self) -> None:
        self._coloured: list[BoxTuple] = []

    def is_paper(self, box: BoxTuple, *color: float) -> bool:
        """Whether a filled box without an outline, the next one drawn, is white on white, and so has no sides to see.

        White on a coloured area is seen: some programs shade a whole table and leave the rules by drawing white cells.
        """
        if min(box[2] - box[0], box[3] - box[1]) <= THICKEST_RULE:
            return False
        if color in _WHITE:
            return not any(_lies_on(box, area) for area in self._coloured)
        self._coloured.append(box)
        return False


def _lies_on(box: BoxTuple, area: BoxTuple) -> bool:
    return (
        area[0] - _OVERLAP <= box[0]
        and area[1] - _OVERLAP <= box[1]
        and box[2] <= area[2] + _OVERLAP
        and box[3] <= area[3] + _OVERLAP
    )
