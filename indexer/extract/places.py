"""Where a disclosure is from: the place its title, its department, its codes or its words name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from analyzers import divisions
from analyzers.divisions import Division, Level
from indexer.extract.flow import Item, TextLine, squeeze

#: Reference numbers that begin with a division code: 监督索引号 of 云南, the credit codes (11 + division) of offices.
_REFERENCE = re.compile(r"监督索引号[:：]?(?P<index>\d{6})|(?<![0-9A-Z])11(?P<credit>\d{6})[0-9A-Z]{10}(?![0-9A-Z])")
_REFERENCE_LINES = 40
_CENTRAL = re.compile(r"^(?:国家|中央|全国|中国)(?!共产党.*[省市县区州旗])")
#: How often running text names its own place at least.
_OFTEN = 2
_DEPTH = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}


def place_of(title: str, department: str | None, codes: Iterable[str], items: Sequence[Item]) -> Division | None:
    """The innermost place that title page, department or project codes name.

    Where they name none, the reference numbers of the first lines do, and then
    the text, if all the places in it lie one inside the other. None for central
    bodies and where it stays open.
    """
    by_project = _most_common(codes)
    hints: list[str | Division] = [title, *([by_project] if by_project else [])]
    named = (divisions.resolve(text, hints=hints) for text in (title, department or "") if text)
    found = [place for place in (*named, by_project) if place]
    if found or _CENTRAL.match(department or ""):
        return max(found, key=lambda place: _DEPTH[place.level], default=None)
    return _most_common(_references(items)) or _only_chain(items)


def _most_common(codes: Iterable[str]) -> Division | None:
    """The division that most of the codes begin with."""
    counted = Counter(place.code for code in codes if code[:6].isdigit() and (place := divisions.by_code(code)))
    return divisions.by_code(counted.most_common(1)[0][0]) if counted else None


def _references(items: Sequence[Item]) -> list[str]:
    lines = [squeeze(item.text) for item in items[:_REFERENCE_LINES] if isinstance(item, TextLine)]
    return [match["index"] or match["credit"] for line in lines for match in _REFERENCE.finditer(line)]


def _only_chain(items: Sequence[Item]) -> Division | None:
    """The innermost place of a text whose places all contain each other; it must be named more than once."""
    named = Counter(
        match.division
        for item in items
        if isinstance(item, TextLine)
        for match in divisions.find_divisions(item.text)
        if match.division
    )
    inner = max(named, key=lambda place: _DEPTH[place.level], default=None)
    if inner is None or named[inner] < _OFTEN or not all(place.contains(inner) for place in named):
        return None
    return inner
