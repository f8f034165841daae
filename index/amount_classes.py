"""Amounts in fine classes, which an engine counts in place of single amounts.

Up to 99 fen each amount is a class. Above, a class holds the amounts of as many digits that begin alike: 160 classes a
decade, of which the widest spans two and a half per cent. Every edge of the histogram is the edge of a class, and the
classes are numbered as amounts compare, so counts by class give the histogram and the class of any order statistic.

>>> amount_class(0), amount_class(99), amount_class(100), amount_class(101), amount_class(102), amount_class(-100)
(0, 99, 100, 100, 101, -100)
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from index.engine import HistogramBucket
from index.fields import AMOUNT_EDGES_FEN

#: Amounts below this have a class each.
_FINEST = 100
#: Three leading digits from ``low`` on, so many to a class; ``first`` is the class within the decade.
_STEPS = ((500, 10, 110), (200, 5, 50), (100, 2, 0))
_CLASSES_PER_DECADE = 160


def amount_class(fen: int) -> int:
    """The class of an amount: never less than that of a lower one."""
    size = abs(fen)
    number = size if size < _FINEST else _class_of_digits(size)
    return number if fen >= 0 else -number


def _class_of_digits(size: int) -> int:
    digits = str(size)
    decade, leading = len(digits) - 3, int(digits[:3])
    low, step, first = next(row for row in _STEPS if leading >= row[0])
    return _FINEST + decade * _CLASSES_PER_DECADE + first + (leading - low) // step


_BOUNDS = (None, *AMOUNT_EDGES_FEN, None)
_EDGE_CLASSES = tuple(map(amount_class, AMOUNT_EDGES_FEN))


def histogram(counts: Mapping[int, int]) -> tuple[HistogramBucket, ...]:
    """The buckets of the histogram from the lowest amounts up, empty ones included, from records by class."""
    held = Counter[int]()
    for number, count in counts.items():
        held[bisect_right(_EDGE_CLASSES, number)] += count
    return tuple(HistogramBucket(low, high, held[place]) for place, (low, high) in enumerate(pairwise(_BOUNDS)))
