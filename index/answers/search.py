"""Questions and their answers: the one way in which the page, the JSON, the command line and the feeds search."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from index.answers.facets import MOST_FACET_VALUES, answer_facets
from index.answers.holders import Holders
from index.answers.relaxing import Relaxed, relaxed
from index.answers.remembering import Recent
from index.answers.spelling import Correction, corrections
from index.answers.statistics import Statistics, guarded_statistics
from index.answers.suggest import DEFAULT_LIMIT, Suggester, Suggestion
from index.engine import Engine, FacetValue, HistogramBucket
from index.fields import FACETS
from index.hit import Hit, highlights, yuan_number
from index.query.tree import Filter, Query, text_leaves
from index.records import RecordKind
from index.similarity.kinds import Kind, kinds
from index.similarity.similar import SimilarPage, similar_projects

DEFAULT_FACETS = FACETS
DEFAULT_SIMILAR = 10
#: Queries whose figures are remembered: some megabytes.
MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to one query: one page of hits, and figures over everything it matches.

    ``relaxed`` is the looser query that was answered because ``query`` finds
    little. ``took_ms`` is the whole time inside ``Searcher.search``, ``engine_ms`` until
    the engine had answered.
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


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is said of everything a query matches: the same for all of its pages and orders."""

    relaxed: Relaxed | None
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: tuple[HistogramBucket, ...]
    stats: Statistics


@dataclass(frozen=True, slots=True)
class _Hits:
    """One page of hits with what is marked in them; ``found_at`` is when the engine had answered."""

    hits: tuple[Hit, ...]
    next_cursor: str | None
    found_at: float


class Searcher:
    """Asks an engine on behalf of a reader; ``remembered`` is of how many queries the figures are kept."""

    def __init__(self, engine: Engine, *, remembered: int | None = None) -> None:
        self._engine = engine
        self._suggester = Suggester(engine)
        self._holders = Holders(engine)
        self._figures: Recent[_Figures] = Recent(MOST_REMEMBERED if remembered is None else remembered)

    def search(self, query: Query, *, facets: Sequence[str] = DEFAULT_FACETS) -> SearchPage:
        """Answer a query.

        Raises:
            QueryError: it asks for what no field can answer, or its cursor does not fit.
            EngineError: the index cannot be used.
        """
        start = perf_counter()
        whole = _whole(query)
        with self._engine.beside.doing(lambda: self._hits(query)) as found:
            figures = self._figures.get(self._engine.state(), (whole, *facets), lambda: self._work_out(whole, facets))
            figures_at = perf_counter()
            looser = figures.relaxed and replace(figures.relaxed, query=replace(query, tree=figures.relaxed.query.tree))
            hits = self._hits(looser.query) if looser else found()
        return SearchPage(
            query=query,
            total=figures.total,
            hits=hits.hits,
            facets=figures.facets,
            histogram=figures.histogram,
            stats=figures.stats,
            next_cursor=hits.next_cursor,
            took_ms=_milliseconds(start, perf_counter()),
            engine_ms=_milliseconds(start, max(figures_at, hits.found_at)),
            relaxed=looser,
        )

    def _hits(self, query: Query) -> _Hits:
        page = self._engine.page(query)
        found_at = perf_counter()
        leaves = text_leaves(query.tree)
        hits = tuple(Hit(hit.document, hit.score, highlights(hit.document, leaves)) for hit in page.hits)
        return _Hits(hits, page.next_cursor, found_at)

    def _work_out(self, whole: Query, facets: Sequence[str]) -> _Figures:
        with self._engine.beside.doing(lambda: self._holders.covered(whole, RecordKind.PROJECT)) as of_projects:
            found = self._engine.search(whole, facets=facets, most_values=MOST_FACET_VALUES)
            looser = relaxed(self._engine, whole, total=found.total)
            if looser:
                found = self._engine.search(looser.query, facets=facets, most_values=MOST_FACET_VALUES)
            asked = looser.query if looser else whole

            def covered(adds: str) -> Collection[str]:
                expected = asked is whole and adds == RecordKind.PROJECT
                return of_projects() if expected else self._holders.covered(asked, adds)

            stats = guarded_statistics(found, covered)
        values = answer_facets(self._engine, asked, found, facets)
        return _Figures(looser, found.total, values, found.histogram, stats)

    def relaxed(self, query: Query) -> Relaxed | None:
        """The looser query that is answered in place of one that finds little; None where the query itself is."""
        return relaxed(self._engine, query)

    def suggest(self, typed: str, limit: int = DEFAULT_LIMIT) -> tuple[Suggestion, ...]:
        """What the typed text may become, the best first; see ``index/answers/suggest.py``.

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


def _whole(query: Query) -> Query:
    """What a query finds, apart from how it was typed, ordered and paged; choices in one order."""
    filters = (Filter(chosen.field, tuple(sorted(chosen.values)), chosen.exclude) for chosen in query.filters)
    ordered = sorted(filters, key=lambda chosen: (chosen.field, chosen.exclude, chosen.values))
    return Query(query.tree, filters=tuple(ordered), ranges=query.ranges, limit=0)


def _milliseconds(start: float, end: float) -> float:
    return (end - start) * 1000
