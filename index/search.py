"""Questions and their answers: the one way in which the page, the JSON, the command line and the feeds search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from index.engine import Engine, EngineResult, FacetValue, HistogramBucket
from index.fields import FACETS
from index.hit import Hit, highlights, yuan_number
from index.kinds import Kind, kinds
from index.query import Query, text_leaves
from index.relaxing import Relaxed, relaxed
from index.similar import SimilarPage, similar_projects
from index.spelling import Correction, corrections
from index.statistics import CLASS_FACETS, Statistics, guarded_statistics
from index.suggest import DEFAULT_LIMIT, Suggester, Suggestion

DEFAULT_FACETS = FACETS
#: Values of one facet in an answer, the most frequent; chosen values always stand among them.
MOST_FACET_VALUES = 100
DEFAULT_SIMILAR = 10


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to one query: one page of hits, and figures over everything it matches.

    ``relaxed`` is the looser query that was answered because ``query`` finds
    little. ``took_ms`` is the whole time inside ``Searcher.search``, ``engine_ms`` the
    engine's part of it.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: tuple[HistogramBucket, ...]
    stats: Statistics
    next_cursor: str | None
    took_ms: float
    engine_ms: float
    relaxed: Relaxed | None = None

    @property
    def asked(self) -> Query:
        """What was answered: what links, exports and feeds of this answer have to ask."""
        return self.relaxed.query if self.relaxed else self.query

    def as_json(self) -> dict[str, Any]:
        """The page as DESIGN section 5 lays it down; amounts in yuan."""
        return {
            "total": self.total,
            "took_ms": round(self.took_ms, 2),
            "engine_ms": round(self.engine_ms, 2),
            "query": self.query.text,
            "relaxed": self.relaxed and self.relaxed.notice,
            "hits": [hit.as_json() for hit in self.hits],
            "facets": {
                name: [{"value": value.value, "count": value.count} for value in values]
                for name, values in self.facets.items()
            },
            "histogram": [
                {"low": yuan_number(bucket.low_fen), "high": yuan_number(bucket.high_fen), "count": bucket.count}
                for bucket in self.histogram
            ],
            "stats": self.stats.as_json(),
            "next_cursor": self.next_cursor,
        }


class Searcher:
    """Asks an engine on behalf of a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._suggester = Suggester(engine)

    def search(self, query: Query, *, facets: Sequence[str] = DEFAULT_FACETS) -> SearchPage:
        """Answer a query.

        Raises:
            QueryError: it asks for what no field can answer, or its cursor does not fit.
            EngineError: the index cannot be used.
        """
        start = perf_counter()
        looser = self.relaxed(query)
        asked = looser.query if looser else query
        found = self._engine.search(asked, facets=tuple(dict.fromkeys((*facets, *CLASS_FACETS))))
        stats = guarded_statistics(self._engine, asked, found)
        engine_ms = _milliseconds_since(start)
        leaves = text_leaves(asked.tree)
        hits = tuple(Hit(hit.document, hit.score, highlights(hit.document, leaves)) for hit in found.hits)
        return SearchPage(
            query=query,
            total=found.total,
            hits=hits,
            facets=_cut_facets(found, query, facets),
            histogram=found.histogram,
            stats=stats,
            next_cursor=found.next_cursor,
            took_ms=_milliseconds_since(start),
            engine_ms=engine_ms,
            relaxed=looser,
        )

    def relaxed(self, query: Query) -> Relaxed | None:
        """The looser query that is answered in place of one that finds little; None where the query itself is."""
        return relaxed(self._engine, query)

    def suggest(self, typed: str, limit: int = DEFAULT_LIMIT) -> tuple[Suggestion, ...]:
        """What the typed text may become, the best first; see ``index/suggest.py``.

        Raises:
            EngineError: the index cannot be used.
        """
        return self._suggester.suggest(typed, limit)

    def corrections(self, query: Query) -> tuple[Correction, ...]:
        """What may have been meant by a query that finds nothing."""
        return corrections(self._engine, query)

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of projects of the whole index; reads all of them.

        Raises:
            EngineError: the index cannot be used.
        """
        return kinds(self._engine)

    def similar(self, project_id: str, limit: int = DEFAULT_SIMILAR) -> SimilarPage:
        """Projects of other counties that resemble a project, best first.

        Raises:
            UnknownProjectError: the index holds no project of this id.
            EngineError: the index cannot be used.
        """
        return similar_projects(self._engine, project_id, limit)


def _cut_facets(found: EngineResult, query: Query, facets: Sequence[str]) -> Mapping[str, tuple[FacetValue, ...]]:
    chosen = {(choice.field, value) for choice in query.filters for value in choice.values}
    return {
        name: tuple(
            value
            for rank, value in enumerate(found.facets[name])
            if rank < MOST_FACET_VALUES or (chosen and (name, value.value) in chosen)
        )
        for name in facets
    }


def _milliseconds_since(start: float) -> float:
    return (perf_counter() - start) * 1000
