"""The projects of a document: found in goal tables, lists and prose, each kept once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from analyzers.money import YUAN_PER_UNIT, format_yuan
from index.records import Amount, Citation, Indicator, Problem, Project, Severity
from indexer.extract.amounts import Unit
from indexer.extract.flow import span, squeeze
from indexer.extract.goal_grid import goal_grids
from indexer.extract.goal_lines import goal_lines
from indexer.extract.project_found import FoundProject, Place
from indexer.extract.project_list import project_lists
from indexer.extract.project_prose import prose_projects
from indexer.extract.project_sums import sums
from indexer.extract.regions import Layout, StatementRegion

_WRITTEN_EITHER_WAY = re.compile(r"[\W_]|(?<=\d{4})年度?")
#: Parts named in a message about a sum.
_NAMED_PARTS = 3
#: Share of characters in common from which two names of the same amount are one name.
_ALIKE = 0.75
#: Goal tables print 万元 when no unit is printed anywhere.
_USUAL_UNIT = "万元"


def read_projects(layout: Layout, *, default_unit: str | None) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    """Every project of a document once, in reading order, with all the places it is printed in.

    ``default_unit`` is the unit of the document's tables, for those that print
    none. Where two places give one project different amounts, the prose is
    believed before the list and the list before the goal table, and a problem
    says so.
    """
    regions = [(region, _unit(region, default_unit)) for region in layout.statements]
    goals = [*goal_grids(regions), *goal_lines(regions)]
    sources = [_without_repeats(prose_projects(layout.narrative)), *project_lists(regions), _without_repeats(goals)]
    merged: list[FoundProject] = []
    problems: list[Problem] = []
    for source in sources:
        problems.extend(_merge(merged, source))
    merged.sort(key=_position)
    units = {project.unit_name for project in merged if project.unit_name}
    projects = tuple(_record(number, project, many_units=len(units) > 1) for number, project in enumerate(merged))
    return projects, (*problems, *_sum_problems(projects))


def _sum_problems(projects: Sequence[Project]) -> Iterator[Problem]:
    for ordinal, parts in sums(projects).items():
        project = projects[ordinal]
        names = "、".join(dict.fromkeys(projects[part].name for part in parts[:_NAMED_PARTS]))
        message = f"项目“{project.name}”是本文件另外 {len(parts)} 个项目（{names}等）的合计，加总时只计一次。"
        yield Problem("project_is_a_sum", Severity.INFO, message, project.citations[0].page)


def _unit(region: StatementRegion, default_unit: str | None) -> Unit:
    if region.unit is not None:
        return Unit(region.unit, "表头")
    if region.kind in ("goals_project", "goals_overall"):
        return Unit(_USUAL_UNIT, "全文")
    return Unit(default_unit or _USUAL_UNIT, "全文")


def _place_order(citation: Citation) -> tuple[int, int, float]:
    return (citation.page, citation.first_line or 0, citation.box.top if citation.box else 0.0)


def _position(project: FoundProject) -> tuple[int, int, float]:
    return min(map(_place_order, project.citations))


def _without_repeats(found: Iterable[FoundProject]) -> list[FoundProject]:
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


def _merge(merged: list[FoundProject], source: Sequence[FoundProject]) -> list[Problem]:
    """Join the projects of a source to those known, or add them."""
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
    if only and same_name:
        return same_name[0]
    return _renamed(project, known)


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
    names = {Place.GOALS: "绩效目标表", Place.LIST: "项目支出表", Place.PROSE: "项目情况说明"}
    message = (
        f"项目“{kept.name}”的金额不一致：{names[kept.place]}为{format_yuan(first)}，"
        f"{names[other.place]}为{format_yuan(second)}，采用前者。"
    )
    return Problem("project_amounts_differ", Severity.WARNING, message, other.citations[0].page)


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


def _record(ordinal: int, project: FoundProject, *, many_units: bool) -> Project:
    """The finished record; the unit is told in the note where the document has several."""
    unit = f"用款单位：{project.unit_name}" if many_units and project.unit_name else None
    note = "；".join(text for text in (unit, project.note) if text)
    return Project(
        ordinal=ordinal,
        name=project.name,
        code=project.code,
        amount=project.amount,
        goal=project.goal or None,
        indicators=tuple(project.indicators),
        citations=tuple(sorted(dict.fromkeys(project.citations), key=_place_order)),
        category=project.category,
        basis=project.basis,
        note=note or None,
    )
