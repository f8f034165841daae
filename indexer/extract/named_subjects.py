"""Codes of subjects that a table prints by name only.

行政运行 stands under many 款, so a name alone does not give a code. The rows
come in the order of the classification: a reading walks down that tree, and of
the readings that fit, the one whose amounts add up is taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_BEAM = 128
_UNKNOWN_COST = 1.0
_LEAP_COST = 0.5  # a 项 directly below its 类
_BACKWARD_COST = 0.4  # out of the order of the classification
_BACKWARD_LEAP_COST = 2.5  # a 项 of a 款 that was left behind: rather one that the classification does not know


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row by name. ``fen`` is its total, None where blank; ``indent`` where the name starts, in points."""

    name: str
    fen: int | None
    indent: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the tree: its level and, when the classification knows the name, its code."""

    level: int
    code: str | None


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    position: str  # code digits of the row before, with ?? for unknown parts
    places: tuple[Place, ...] = ()
    levels: tuple[int, ...] = ()  # of the places

    def to(self, place: Place, position: str, cost: float) -> _Path:
        """The path one row further."""
        return _Path(self.cost + cost, position, (*self.places, place), (*self.levels, place.level))


def place_rows(rows: Sequence[NamedRow], codes_of: Callable[[str], Sequence[str]], *, tolerance: int) -> list[Place]:
    """The place of every row; ``codes_of`` gives the codes a name may have.

    ``tolerance`` is the rounding allowed for each addend, in fen.
    """
    paths = [_Path(0.0, "")]
    for row in rows:
        codes = codes_of(row.name)
        grown = [path for before in paths for path in _steps(before, codes)]
        best: dict[tuple[str, tuple[int, ...]], _Path] = {}
        for path in sorted(grown, key=lambda path: path.cost):
            best.setdefault((path.position, path.levels), path)
        paths = list(best.values())[:_BEAM]
    chosen = min(
        paths, key=lambda path: (_broken(rows, path.places, tolerance), _crooked(rows, path.places), path.cost)
    )
    return list(chosen.places)


def _steps(before: _Path, codes: Sequence[str]) -> Iterator[_Path]:
    for code in codes:
        cost = _cost(before.position, code)
        if cost is not None:
            yield before.to(Place((len(code) - 1) // 2, code), code, cost)
    cost = _UNKNOWN_COST * (2 if codes else 1)
    for level, position in _unknown_positions(before.position):
        yield before.to(Place(level, None), position, cost)


def _cost(position: str, code: str) -> float | None:
    """What it costs to go from one position to a code; None where the code hangs in the air."""
    if len(code) == 3:
        return 0.0 if code > position[:3] else _BACKWARD_COST
    parent = code[:-2]
    if position[: len(parent)] == parent:
        forward = code > position[: len(code)] or len(position) < len(code) or "?" in position[: len(code)]
        return 0.0 if forward else _BACKWARD_COST
    unknown_parent = len(code) == 7 and len(position) >= 5 and position[3:5] == "??" and position[:3] == code[:3]
    leap = len(code) == 7 and position[:3] == code[:3]
    if unknown_parent:
        return 0.0
    if not leap:
        return None
    return _LEAP_COST if code > position[:7] else _BACKWARD_LEAP_COST


def _unknown_positions(position: str) -> Iterator[tuple[int, str]]:
    yield 1, "???"
    if len(position) >= 3:
        yield 2, position[:3] + "??"
    if len(position) >= 5:
        yield 3, position[:5] + "??"


def children(levels: Sequence[int], number: int) -> list[int]:
    """The rows directly below a row, by level and order."""
    below: list[int] = []
    for later in range(number + 1, len(levels)):
        if levels[later] <= levels[number]:
            break
        below.append(later)
    nearest = min((levels[n] for n in below), default=0)
    return [n for n in below if levels[n] == nearest]


def unit_heads(rows: Sequence[NamedRow], places: Sequence[Place], tolerance: int) -> frozenset[int]:
    """Rows that name no subject but a budget unit: each is the sum of the 类 behind it, or of all such units.

    A table by unit prints 深圳市某某局 and its 类 below, on the same level.
    """
    outer = [number for number, place in enumerate(places) if place.level == 1]
    unknown = [number for number in outer if places[number].code is None]
    heads: set[int] = set()
    for number, following in itertools.pairwise((*unknown, len(rows))):
        classes = [n for n in outer if number < n < following]
        if classes and _is_sum(rows, number, classes, tolerance):
            heads.add(number)
    units = sorted(heads)
    heads.update(n for n in unknown if len(units) > 1 and n < units[0] and _is_sum(rows, n, units, tolerance))
    return frozenset(heads)


def _is_sum(rows: Sequence[NamedRow], number: int, parts: Sequence[int], tolerance: int) -> bool:
    whole = rows[number].fen
    return bool(whole) and abs((whole or 0) - sum(rows[n].fen or 0 for n in parts)) <= tolerance * (len(parts) + 1)


def _broken(rows: Sequence[NamedRow], places: Sequence[Place], tolerance: int) -> int:
    levels = [place.level for place in places]
    broken = 0
    for number, row in enumerate(rows):
        below = children(levels, number)
        if below:
            total = sum(rows[n].fen or 0 for n in below)
            broken += abs((row.fen or 0) - total) > tolerance * (len(below) + 1)
    return broken


def _crooked(rows: Sequence[NamedRow], places: Sequence[Place]) -> int:
    """How many rows start further left than a row of an outer level does."""
    starts: dict[int, float] = {}
    for row, place in zip(rows, places, strict=True):
        if row.indent is not None:
            starts[place.level] = min(starts.get(place.level, row.indent), row.indent)
    return sum(
        1
        for row, place in zip(rows, places, strict=True)
        if row.indent is not None and any(level < place.level and row.indent < start for level, start in starts.items())
    )
