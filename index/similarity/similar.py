"""Similar projects: what other counties pay for the same kind of thing, and what makes it the same kind.

Candidates say the telling words of a project; ``index/similarity/likeness.py`` weighs what each shares with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.synonyms import names_of, related_concepts
from analyzers.text import normalise_text
from index.documents import PART_SEPARATOR, IndexDocument
from index.engine import Engine
from index.hit import Hit, yuan_number
from index.query.tree import Filter, Query
from index.records import RecordKind
from index.similarity.kinds import median
from index.similarity.likeness import PROJECTS, RELATED_FACTOR, Likeness, Profile, compare, profile, same_subject
from index.similarity.quantities import UnitCost, unit_costs

#: Concepts candidates are asked for, and candidates compared in full.
MOST_ASKED, MOST_COMPARED = 16, 40
#: Below this part of the project's own weight, what is shared is chance.
LEAST_LIKENESS = 0.01
#: Reasons, and indicators of the same name, given for one hit.
MOST_REASONS, MOST_INDICATORS = 8, 3
#: A word that weighs less than this part of the heaviest is no reason: nearly every project says it.
LEAST_REASON = 0.05
#: Where the value of an indicator starts.
_VALUE = re.compile(r"[≥≤<>=＞＜$]|[0-9]")


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
class Comparison:
    """A project side by side with the one asked about.

    ``amount_ratio`` is its amount by that of the other, None where one is missing;
    ``indicators`` are those both print; ``unit_costs`` have that of the project
    asked about first.
    """

    same_subject: bool
    amount_ratio: float | None
    indicators: tuple[str, ...]
    unit_costs: tuple[UnitCost, ...]

    def as_json(self) -> dict[str, Any]:
        """The comparison with costs in yuan."""
        return {
            "same_subject": self.same_subject,
            "amount_ratio": None if self.amount_ratio is None else round(self.amount_ratio, 4),
            "indicators": list(self.indicators),
            "unit_costs": [
                {"unit": cost.unit, "cost": yuan_number(cost.cost_fen), "other_cost": yuan_number(cost.other_cost_fen)}
                for cost in self.unit_costs
            ],
        }


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """A project, the projects like it in other counties, best first, and a summary of what those pay.

    ``comparisons`` are of the hits, one each.
    """

    project: Hit
    hits: tuple[Hit, ...]
    stats: AmountSummary
    comparisons: tuple[Comparison, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The page as DESIGN section 5 lays it down; amounts in yuan."""
        return {
            "project": self.project.as_json(),
            "hits": [hit.as_json() for hit in self.hits],
            "comparisons": [comparison.as_json() for comparison in self.comparisons],
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
    asking = profile(engine, project)
    compared = [(compare(asking, other), other) for other in _candidates(engine, asking)]
    alike = sorted(
        ((likeness, other) for likeness, other in compared if likeness.score >= LEAST_LIKENESS),
        key=lambda pair: (-pair[0].score, pair[1].id),
    )[:limit]
    hits = tuple(_hit(likeness, other) for likeness, other in alike)
    comparisons = tuple(_comparison(project, other) for _, other in alike)
    return SimilarPage(Hit(project, 1.0), hits, _summary(hits), comparisons)


def _hit(likeness: Likeness, project: IndexDocument) -> Hit:
    heaviest = likeness.reasons[0].weight if likeness.reasons else 0.0
    told = [reason for reason in likeness.reasons[:MOST_REASONS] if reason.weight >= LEAST_REASON * heaviest]
    return Hit(project, likeness.score, why=tuple(told))


def _candidates(engine: Engine, asking: Profile) -> Sequence[IndexDocument]:
    """Projects of other counties that say the heaviest concepts, by any name, or related ones."""
    words: dict[str, float] = {}
    asked = [name for name in asking.weights if name in asking.elsewhere or related_concepts(name)][:MOST_ASKED]
    for name in asked:
        weight = asking.weights[name]
        for other in related_concepts(name):
            words.update((word, RELATED_FACTOR * weight) for word in names_of(other) if word not in words)
        words.update(dict.fromkeys(names_of(name), weight))
    if not words:
        return ()
    return engine.saying(words, Query(filters=(*PROJECTS, _elsewhere(asking.project))), MOST_COMPARED)


def _comparison(project: IndexDocument, other: IndexDocument) -> Comparison:
    ratio = other.amount_fen / project.amount_fen if project.amount_fen and other.amount_fen else None
    shared = [name for name in _indicator_names(project) if name in set(_indicator_names(other))]
    indicators = tuple(dict.fromkeys(shared))[:MOST_INDICATORS]
    return Comparison(same_subject(project, other), ratio, indicators, unit_costs(project, other))


def _indicator_names(project: IndexDocument) -> Iterator[str]:
    """The indicators without their values, normalised: what stands before the first digit or sign of comparison."""
    for indicator in project.indicators.split(PART_SEPARATOR):
        if name := _VALUE.split(normalise_text(indicator), maxsplit=1)[0]:
            yield name


def _elsewhere(project: IndexDocument) -> Filter:
    """Another place; where the place is unknown, another document."""
    if project.division_code:
        return Filter("division_code", (project.division_code,), exclude=True)
    return Filter("document_id", (project.document_id,), exclude=True)


def _summary(hits: Sequence[Hit]) -> AmountSummary:
    amounts = sorted(hit.document.amount_fen for hit in hits if hit.document.amount_fen is not None)
    if not amounts:
        return AmountSummary(0, None, None, None)
    return AmountSummary(len(amounts), median(amounts), amounts[0], amounts[-1])
