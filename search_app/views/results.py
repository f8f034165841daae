"""The results page as it is shown, assembled from the answer to one query."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from analyzers.money import from_fen
from index.answers.search import SearchPage
from index.answers.statistics import PROJECT_AMOUNTS, Statistics
from index.answers.trees import facet_values
from index.engine import Engine
from index.query.parser import MAX_CLAUSES, also_searched, describe, parse, understood
from index.query.tree import DEFAULT_LIMIT, Query, QueryError, Words
from search_app.addresses.links import export_link, feed_link, search_link
from search_app.addresses.query_args import EXCLUDE_PREFIX
from search_app.addresses.query_edits import first_page, with_text, without_filters
from search_app.views.amount import AmountView, amount_view
from search_app.views.facet import NOTHING_SOUGHT, Chip, FacetGroup, chips, facet_groups
from search_app.views.hit import HitCard, hit_card
from search_app.views.relaxations import Nothing, nothing_view
from search_app.wording.formats import amount_text
from search_app.wording.labels import EXPORT_LABELS, SORT_LABELS
from search_app.wording.languages import counted, gettext, said

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


def results_view(engine: Engine, page: SearchPage, sought: Mapping[str, str] = NOTHING_SOUGHT) -> ResultsView:
    """Assemble the results page; asks the engine for what the answer does not hold.

    ``sought`` are words looked for in the values of some facets.
    """
    query = page.query
    found_inside = {name: facet_values(engine, page.asked, name, word) for name, word in sought.items()}
    return ResultsView(
        heading=_heading(query),
        total=page.total,
        count_words=counted("找到 %(number)s 条", page.total) if page.total else gettext("没有找到"),
        sum_words=_sum_words(page.stats),
        understood=said(describe(query)) if query.text else "",
        relaxed=said(page.relaxed.notice) if page.relaxed else "",
        synonyms=_synonyms(query),
        timing=gettext(
            "用时 %(took)s 毫秒，其中索引 %(engine)s 毫秒", took=f"{page.took_ms:.1f}", engine=f"{page.engine_ms:.1f}"
        ),
        chips=(*_typed_chips(query), *chips(query)),
        clear_href=search_link(with_text(without_filters(query), _bare_text(query))),
        facets=facet_groups(query, {**page.facets, **found_inside}, sought),
        amount=amount_view(query, page.histogram),
        sorts=tuple(SortOption(sort, gettext(label), sort is query.sort) for sort, label in SORT_LABELS.items()),
        cards=tuple(hit_card(hit, typed=query.text) for hit in page.hits),
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
        return gettext("「%(query)s」的检索结果", query=query.text)
    return gettext("筛选结果") if query.filters or query.ranges else gettext("全部记录")


def _sum_words(stats: Statistics) -> str:
    """What was added up, and what was not; '' where nothing was."""
    if not stats.count or stats.median_fen is None:
        return ""
    what = (
        counted("其中 %(number)s 个项目列有金额", stats.count)
        if stats.added == PROJECT_AMOUNTS
        else counted("其中 %(number)s 条%(what)s", stats.count, what=said(stats.added))
    )
    figures = gettext(
        "%(what)s，合计 %(sum)s，中位数 %(median)s",
        what=what,
        sum=amount_text(from_fen(stats.sum_fen)),
        median=amount_text(from_fen(stats.median_fen)),
    )
    return figures + "".join(
        counted("；未计入%(what)s %(number)s 条", left.count, what=said(left.label)) for left in stats.left_out
    )


def _typed_chips(query: Query) -> Iterator[Chip]:
    """Conditions understood from the typed text, each with the search that does not make it."""
    for condition in understood(query):
        yield Chip(said(condition.label), search_link(with_text(query, condition.without)))


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
