"""The results page as it is shown, assembled from the answer to one query."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyzers.money import format_yuan, from_fen
from index.engine import Engine
from index.parser import MAX_CLAUSES, also_searched, describe, parse, understood
from index.query import DEFAULT_LIMIT, Query, QueryError, Words
from index.search import SearchPage
from index.statistics import PROJECT_AMOUNTS, Statistics
from search_app.amount_view import AmountView, amount_view
from search_app.facet_view import Chip, FacetGroup, chips, facet_groups
from search_app.hit_view import HitCard, hit_card
from search_app.labels import EXPORT_LABELS, SORT_LABELS
from search_app.links import export_link, feed_link, search_link
from search_app.query_args import EXCLUDE_PREFIX
from search_app.query_edits import first_page, with_text, without_filters
from search_app.relaxations import Nothing, nothing_view

logger = logging.getLogger(__name__)

#: Other names shown of those that were searched too.
MOST_SYNONYMS = 6


@dataclass(frozen=True, slots=True)
class SortOption:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Other names that were searched too, and the address of the search without them (None: it cannot be said)."""

    terms: tuple[str, ...]
    truncated: bool
    without_href: str | None


@dataclass(frozen=True, slots=True)
class Download:
    """One format in which everything found can be taken away."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Everything ``results.html`` shows. ``hidden`` are parameters that the form carries along unseen."""

    heading: str
    total: int
    count_words: str
    sum_words: str
    understood: str
    relaxed: str
    synonyms: Synonyms | None
    timing: str
    chips: tuple[Chip, ...]
    clear_href: str
    facets: tuple[FacetGroup, ...]
    amount: AmountView
    sorts: tuple[SortOption, ...]
    cards: tuple[HitCard, ...]
    nothing: Nothing | None
    next_href: str | None
    first_href: str | None
    json_href: str
    atom_href: str
    feed_href: str
    exports: tuple[Download, ...]
    hidden: tuple[tuple[str, str], ...]


def results_view(engine: Engine, page: SearchPage) -> ResultsView:
    """Assemble the results page; asks the engine for what the answer does not hold."""
    query = page.query
    return ResultsView(
        heading=_heading(query),
        total=page.total,
        count_words=f"找到 {page.total:,} 条" if page.total else "没有找到",
        sum_words=_sum_words(page.stats),
        understood=describe(query) if query.text else "",
        relaxed=page.relaxed.notice if page.relaxed else "",
        synonyms=_synonyms(query),
        timing=f"用时 {page.took_ms:.1f} 毫秒，其中索引 {page.engine_ms:.1f} 毫秒",
        chips=(*_typed_chips(query), *chips(query)),
        clear_href=search_link(with_text(without_filters(query), _bare_text(query))),
        facets=facet_groups(query, page.facets),
        amount=amount_view(query, page.histogram),
        sorts=tuple(SortOption(sort, label, sort is query.sort) for sort, label in SORT_LABELS.items()),
        cards=tuple(map(hit_card, page.hits)),
        nothing=None if page.total else nothing_view(engine, query),
        next_href=page.next_cursor and search_link(replace(query, cursor=page.next_cursor)),
        first_href=search_link(first_page(query)) if query.cursor else None,
        json_href=search_link(query, suffix=".json"),
        atom_href=feed_link(query, "atom"),
        feed_href=feed_link(query, "json"),
        exports=tuple(Download(label, export_link(query, form)) for form, label in EXPORT_LABELS.items()),
        hidden=tuple(_hidden(query)),
    )


def _heading(query: Query) -> str:
    if query.text:
        return f"「{query.text}」的检索结果"
    return "筛选结果" if query.filters or query.ranges else "全部记录"


def _sum_words(stats: Statistics) -> str:
    """What was added up, and what was not; '' where nothing was."""
    if not stats.count or stats.median_fen is None:
        return ""
    median = format_yuan(from_fen(stats.median_fen))
    left_out = "".join(f"；未计入{left.label} {left.count:,} 条" for left in stats.left_out)
    what = "个项目列有金额" if stats.added == PROJECT_AMOUNTS else f"条{stats.added}"
    return f"其中 {stats.count:,} {what}，合计 {format_yuan(from_fen(stats.sum_fen))}，中位数 {median}{left_out}"


def _typed_chips(query: Query) -> Iterator[Chip]:
    """Conditions understood from the typed text, each with the search that does not make it."""
    for condition in understood(query):
        yield Chip(condition.label, search_link(with_text(query, condition.without)))


def _bare_text(query: Query) -> str:
    """The typed text without the conditions understood from it; nothing where it cannot be said without them."""
    bare = query
    try:
        for _ in range(MAX_CLAUSES):
            conditions = understood(bare)
            if not conditions:
                return bare.text
            bare = parse(conditions[0].without)
    except QueryError:
        logger.debug("no query text without conditions", exc_info=True)
    return ""


def _synonyms(query: Query) -> Synonyms | None:
    terms = also_searched(query)
    if not terms:
        return None
    is_plain = isinstance(query.tree, Words) and '"' not in query.text
    return Synonyms(
        terms[:MOST_SYNONYMS],
        len(terms) > MOST_SYNONYMS,
        search_link(with_text(query, f'"{query.text}"')) if is_plain else None,
    )


def _hidden(query: Query) -> Iterator[tuple[str, str]]:
    if query.limit != DEFAULT_LIMIT:
        yield "limit", str(query.limit)
    for chosen in query.filters:
        if chosen.exclude:
            yield from ((EXCLUDE_PREFIX + chosen.field, value) for value in chosen.values)
