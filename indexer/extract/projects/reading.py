"""The projects of a document: found in goal tables, lists and prose, each kept once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analyzers.money import format_yuan
from index.records import Citation, OverallGoal, Problem, Project, Severity
from indexer.extract.amounts import Unit
from indexer.extract.projects.goal_grid import goal_grids
from indexer.extract.projects.goal_lines import goal_lines
from indexer.extract.projects.goal_overall import overall_goals
from indexer.extract.projects.indicator_levels import with_first_levels
from indexer.extract.projects.project_found import FoundProject, ListTotal
from indexer.extract.projects.project_list import project_lists
from indexer.extract.projects.project_merge import merge, merge_list, without_repeats
from indexer.extract.projects.project_prose import prose_projects
from indexer.extract.projects.project_sums import difference, sums
from indexer.extract.projects.prose_lists import prose_lists
from indexer.extract.regions import Layout, StatementRegion

#: Parts named in the note of a sum.
_NAMED_PARTS = 3
#: Goal tables print 万元 when no unit is printed anywhere.
_USUAL_UNIT = "万元"


def read_projects(
    layout: Layout, *, default_unit: str | None
) -> tuple[tuple[Project, ...], tuple[Problem, ...], tuple[ListTotal, ...]]:
    """Every project of a document once, in reading order, with all the places it is printed in; totals of its lists.

    ``default_unit`` is the unit of the document's tables, for those that print
    none. Where two places give one project different amounts, the prose is
    believed before the list and the list before the goal table, and a problem
    says so.
    """
    regions = [(region, _unit(region, default_unit)) for region in layout.statements]
    goals = [*goal_grids(regions), *goal_lines(regions)]
    lists = project_lists(regions)
    listed = [found.projects for found in lists]
    sources = [without_repeats(prose_projects(layout.narrative)), *listed, without_repeats(goals)]
    merged: list[FoundProject] = []
    problems: list[Problem] = []
    for source in sources:
        problems.extend(merge(merged, source))
    merge_list(merged, prose_lists(layout.narrative))
    merged.sort(key=_position)
    units = {project.unit_name for project in merged if project.unit_name}
    projects = tuple(_record(number, project, many_units=len(units) > 1) for number, project in enumerate(merged))
    totals = tuple(found.total for found in lists if found.total is not None)
    summed_up = sums(projects)
    problems.extend(_sum_problems(projects, summed_up))
    return tuple(_with_parts(projects, summed_up)), tuple(problems), totals


def read_overall_goals(layout: Layout, *, default_unit: str | None) -> tuple[OverallGoal, ...]:
    """The goals of the whole department or unit, and of each unit that has its own, in reading order."""
    return overall_goals((region, _unit(region, default_unit)) for region in layout.statements)


def _with_parts(projects: Sequence[Project], found: Mapping[int, tuple[int, ...]]) -> Iterator[Project]:
    """The projects, those that are sums of others with a note that says so."""
    for project in projects:
        parts = found.get(project.ordinal)
        if not parts:
            yield project
            continue
        names = "、".join(dict.fromkeys(projects[part].name for part in parts[:_NAMED_PARTS]))
        names += "等" if len(parts) > _NAMED_PARTS else ""
        told = f"包含本文件另外 {len(parts)} 个项目（{names}），加总时不重复计算"
        yield replace(project, note="；".join(text for text in (told, project.note) if text))


def _sum_problems(projects: Sequence[Project], found: Mapping[int, tuple[int, ...]]) -> Iterator[Problem]:
    """Sums that are not what their parts add up to."""
    for ordinal, parts in found.items():
        project = projects[ordinal]
        off = difference(project, [projects[part] for part in parts])
        if off:
            message = (
                f"项目“{project.name}”包含本文件另外 {len(parts)} 个项目，"
                f"它的金额与这些项目之和相差 {format_yuan(off)}。"
            )
            yield Problem("project_is_a_sum", Severity.WARNING, message, project.citations[0].page)


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
        indicators=tuple(with_first_levels(project.indicators)),
        citations=tuple(sorted(dict.fromkeys(project.citations), key=_place_order)),
        category=project.category,
        basis=project.basis,
        note=note or None,
    )
