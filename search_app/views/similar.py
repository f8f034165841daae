"""The panel of similar projects: other counties' projects with what they pay and what they share with this one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from analyzers.money import from_fen
from index.hit import Hit
from index.similarity.quantities import UnitCost
from index.similarity.similar import AmountSummary, Comparison, SimilarPage
from search_app.addresses.links import record_link
from search_app.views.hit import amount, facts

#: Shared terms shown of one project.
MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class CostOfOne:
    """What one of a ``unit`` costs a similar project, and the project shown (``own``)."""

    unit: str
    yuan: Decimal
    own: Decimal


@dataclass(frozen=True, slots=True)
class SimilarProject:
    """A similar project: ``shared`` words, ``indicators`` by the same name, and what one of what both count costs."""

    id: str
    href: str
    name: str
    yuan: Decimal | None
    facts: tuple[str, ...]
    shared: tuple[str, ...]
    same_subject: bool = False
    indicators: tuple[str, ...] = ()
    costs: tuple[CostOfOne, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """What the similar projects with an amount pay; ``count`` of them."""

    count: int
    median: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class SimilarView:
    hits: tuple[SimilarProject, ...]
    spread: Spread | None


def similar_view(page: SimilarPage) -> SimilarView:
    """Turn similar projects into what the panel shows."""
    return SimilarView(tuple(map(_project, page.hits, page.comparisons)), _spread(page.stats))


def _project(hit: Hit, comparison: Comparison) -> SimilarProject:
    return SimilarProject(
        id=hit.document.id,
        href=record_link(hit.document.id),
        name=hit.document.name,
        yuan=amount(hit.document),
        facts=facts(hit.document),
        shared=tuple(reason.term for reason in hit.why[:MOST_TERMS]),
        same_subject=comparison.same_subject,
        indicators=comparison.indicators,
        costs=tuple(map(_cost, comparison.unit_costs)),
    )


def _cost(cost: UnitCost) -> CostOfOne:
    return CostOfOne(cost.unit, from_fen(cost.other_cost_fen), from_fen(cost.cost_fen))


def _spread(summary: AmountSummary) -> Spread | None:
    if summary.median_fen is None or summary.min_fen is None or summary.max_fen is None:
        return None
    return Spread(summary.count, from_fen(summary.median_fen), from_fen(summary.min_fen), from_fen(summary.max_fen))
