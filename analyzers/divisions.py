"""Administrative divisions (行政区划) of county level and above: by code, and named in text.

A municipality such as 北京市 is a province-level division: its own offices have
province 北京市 and no prefecture or county, and its districts have province
北京市, no prefecture and a county. Counties run by their province (济源市)
have no prefecture either; prefectures without counties (东莞市) have no county.
Facts: ``data/divisions.csv``.
"""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analyzers.tables import read_table

CODE_LENGTH = 6


class Level(enum.StrEnum):
    PROVINCE = "省级"
    PREFECTURE = "地级"
    COUNTY = "县级"


@dataclass(frozen=True, slots=True)
class Division:
    """One division. ``active`` is false for one abolished and split, which no single place succeeds."""

    code: str  # 6 digits
    name: str
    short_names: tuple[str, ...]  # other names texts use, none of them an ordinary word
    province: str
    prefecture: str | None
    level: Level
    active: bool = True

    @property
    def county(self) -> str | None:
        return self.name if self.level is Level.COUNTY else None

    def contains(self, other: Division) -> bool:
        """Whether the other lies inside this one or is the same."""
        match self.level:
            case Level.PROVINCE:
                return other.code.startswith(self.code[:2])
            case Level.PREFECTURE:
                return other.code.startswith(self.code[:4])
            case Level.COUNTY:
                return other.code == self.code


@dataclass(frozen=True, slots=True)
class DivisionMatch:
    """A place named at ``start``..``end`` of a text; equal names leave several candidates, by code."""

    start: int
    end: int
    candidates: tuple[Division, ...]

    @property
    def division(self) -> Division | None:
        """The place, or None where the name alone and the places around it leave it open."""
        return self.candidates[0] if len(self.candidates) == 1 else None


def by_code(code: str) -> Division | None:
    """The division of a code, or of anything that starts with one, such as a project code.

    A code abolished since 2008 gives the division that took its place. None
    where the first six characters are no division code.

    >>> by_code("63022300024T000000439").name
    '互助土族自治县'
    """
    return _current_divisions().get(code.strip()[:CODE_LENGTH])


def find_divisions(text: str) -> tuple[DivisionMatch, ...]:
    """Every place named in a text, in order and without overlaps, the longest name winning.

    Names may be broken by white space. Of equal names those are kept that lie
    in (or contain) another place of the same text, the nearest before it first.
    """
    matches = tuple(_found(text))
    return tuple(
        match if match.division else _narrowed(match, _by_nearness(matches, index))
        for index, match in enumerate(matches)
    )


def resolve(text: str, *, hints: Sequence[str | Division] = ()) -> Division | None:
    """The one place that a title or the name of an office speaks of.

    Reads from the left: 省, 市 and 县 one inside the other lead to the
    innermost; a place elsewhere (驻北京办事处, 南京东路街道) is passed over. Equal names
    are told apart by the places in ``hints`` (texts naming places, or places);
    hints never add a place to a text that names none.

    Returns None where no place is named (国家信访局) or several remain possible.

    >>> resolve("鼓楼区财政局", hints=["江苏省南京市"]).code
    '320106'
    """
    matches = tuple(_found(text))
    if not matches:
        return None
    candidates = matches[0].candidates
    for match in matches[1:]:
        candidates = _innermost(candidates, match.candidates) or candidates
    for around in (places for hint in hints for places in _hinted(hint)):
        candidates = _inside(candidates, around) or candidates
    return candidates[0] if len(candidates) == 1 else None


# Equal names.

Places = tuple[Division, ...]


def _inside(places: Places, around: Places) -> Places:
    return tuple(place for place in places if any(outer.contains(place) for outer in around))


def _innermost(first: Places, second: Places) -> Places:
    """The inner one of each pair of which one contains the other."""
    inner = {place.code: place for place in (*_inside(first, second), *_inside(second, first))}
    return tuple(inner[code] for code in sorted(inner))


def _hinted(hint: str | Division) -> tuple[Places, ...]:
    if isinstance(hint, Division):
        return ((hint,),)
    return tuple(match.candidates for match in _found(hint))


def _by_nearness(matches: Sequence[DivisionMatch], index: int) -> tuple[DivisionMatch, ...]:
    """The other matches: those before, the nearest first, then those after."""
    return (*reversed(matches[:index]), *matches[index + 1 :])


def _narrowed(match: DivisionMatch, others: Sequence[DivisionMatch]) -> DivisionMatch:
    candidates = match.candidates
    for other in others:
        if len(candidates) == 1:
            break
        if other.candidates != match.candidates:
            candidates = _inside(candidates, other.candidates) or candidates
    return DivisionMatch(match.start, match.end, candidates)


# Names in text.

_HAN = re.compile(r"[㐀-鿿]")
#: What may stand right before a name that is also an ordinary phrase.
_OPENINGS = ("年", "年度", "中共", "共产党", "共青团", "共产主义青年团", "关于", "附件")
#: Right behind a full name these make another word of it: 河北|区域, 东方|市场.
_OTHER_WORD = {"区": frozenset("域划位块间"), "市": frozenset("场")}
#: Right behind a name without 省, 市 or 州 these make another name of it: 南京|路.
_OTHER_NAME = frozenset("路街巷镇")


class _Name(NamedTuple):
    text: str
    places: Places
    bare: bool  # without 省, 市, 州 …
    needs_context: bool  # counts only beside another place or at the start of a title


def _found(text: str) -> Iterator[DivisionMatch]:
    """Names from left to right, the longest at each position, with their candidates by code."""
    offsets = [index for index, character in enumerate(text) if not character.isspace()]
    plain = "".join(text[index] for index in offsets)
    names = _names_by_start()
    position = previous_end = 0
    while position < len(plain) - 1:
        name = _name_at(plain, position, previous_end, names.get(plain[position : position + 2], ()))
        if name is None:
            position += 1
            continue
        previous_end = position + len(name.text)
        yield DivisionMatch(offsets[position], offsets[previous_end - 1] + 1, name.places)
        position = previous_end


def _name_at(plain: str, position: int, previous_end: int, names: Sequence[_Name]) -> _Name | None:
    for name in names:
        if plain.startswith(name.text, position) and _stands_alone(name, plain, position):
            beside = position == previous_end or _opens(plain, position)
            return name if beside or not name.needs_context else None
    return None


def _stands_alone(name: _Name, plain: str, position: int) -> bool:
    following = plain[position + len(name.text) : position + len(name.text) + 1]
    return following not in (_OTHER_NAME if name.bare else _OTHER_WORD.get(name.text[-1], ()))


def _opens(plain: str, position: int) -> bool:
    return _HAN.match(plain[position - 1]) is None or plain.endswith(_OPENINGS, 0, position)


# The table.


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_table("divisions.csv"))


@cache
def _current_divisions() -> dict[str, Division]:
    """The division that each code, in use or abolished, stands for today."""
    main_rows = {row["code"]: row for row in reversed(_rows())}  # of each code's rows the one in use comes first
    divisions = {code: _division(row, main_rows) for code, row in main_rows.items()}
    return {code: divisions[_current_code(code, main_rows)] for code in divisions}


def _division(row: Mapping[str, str], rows: Mapping[str, Mapping[str, str]]) -> Division:
    code = row["code"]
    prefecture = rows.get(f"{code[:4]}00")
    if code.endswith("0000"):
        level = Level.PROVINCE
    elif code.endswith("00"):
        level = Level.PREFECTURE
    else:
        level = Level.COUNTY
    return Division(
        code=code,
        name=row["name"],
        short_names=tuple(row["short_names"].split()),
        province=rows[f"{code[:2]}0000"]["name"],
        prefecture=prefecture["name"] if prefecture and level is not Level.PROVINCE else None,
        level=level,
        active=not row["until"],
    )


def _current_code(code: str, rows: Mapping[str, Mapping[str, str]]) -> str:
    """Follow the one successor of each abolished code; a split division keeps its own."""
    while len(successors := rows[code]["successors"].split()) == 1 and successors[0] != code:
        code = successors[0]
    return code


@cache
def _names_by_start() -> dict[str, tuple[_Name, ...]]:
    """Names by their first two characters, the longest first."""
    in_use: dict[str, dict[str, Division]] = defaultdict(dict)
    former: dict[str, dict[str, Division]] = defaultdict(dict)
    needs_context: set[str] = set()
    bare: set[str] = set()
    for row in _rows():
        name, short_names, place = row["name"], row["short_names"].split(), _place(row)
        bare.update(short for short in short_names if name.startswith(short))
        if row["needs_context"]:
            needs_context.add(name)
        for text in (name, *short_names):
            (former if row["until"] else in_use)[text][place.code] = place
    by_start: dict[str, list[_Name]] = defaultdict(list)
    for text, places in (former | in_use).items():  # a name in use is no former name
        by_start[text[:2]].append(_Name(text, tuple(places.values()), text in bare, text in needs_context))
    return {start: tuple(sorted(names, key=lambda name: -len(name.text))) for start, names in by_start.items()}


def _place(row: Mapping[str, str]) -> Division:
    """The division a row stands for today."""
    successors = row["successors"].split()
    return _current_divisions()[successors[0] if len(successors) == 1 else row["code"]]
