"""Level names in front of an indicator whose cells came as loose, wrapped lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.extract.flow import squeeze
from indexer.extract.projects.project_words import is_level1, is_level2

#: A level name may be wrapped over this many lines.
_MOST_WRAPS = 3


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
