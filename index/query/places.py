"""Places in a typed query: a county, city or province named alone or before other words is a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.divisions import Division, Level, find_divisions
from index.query.tree import FieldTerm, Node, Or, Prefix

DIVISION_CODE = "division_code"

#: Digits of a division code that every division inside it shares.
_SHARED_DIGITS = {Level.PROVINCE: 2, Level.PREFECTURE: 4}

#: The last character of a full name: only these may stand right before other words.
_KINDS_OF_PLACE = "省市县区州旗盟"

#: A name said without its last character (格尔木) is tried with these; shorter ones are often ordinary words (互助).
_BARE_ENDINGS = ("市", "县", "区", "旗")
_SHORTEST_BARE_NAME = 3

#: Characters of a province, a prefecture and a county named one after the other, at most.
_LONGEST_CHAIN = 40

#: What several divisions are called must be longer than an ordinary word (城区, 郊区) and not everyone's name.
_SHORTEST_SHARED_NAME = 3
_MOST_NAMESAKES = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the first ``length`` characters of a text; several divisions where they share the name."""

    divisions: tuple[Division, ...]
    length: int


def leading_place(text: str) -> Place | None:
    """The place a text starts with or consists of, the innermost of 青海省海东市互助县; None where there is none.

    Before other words only a full name counts: 互助县政务外网, not 新疆班经费.
    """
    place = _place_at_start(text)
    if place is None:
        return _bare_name(text)
    is_filter = place.length == len(text) or text[place.length - 1] in _KINDS_OF_PLACE
    return place if is_filter and _is_telling(place) else None


def _is_telling(place: Place) -> bool:
    namesakes = len(place.divisions)
    return namesakes == 1 or (namesakes <= _MOST_NAMESAKES and place.length >= _SHORTEST_SHARED_NAME)


def _place_at_start(text: str) -> Place | None:
    """The names at the very start, as long as each lies inside the one before it."""
    place = None
    for match in find_divisions(text[:_LONGEST_CHAIN]):
        if match.start != (place.length if place else 0):
            break
        inside = match.candidates if place is None else _inside(match.candidates, place.divisions)
        if not inside:
            break
        place = Place(inside, match.end)
    return place


def _bare_name(text: str) -> Place | None:
    if not _SHORTEST_BARE_NAME <= len(text) < _LONGEST_CHAIN:
        return None
    for ending in _BARE_ENDINGS:
        place = _place_at_start(text + ending)
        if place is not None and place.length == len(text) + 1 and len(place.divisions) == 1:
            return Place(place.divisions, len(text))
    return None


def _inside(places: Sequence[Division], around: Sequence[Division]) -> tuple[Division, ...]:
    return tuple(place for place in places if any(outer.contains(place) for outer in around))


def division_node(division: Division) -> Node:
    """What selects the records of a division and of everything inside it."""
    shared = _SHARED_DIGITS.get(division.level)
    if shared is None:
        return FieldTerm(DIVISION_CODE, division.code)
    return Prefix(DIVISION_CODE, division.code[:shared])


def place_node(divisions: Sequence[Division]) -> Node:
    """What selects the records of any of the divisions."""
    nodes = tuple(dict.fromkeys(division_node(division) for division in divisions))
    return nodes[0] if len(nodes) == 1 else Or(nodes)


def either_place(places: Sequence[Place]) -> tuple[Node, ...]:
    """Several places named side by side: one inside the other narrows (青海 互助县), else any of them will do."""
    if any(_inside(inner.divisions, outer.divisions) for inner in places for outer in places if inner is not outer):
        return tuple(place_node(place.divisions) for place in places)
    divisions = [division for place in places for division in place.divisions]
    return (place_node(divisions),) if divisions else ()
