"""Kinds of projects over the whole catalog: what several counties pay for, how many, and how much.

Every project belongs to one kind: of the concepts its name says, the one that tells most and that projects of two
counties or more say in their names. A project whose name says nothing telling (机构运转补助) is placed by its goal.
Reading the whole catalog takes time, so the kinds are worked out once for each state of the index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.parts import compound_parts, is_weak
from analyzers.segment import index_words
from analyzers.synonyms import concept, expansions, names_of
from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engine import Engine
from index.hit import yuan_number
from index.query.tree import Query
from index.similarity.likeness import PROJECTS

#: Counties that must share a kind.
LEAST_COUNTIES = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """Projects of one kind; amounts in fen, None where no project prints one. ``ids`` are record ids."""

    name: str
    other_names: tuple[str, ...]
    projects: int
    counties: int
    median_fen: int | None
    min_fen: int | None
    max_fen: int | None
    ids: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The kind with amounts in yuan."""
        return {
            "name": self.name,
            "other_names": list(self.other_names),
            "projects": self.projects,
            "counties": self.counties,
            "median": yuan_number(self.median_fen),
            "min": yuan_number(self.min_fen),
            "max": yuan_number(self.max_fen),
            "ids": list(self.ids),
        }


@dataclass(frozen=True, slots=True)
class _Placed:
    """What is kept of a project: enough to group it and sum it up."""

    id: str
    place: str
    amount_fen: int | None
    named: frozenset[str]
    said: frozenset[str]


def kinds(engine: Engine) -> tuple[Kind, ...]:
    """The kinds of projects that two counties or more have, those of most counties first."""
    projects = [_placed(project) for project in engine.scan(Query(filters=PROJECTS))]
    counties = _counties(projects)
    members: dict[str, list[_Placed]] = defaultdict(list)
    for project in projects:
        if name := _kind_of(project, counties):
            members[name].append(project)
    found = (_kind(name, placed) for name, placed in members.items())
    shared = (kind for kind in found if kind.counties >= LEAST_COUNTIES)
    return tuple(sorted(shared, key=lambda kind: (-kind.counties, -kind.projects, kind.name)))


def _placed(project: IndexDocument) -> _Placed:
    place = project.division_code or project.document_id
    around = project.province + project.prefecture + project.county
    named = _telling(project.name, around)
    return _Placed(
        project.id, place, project.amount_fen, named, frozenset() if named else _telling(project.goal, around)
    )


def _telling(text: str, around: str) -> frozenset[str]:
    words = (word for word in index_words(normalise_text(text)) if word not in around)
    return frozenset(concept(word) for word in words if _names_a_kind(word))


def _names_a_kind(word: str) -> bool:
    """Whether a word can: no number, and known by other names or with a telling part (服务项目 has none)."""
    if is_weak(word) or word.replace(".", "").isdecimal():
        return False
    return bool(expansions(word)) or not all(is_weak(part) for part in compound_parts(word))


def _counties(projects: Iterable[_Placed]) -> Mapping[str, int]:
    """Concept -> counties with a project named after it."""
    places = {(name, project.place) for project in projects for name in project.named}
    return Counter(name for name, _ in places)


def _kind_of(project: _Placed, counties: Mapping[str, int]) -> str | None:
    """The telling concept of a project: one with other names before others, then the longest, then the most shared."""
    shared = [name for name in project.named or project.said if counties.get(name, 0) >= LEAST_COUNTIES]
    if not project.named:
        shared = [name for name in shared if expansions(name)]
    return max(shared, key=lambda name: (bool(expansions(name)), len(name), counties[name], name), default=None)


def _kind(name: str, placed: Sequence[_Placed]) -> Kind:
    amounts = sorted(project.amount_fen for project in placed if project.amount_fen is not None)
    return Kind(
        name=name,
        other_names=tuple(other for other in names_of(name) if other != name),
        projects=len(placed),
        counties=len({project.place for project in placed}),
        median_fen=median(amounts),
        min_fen=amounts[0] if amounts else None,
        max_fen=amounts[-1] if amounts else None,
        ids=tuple(project.id for project in placed),
    )


def median(ordered: Sequence[int]) -> int | None:
    """The middle of ordered whole numbers; that of two rounded up, None of none."""
    if not ordered:
        return None
    return -(-(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2)
