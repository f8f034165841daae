"""Joining what several places of a document say about one project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from analyzers.money import YUAN_PER_UNIT, format_yuan
from index.records import Amount, Indicator, Problem, Severity
from indexer.extract.flow import span, squeeze
from indexer.extract.projects.project_found import FoundProject

_WRITTEN_EITHER_WAY = re.compile(r"[\W_]|(?<=\d{4})年度?")
#: Share of characters in common from which two names of the same amount are one name.
_ALIKE = 0.75


def without_repeats(found: Iterable[FoundProject]) -> list[FoundProject]:
    """Projects of one kind of place, those printed twice (same code, or name, amount and unit) joined."""
    kept: dict[tuple[object, ...], FoundProject] = {}
    for project in found:
        key = (project.code,) if project.code else (_key(project), _yuan(project), squeeze(project.unit_name or ""))
        project.citations = list(span(project.citations))
        first = kept.setdefault(key, project)
        if first is not project:
            _join(first, project)
    return list(kept.values())


def _key(project: FoundProject) -> str:
    """The name without what is written one way or the other: punctuation, 年 behind a year."""
    return _WRITTEN_EITHER_WAY.sub("", project.name)


def _yuan(project: FoundProject) -> Decimal | None:
    return project.amount.yuan if project.amount else None


def merge(merged: list[FoundProject], source: Sequence[FoundProject]) -> list[Problem]:
    """Join the projects of one source to those known, or add them; returns the amounts that differ as problems."""
    known = list(merged)
    names, other_names = Counter(map(_key, known)), Counter(map(_key, source))
    problems = []
    for project in source:
        match = _match(project, known, only=names[_key(project)] == 1 == other_names[_key(project)])
        if match is None:
            merged.append(project)
            continue
        known.remove(match)
        if (problem := _difference(match, project)) is not None:
            problems.append(problem)
        _join(match, project)
    return problems


def merge_list(merged: list[FoundProject], told: Sequence[FoundProject]) -> None:
    """Join the projects of a list in the narrative to those known.

    The list is complete, so others are added only where it tells of all that are known: else it
    names the same projects in other words.
    """
    known = list(merged)
    pairs: list[tuple[FoundProject, FoundProject]] = []
    others: list[FoundProject] = []
    for project in told:
        match = _match(project, known, only=False)
        if match is None:
            others.append(project)
        else:
            known.remove(match)
            pairs.append((match, project))
    for match, project in pairs:
        _join(match, project)
    if not known:
        merged.extend(others)


def _match(project: FoundProject, known: Sequence[FoundProject], *, only: bool) -> FoundProject | None:
    """The same project among those known: by code, else by name and amount, else by a name that stands alone."""
    if project.code is not None:
        by_code = next((other for other in known if other.code == project.code), None)
        if by_code is not None:
            return by_code
    same_name = [other for other in known if _key(other) == _key(project) and (not other.code or not project.code)]
    same_amount = [other for other in same_name if _agree(other, project)]
    same_unit = [other for other in same_amount if _units_agree(other, project)]
    if same_unit or same_amount:
        return (same_unit or same_amount)[0]
    if only and same_name and not _is_class(project, known):
        return same_name[0]
    return None if same_name else _renamed(project, known)


def _is_class(project: FoundProject, known: Sequence[FoundProject]) -> bool:
    """Whether a project is the sum of a class of that name, not the one project of the name."""
    parts = [
        other for other in known if other.name == project.name or project.name in (other.category or "").split("/")
    ]
    amounts = [amount for part in parts if (amount := _yuan(part)) is not None]
    whole = _yuan(project)
    return whole is not None and len(amounts) > 1 and abs(sum(amounts) - whole) <= _last_digit(project.amount) / 2


def _renamed(project: FoundProject, known: Sequence[FoundProject]) -> FoundProject | None:
    """The one project of exactly this amount, if its name is much the same (市级人才经费, 人才类经费)."""
    if not _yuan(project) or project.code is not None:
        return None
    same_amount = [other for other in known if _yuan(other) == _yuan(project)]
    if len(same_amount) != 1:
        return None
    one, other = _key(project), _key(same_amount[0])
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    return same_amount[0] if alike or one in other or other in one else None


def _units_agree(one: FoundProject, other: FoundProject) -> bool:
    return squeeze(one.unit_name or "") == squeeze(other.unit_name or "")


def _agree(one: FoundProject, other: FoundProject) -> bool:
    """Whether two printed amounts may be the same one, rounded to the coarser of their units."""
    first, second = _yuan(one), _yuan(other)
    if first is None or second is None:
        return True
    return abs(first - second) <= max(_last_digit(one.amount), _last_digit(other.amount)) / 2


def _last_digit(amount: Amount | None) -> Decimal:
    """What one step of the last digit printed is worth in yuan."""
    if amount is None or amount.yuan is None:
        return Decimal(0)
    decimals = len(amount.raw.strip().partition(".")[2].rstrip("元万亿"))
    return YUAN_PER_UNIT[amount.unit].scaleb(-min(decimals, 8))


def _difference(kept: FoundProject, other: FoundProject) -> Problem | None:
    first, second = _yuan(kept), _yuan(other)
    if first is None or second is None or _agree(kept, other):
        return None
    message = (
        f"项目“{kept.name}”的金额不一致：{_printed_in(kept)}为{format_yuan(first)}，"
        f"{_printed_in(other)}为{format_yuan(second)}，采用前者。"
    )
    return Problem("project_amounts_differ", Severity.WARNING, message, other.citations[0].page)


def _printed_in(project: FoundProject) -> str:
    return f"第 {project.citations[0].page} 页{project.place.label}"


def _join(kept: FoundProject, other: FoundProject) -> None:
    """Add what another place says; what is known already stays, amounts in the finer unit win."""
    kept.code = kept.code or other.code
    kept.unit_name = kept.unit_name or other.unit_name
    if kept.amount is None or (_agree(kept, other) and _last_digit(other.amount) < _last_digit(kept.amount)):
        kept.amount = other.amount or kept.amount
    if len(other.goal) > len(kept.goal):
        kept.goal = other.goal
    kept.category = kept.category or other.category
    kept.basis = kept.basis or other.basis
    kept.note = kept.note or other.note
    seen = {_identity(indicator) for indicator in kept.indicators}
    kept.indicators.extend(indicator for indicator in other.indicators if _identity(indicator) not in seen)
    kept.citations.extend(other.citations)


def _identity(indicator: Indicator) -> tuple[str | None, ...]:
    return (indicator.level1, indicator.level2, indicator.level3, indicator.value)
