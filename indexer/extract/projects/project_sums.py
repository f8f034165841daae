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

    A project is the sum of those in a class of its very name, and of several
    whose longer names begin with it, even where the amounts differ. Where
    they agree, much the same name of a class will do; so will several projects
    of its own name (each a unit's share, when the sum has indicators), or all
    others of the document.
    """
    found: dict[int, tuple[int, ...]] = {}
    for project in projects:
        others = [other for other in projects if other is not project and other.ordinal not in found]
        parts = _parts(project, others)
        if parts:
            found[project.ordinal] = tuple(part.ordinal for part in parts)
    return found


def difference(project: Project, parts: Sequence[Project]) -> Decimal | None:
    """How far a sum is from its parts in yuan beyond rounding: 0 where it agrees, None where an amount is missing."""
    whole = yuan(project.amount)
    amounts = [amount for part in parts if (amount := yuan(part.amount)) is not None]
    if not whole or not amounts or len(amounts) < len(parts):
        return None
    off = whole - sum(amounts)
    return Decimal(0) if abs(off) <= _ROUNDING * (len(parts) + 1) else off


def _parts(project: Project, others: Sequence[Project]) -> Sequence[Project]:
    named = [other for other in others if project.name in _classes(other)]
    longer = [other for other in others if _longer_name(other, project)]
    alike = [other for other in others if any(_alike(name, project.name) for name in _classes(other))]
    shares = [other for other in others if project.indicators and other.name == project.name]
    together = [*shares, *(other for other in named if other not in shares)]
    close = _closed(project, longer, others)
    for candidates, several in ((named, 1), (alike, 1), (longer, 1), (close, 3), (together, 2), (others, 3)):
        if len(candidates) >= several and difference(project, candidates) == 0:
            return candidates
    if project.category is not None:
        return ()  # stands in a class itself
    return named or (longer if len(longer) > 1 else ())


def _closed(project: Project, parts: Sequence[Project], others: Sequence[Project]) -> Sequence[Project]:
    """Parts with the one other project that makes them add up, where its name begins much like the whole."""
    missing = difference(project, parts) if parts else None
    if not missing:
        return ()
    fitting = [
        other
        for other in others
        if other not in parts
        and yuan(other.amount) == missing
        and _alike(other.name[: len(project.name)], project.name)
    ]
    return (*parts, *fitting) if len(fitting) == 1 else ()


def _classes(project: Project) -> Sequence[str]:
    return project.category.split("/") if project.category else ()


def _longer_name(part: Project, whole: Project) -> bool:
    return part.name.startswith(whole.name) and bool(_PART_MARK.match(part.name[len(whole.name) :]))


def _alike(one: str, other: str) -> bool:
    """Whether a class of a list and the name of its goal table are much the same (大宗印刷项目, 大宗印刷业务)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
