"""Projects that are the sum of other projects of the same document.

Lists break a class (办公场所租赁) down into projects and units while its goal
table speaks of the class as a whole. Both are kept; the money counts once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from index.records import Project
from indexer.extract.amounts import yuan

#: The rounding allowed for each part and for the whole: half a step of 0.01 万元.
_ROUNDING = Decimal(50)
_PART_MARK = re.compile(r"[-—（(]")


def sums(projects: Sequence[Project]) -> Mapping[int, tuple[int, ...]]:
    """Ordinals of projects that are sums, each with the ordinals of its parts.

    A part belongs to a class of that name, has the same name (another unit's
    share), or a longer name that begins with it.
    """
    found: dict[int, tuple[int, ...]] = {}
    for project in projects:
        whole = yuan(project.amount)
        parts = [other for other in projects if other is not project and _may_be_part(other, project)]
        amounts = [amount for part in parts if (amount := yuan(part.amount)) is not None]
        if whole and len(amounts) == len(parts) > 0 and abs(sum(amounts) - whole) <= _ROUNDING * (len(parts) + 1):
            if not (len(parts) == 1 and parts[0].ordinal in found):
                found[project.ordinal] = tuple(part.ordinal for part in parts)
    return found


def _may_be_part(part: Project, whole: Project) -> bool:
    if whole.name in (part.category or "").split("/") or part.name == whole.name:
        return True
    return part.name.startswith(whole.name) and bool(_PART_MARK.match(part.name[len(whole.name) :]))
