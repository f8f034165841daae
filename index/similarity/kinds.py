"""Kinds of projects over the whole catalog: what several counties pay for, how many, and how much.

Every project belongs to one kind: of the concepts its name says that projects of two counties or more say in their
names, the last one with other names, for a Chinese name ends with what it is about (信访接待中心安保服务 is guards);
one without other names must be the end of the name, and a compound: 处置, 事项 or 制作 are said of anything. Who pays
is no kind unless the name says nothing else (信访业务费 of a 信访局). A project whose name says nothing telling
(机构运转补助) is placed by the beginning of its goal. A kind is called what most of its counties call it.
Reading the whole catalog takes time, so the kinds are worked out once for each state of the index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.parts import compound_parts, is_weak
from analyzers.segment import Word, index_word_spans
from analyzers.synonyms import concept, expansions, names_of
from analyzers.text import normalise_text
from index.answers.holders import departments_of_units
from index.documents import IndexDocument
from index.engine import Engine
from index.hit import yuan_number
from index.query.tree import Query
from index.similarity.likeness import PROJECTS
from index.similarity.telling import is_empty, names_act, tells_payer

#: Counties that must share a kind.
LEAST_COUNTIES = 2
#: Characters of a goal that say what it is about; what follows is how, and for whose good.
_GOAL_BEGINNING = 40
#: Characters of a concept without other names that can be a kind.
_SHORTEST_UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Added:
    """What projects of one year and stage cost together, in fen; those of units only without their department's."""

    year: int
    stage: str
    projects: int
    sum_fen: int

    def as_json(self) -> dict[str, Any]:
        """The sum in yuan."""
        return {
            "year": self.year,
            "stage": self.stage,
            "projects": self.projects,
            "sum": yuan_number(self.sum_fen),
        }


@dataclass(frozen=True, slots=True)
class Kind:
    """Projects of one kind; amounts in fen, None where no project prints one. ``ids`` are record ids.

    ``added`` is of the year and stage that most amounts are of, the latest of several: the same money is budgeted and
    accounted for, and again every year. None where no year is known.
    """

    name: str
    other_names: tuple[str, ...]
    projects: int
    counties: int
    median_fen: int | None
    min_fen: int | None
    max_fen: int | None
    added: Added | None
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
            "added": self.added and self.added.as_json(),
            "ids": list(self.ids),
        }


@dataclass(frozen=True, slots=True)
class _Said:
    """A telling concept of a text, in its words; ``last`` where no telling word ends after it.

    ``known`` is one with other names, or an act.
    """

    name: str
    term: str
    last: bool
    known: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """What is kept of a project: enough to group it and sum it up. Concepts are in the order of choice."""

    id: str
    place: str
    amount_fen: int | None
    year: int | None
    stage: str
    holder: str
    named: tuple[_Said, ...]
    goal: tuple[_Said, ...]


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
    named = _telling(project, project.name)
    goal = () if named else _telling(project, project.goal[:_GOAL_BEGINNING])
    return _Placed(
        id=project.id,
        place=place,
        amount_fen=project.amount_fen,
        year=project.year,
        stage=project.stage,
        holder=project.holder,
        named=named,
        goal=goal,
    )


def _telling(project: IndexDocument, text: str) -> tuple[_Said, ...]:
    """The telling concepts of a text, those that end last first, of these the longest; who pays for want of others."""
    around = project.province + project.prefecture + project.county
    words = [
        word for word in index_word_spans(normalise_text(text)) if word.text not in around and _names_a_kind(word.text)
    ]
    words = [word for word in words if not tells_payer(project, word.text, concept(word.text))] or words
    words = sorted(words, key=lambda word: (-_end(word), word.start))
    said: dict[str, _Said] = {}
    for word in words:
        name = concept(word.text)
        said.setdefault(name, _Said(name, word.text, _end(word) == _end(words[0]), _is_known(word.text)))
    return tuple(said.values())


def _end(word: Word) -> int:
    return word.start + len(word.text)


def _is_known(word: str) -> bool:
    return bool(expansions(word)) or names_act(word)


def _names_a_kind(word: str) -> bool:
    """Whether a word can: no number, and known by other names or with a telling part (服务项目 has none)."""
    if is_empty(word) or word.replace(".", "").isdecimal():
        return False
    return _is_known(word) or not all(is_weak(part) for part in compound_parts(word))


def _counties(projects: Iterable[_Placed]) -> Mapping[str, int]:
    """Concept -> counties with a project named after it."""
    places = {(said.name, project.place) for project in projects for said in project.named}
    return Counter(name for name, _ in places)


def _kind_of(project: _Placed, counties: Mapping[str, int]) -> str | None:
    """The first shared concept by which a project is known; for want of one, the shared end of its name."""
    shared = [said for said in project.named or project.goal if counties.get(said.name, 0) >= LEAST_COUNTIES]
    known = (said.name for said in shared if said.known)
    ends = (said.name for said in shared if said.last and project.named and len(said.name) >= _SHORTEST_UNKNOWN)
    return next(known, None) or next(ends, None)


def _kind(name: str, placed: Sequence[_Placed]) -> Kind:
    said = {(said.term, project.place) for project in placed for said in project.named if said.name == name}
    called = Counter(term for term, _ in said)
    label = max(called, key=lambda term: (called[term], term == name, term), default=name)
    amounts = sorted(project.amount_fen for project in placed if project.amount_fen is not None)
    return Kind(
        name=label,
        other_names=tuple(other for other in names_of(name) if other != label),
        projects=len(placed),
        counties=len({project.place for project in placed}),
        median_fen=median(amounts),
        min_fen=amounts[0] if amounts else None,
        max_fen=amounts[-1] if amounts else None,
        added=_added(placed),
        ids=tuple(project.id for project in placed),
    )


def _added(placed: Iterable[_Placed]) -> Added | None:
    editions: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    for project in placed:
        if project.amount_fen is not None and project.year is not None:
            editions[project.year, project.stage].append((project.holder, project.amount_fen))
    if not editions:
        return None
    year, stage = max(editions, key=lambda edition: (len(editions[edition]), edition))
    held = editions[year, stage]
    contained = departments_of_units(holder for holder, _ in held)
    amounts = [fen for holder, fen in held if holder not in contained]
    return Added(year, stage, len(amounts), sum(amounts))


def median(ordered: Sequence[int]) -> int | None:
    """The middle of ordered whole numbers; that of two rounded up, None of none."""
    if not ordered:
        return None
    return -(-(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2)
