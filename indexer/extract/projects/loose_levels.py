"""Level names in front of an indicator whose cells came as loose, wrapped lines, or that share one cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.extract.flow import squeeze
from indexer.extract.projects.project_words import is_level1, is_level2

#: A level name may be wrapped over this many lines.
_MOST_WRAPS = 3
#: Characters of the longest name of a level.
_LONGEST_LEVEL = 14


def take_levels(pieces: Sequence[str]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """First level, second level and what is left of the pieces in front of a target.

    Level names stand first. A name that could be either level (成本指标) is the
    first when a second follows. The last piece is never a level: what is
    measured may itself read like one (服务对象满意度).

    >>> take_levels(["产出指标", "数量指标 平台车辆数"])
    ('产出指标', '数量指标', ('平台车辆数',))
    """
    first, rest = _take(pieces, is_level1)
    second, behind = _take(rest, is_level2)
    if first is not None and second is None and is_level2(first):
        return None, first, rest
    if second is not None and not behind:
        second, behind = None, rest
    if first is not None and not behind:
        return None, None, tuple(pieces)
    return first, second, behind


def _take(pieces: Sequence[str], is_level: Callable[[str], bool]) -> tuple[str | None, tuple[str, ...]]:
    """The level name the pieces begin with, wrapped over pieces or at the head of the first one."""
    for count in range(min(_MOST_WRAPS, len(pieces)), 0, -1):
        joined = squeeze("".join(pieces[:count]))
        if is_level(joined):
            return joined, tuple(pieces[count:])
    if pieces:
        head, _, behind = pieces[0].strip().partition(" ")
        if behind and is_level(head):
            return head, (behind.strip(), *pieces[1:])
    return None, tuple(pieces)


def joined_levels(text: str) -> dict[str, str]:
    """Levels and what is measured from a cell that holds them all; empty where it does not begin with both levels.

    >>> joined_levels("产出指标数量指标平台车辆数")
    {'level1': '产出指标', 'level2': '数量指标', 'level3': '平台车辆数'}
    """
    plain = squeeze(text)
    for first in _ends(plain, 0, is_level1):
        for second in _ends(plain, first, is_level2):
            if plain[second:]:
                return {"level1": plain[:first], "level2": plain[first:second], "level3": plain[second:]}
    return {}


def _ends(text: str, start: int, is_level: Callable[[str], bool]) -> list[int]:
    """Where a name of a level that begins at ``start`` may end, the longest first."""
    last = min(start + _LONGEST_LEVEL, len(text))
    return [end for end in range(last, start, -1) if is_level(text[start:end])]
