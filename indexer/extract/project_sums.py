"""Projects that are the sum of other projects of the same document.

Lists break a class (办公场所租赁) down into projects and units while its goal
table speaks of the class as a whole. Both are kept; the money counts once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from index.records import Project
from indexer.extract.amounts import yuan

#: The rounding allowed for each part and for the whole: half a step of 0.01 万元.
_ROUNDING = Decimal(50)
#: Share of characters in common from which a class and a project may be the same; their amounts must agree too.
_ALIKE = 0.65
_PART_MARK = re.compile(r"[-—（(]")


def sums(projects: Sequence[Project]) -> Mapping[int, tuple[int, ...]]:
    """Ordinals of projects that are sums, each with the ordinals of its parts.

    A part belongs to a class of that name, or has a longer name that begins with
    it; where the sum has indicators its parts may also be several projects of
    the same name, each a unit's share. A project that equals all others
    together is the sum of them.
    """
    found: dict[int, tuple[int, ...]] = {}
    for project in projects:
        others = [other for other in projects if other is not project and other.ordinal not in found]
        parts = [other for other in others if _may_be_part(other, project)]
        shares = [other for other in others if project.indicators and other.name == project.name]
        several = [group for group in ([*shares, *(p for p in parts if p not in shares)], others) if len(group) > 1]
        for candidates in (parts, *several):
            if _add_up(candidates, project):
                found[project.ordinal] = tuple(part.ordinal for part in candidates)
                break
    return found


def _add_up(parts: Sequence[Project], whole: Project) -> bool:
    amounts = [amount for part in parts if (amount := yuan(part.amount)) is not None]
    total = yuan(whole.amount)
    if not total or not amounts or len(amounts) < len(parts):
        return False
    return abs(sum(amounts) - total) <= _ROUNDING * (len(parts) + 1)


def _may_be_part(part: Project, whole: Project) -> bool:
    classes = (part.category or "").split("/")
    if any(_alike(name, whole.name) for name in classes):
        return True
    return part.name.startswith(whole.name) and bool(_PART_MARK.match(part.name[len(whole.name) :]))


def _alike(one: str, other: str) -> bool:
    """Whether a class of a list and the name of its goal table are much the same (大宗印刷项目, 大宗印刷业务)."""
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
