"""Similar projects: what other counties pay for the same kind of thing, and what makes it the same kind.

A project is the set of its terms. A term two projects share counts by where it
stands in both (name before goal before indicators) and by the square of its
rarity, so that what every project says (满意度, 验收合格率, 保障正常运转) counts
for little; a term that has other names (公务用车, 公车) names a kind of thing and
counts double. Likeness is what is shared as a part of the project's own weight,
less for projects that say a great deal, which share something with everything.

The numbers below were chosen on the judged pairs of five county disclosures.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.segment import index_words, query_words
from analyzers.synonyms import expansions
from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engine import Engine
from index.fields import CONTENT_FIELDS
from index.hit import Hit, Reason, yuan_number
from index.query import Exact, Filter, Or, Query
from index.records import RecordKind

#: Terms looked up for their frequency, those most worth asking for, and projects compared in full.
MOST_TERMS, MOST_ASKED, MOST_COMPARED = 80, 30, 60
#: How much more a term counts that has other names, and how strongly a long text counts against a project.
KNOWN_TERM_FACTOR, LENGTH_EXPONENT = 2.0, 0.25
#: Below this part of the project's own weight, what is shared is chance.
LEAST_LIKENESS = 0.01
#: Reasons given for one hit.
MOST_REASONS = 8

_PROJECTS = (Filter("kind", (RecordKind.PROJECT,)),)


class UnknownProjectError(LookupError):
    """The index holds no project of this id; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class AmountSummary:
    """The amounts of the hits that print one; None where none does. The median of two is rounded up to the fen."""

    count: int
    median_fen: int | None
    min_fen: int | None
    max_fen: int | None


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """A project, the projects like it in other counties, best first, and a summary of what those pay."""

    project: Hit
    hits: tuple[Hit, ...]
    stats: AmountSummary

    def as_json(self) -> dict[str, Any]:
        """The page as DESIGN section 5 lays it down; amounts in yuan."""
        return {
            "project": self.project.as_json(),
            "hits": [hit.as_json() for hit in self.hits],
            "stats": {
                "count": self.stats.count,
                "median": yuan_number(self.stats.median_fen),
                "min": yuan_number(self.stats.min_fen),
                "max": yuan_number(self.stats.max_fen),
            },
        }


def similar_projects(engine: Engine, project_id: str, limit: int) -> SimilarPage:
    """Find projects like this one in other counties.

    Raises:
        UnknownProjectError: the index holds no project of this id.
    """
    project = engine.get(project_id)
    if project is None or project.kind != RecordKind.PROJECT:
        raise UnknownProjectError(f"索引里没有编号为 {project_id} 的项目")
    profile = _profile(engine, project)
    likely = (_compare(profile, candidate) for candidate in _candidates(engine, project, profile))
    hits = sorted((hit for hit in likely if hit.score >= LEAST_LIKENESS), key=lambda hit: (-hit.score, hit.document.id))
    return SimilarPage(Hit(project, 1.0), tuple(hits[:limit]), _summary(hits[:limit]))


@dataclass(frozen=True, slots=True)
class _Profile:
    """What a project is about: term -> its weight, the heaviest first.

    ``whole`` is what the project shares with itself, ``size`` the number of its terms.
    """

    weights: Mapping[str, float]
    whole: float
    size: int


def _profile(engine: Engine, project: IndexDocument) -> _Profile:
    strengths = _strengths(project)
    strongest = sorted(strengths, key=lambda term: -strengths[term])[:MOST_TERMS]
    projects = engine.count(Query(filters=_PROJECTS))
    weights = {term: strengths[term] * _importance(engine, term, projects) for term in strongest}
    heaviest_first = dict(sorted(weights.items(), key=lambda item: -item[1]))
    whole = sum(weight * strengths[term] for term, weight in weights.items())
    return _Profile(heaviest_first, whole, len(strengths))


def _strengths(project: IndexDocument) -> dict[str, float]:
    """Term -> the boost of the weightiest field that says it, in reading order."""
    strengths: dict[str, float] = {}
    for field in CONTENT_FIELDS:
        for word in index_words(normalise_text(getattr(project, field.name))):
            if _is_telling(word):
                strengths[word] = max(field.boost, strengths.get(word, 0.0))
    return strengths


def _is_telling(word: str) -> bool:
    """Single characters and mere numbers say nothing about the kind of project."""
    return len(word) > 1 and not word.replace(".", "").isdecimal()


def _importance(engine: Engine, term: str, projects: int) -> float:
    """The squared inverse document frequency among projects, more for a term that has other names."""
    saying = engine.count(Query(Exact(term), filters=_PROJECTS))
    rarity = math.log(1 + (projects - saying + 0.5) / (saying + 0.5))
    return rarity**2 * (KNOWN_TERM_FACTOR if expansions(term) else 1.0)


def _candidates(engine: Engine, project: IndexDocument, profile: _Profile) -> Iterator[IndexDocument]:
    """Projects of other counties that say one of the heaviest terms, or another name for it."""
    asked = list(profile.weights)[:MOST_ASKED]
    terms = dict.fromkeys((*asked, *(other.term for term in asked for other in expansions(term))))
    query = Query(
        Or(tuple(Exact(term) for term in terms)), filters=(*_PROJECTS, _elsewhere(project)), limit=MOST_COMPARED
    )
    return (hit.document for hit in engine.search(query).hits)


def _elsewhere(project: IndexDocument) -> Filter:
    """Another place; where the place is unknown, another document."""
    if project.division_code:
        return Filter("division_code", (project.division_code,), exclude=True)
    return Filter("document_id", (project.document_id,), exclude=True)


def _compare(profile: _Profile, candidate: IndexDocument) -> Hit:
    said = _strengths(candidate)
    scale = (profile.size / max(len(said), 1)) ** LENGTH_EXPONENT / profile.whole
    shared = _without_parts({reason.term: reason.weight * scale for reason in _shared(profile, said)})
    reasons = sorted((Reason(term, weight) for term, weight in shared.items()), key=_heaviest_first)
    return Hit(candidate, min(1.0, sum(reason.weight for reason in reasons)), why=tuple(reasons[:MOST_REASONS]))


def _shared(profile: _Profile, said: Mapping[str, float]) -> Iterator[Reason]:
    """What both say, in the words of the other project."""
    for term, weight in profile.weights.items():
        if term in said:
            yield Reason(term, weight * said[term])
            continue
        for other in expansions(term):
            words = query_words(other.term)
            if words and all(word in said for word in words):
                yield Reason(other.term, weight * other.weight * min(said[word] for word in words))
                break


def _without_parts(weights: Mapping[str, float]) -> dict[str, float]:
    """A shared compound counts once: 政务外网 without 政务 and 外网."""
    return {
        term: weight
        for term, weight in weights.items()
        if not any(term != longer and term in longer for longer in weights)
    }


def _heaviest_first(reason: Reason) -> tuple[float, str]:
    return -reason.weight, reason.term


def _summary(hits: Sequence[Hit]) -> AmountSummary:
    amounts = sorted(hit.document.amount_fen for hit in hits if hit.document.amount_fen is not None)
    if not amounts:
        return AmountSummary(0, None, None, None)
    low, high = amounts[(len(amounts) - 1) // 2], amounts[len(amounts) // 2]
    return AmountSummary(len(amounts), -(-(low + high) // 2), amounts[0], amounts[-1])
