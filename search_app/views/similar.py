"""The panel of similar projects: other counties' projects with what they pay and what they share with this one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from analyzers.money import from_fen
from index.hit import Hit
from index.similarity.similar import AmountSummary, SimilarPage
from search_app.addresses.links import record_link
from search_app.views.hit import amount, facts

#: Shared terms shown of one project.
MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class SimilarProject:
    id: str
    href: str
    name: str
    yuan: Decimal | None
    facts: tuple[str, ...]
    shared: tuple[str, ...]


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
    return SimilarView(tuple(map(_project, page.hits)), _spread(page.stats))


def _project(hit: Hit) -> SimilarProject:
    return SimilarProject(
        id=hit.document.id,
        href=record_link(hit.document.id),
        name=hit.document.name,
        yuan=amount(hit.document),
        facts=facts(hit.document),
        shared=tuple(reason.term for reason in hit.why[:MOST_TERMS]),
    )


def _spread(summary: AmountSummary) -> Spread | None:
    if summary.median_fen is None or summary.min_fen is None or summary.max_fen is None:
        return None
    return Spread(summary.count, from_fen(summary.median_fen), from_fen(summary.min_fen), from_fen(summary.max_fen))
