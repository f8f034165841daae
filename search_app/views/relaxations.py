"""What to offer when a search finds nothing: looser searches that do find something, with their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from analyzers.segment import query_words
from analyzers.text import normalise_text
from index.answers.spelling import corrections
from index.engine import Engine
from index.query.parser import parse, understood
from index.query.tree import Filter, Query, QueryError
from index.records import RecordKind
from search_app.addresses.links import search_link
from search_app.addresses.query_args import AMOUNT_FIELD
from search_app.addresses.query_edits import with_amount, with_text, without_field, without_filters
from search_app.views.facet import amount_words
from search_app.wording.labels import field_label
from search_app.wording.languages import gettext, said

MOST_OFFERS = 5
_QUOTES = str.maketrans(dict.fromkeys('"“”„‟「」『』', " "))
_LEAST_WORDS = 2
#: One phrase of nothing but letters, digits and characters, which may be several words.
_PLAIN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Offer:
    """A looser search and how many records it finds, always some."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """What was tried, what else to try, and how much was searched at all."""

    tried: str
    offers: tuple[Offer, ...]
    documents: int


def nothing_view(engine: Engine, query: Query) -> Nothing:
    """Say what a search that found nothing has tried, and look for looser ones that find something."""
    documents = engine.count(Query(filters=(Filter("kind", (RecordKind.DOCUMENT,)),)))
    return Nothing(_tried(query), tuple(islice(_offers(engine, query), MOST_OFFERS)), documents)


def _tried(query: Query) -> str:
    if not query.text:
        return gettext("没有输入文字，没有一条记录符合所选的全部筛选条件。")
    if query.filters or query.ranges:
        return gettext("找过名称、绩效目标、指标、正文，以及单位和地区，没有一条记录相符并且符合所选的全部筛选条件。")
    return gettext("找过名称、绩效目标、指标、正文，以及单位和地区，没有一条记录相符。")


def _offers(engine: Engine, query: Query) -> Iterator[Offer]:
    """What may have been meant; then each different looser search once, closest to the question first."""
    for correction in corrections(engine, query):
        yield Offer(
            gettext("是不是要找：%(text)s", text=correction.text),
            search_link(with_text(query, correction.text)),
            correction.count,
        )
    seen = {replace(query, cursor=None, text="")}
    for label, looser in _looser(query):
        if (asked := replace(looser, cursor=None, text="")) in seen:
            continue
        seen.add(asked)
        if count := engine.count(looser):
            yield Offer(label, search_link(looser), count)


def _looser(query: Query) -> Iterator[tuple[str, Query]]:
    for field in dict.fromkeys(chosen.field for chosen in query.filters):
        yield gettext("不限%(field)s", field=field_label(field)), without_field(query, field)
    if any(bounds.field == AMOUNT_FIELD for bounds in query.ranges):
        yield gettext("去掉“%(filter)s”", filter=amount_words(query)), with_amount(query, None, None)
    yield gettext("去掉全部筛选"), without_filters(query)
    for label, text in _looser_texts(query):
        yield from _reworded(query, label, text)


def _looser_texts(query: Query) -> Iterator[tuple[str, str]]:
    for chip in understood(query):
        yield gettext("不要求“%(condition)s”", condition=said(chip.label)), chip.without
    unquoted = " ".join(query.text.translate(_QUOTES).split())
    if unquoted != query.text:
        yield gettext("不加引号：%(text)s", text=unquoted), unquoted
    words = query_words(normalise_text(unquoted)) if _PLAIN.fullmatch(unquoted) else unquoted.split()
    if len(words) >= _LEAST_WORDS:
        yield gettext("有其中任一个词"), " OR ".join(words)


def _reworded(query: Query, label: str, text: str) -> Iterator[tuple[str, Query]]:
    """The query with other text, with its filters and without."""
    try:
        parsed = parse(text)
    except QueryError:
        return
    reworded = replace(query, text=parsed.text, tree=parsed.tree, cursor=None)
    if text:
        yield label, reworded
        yield gettext("%(change)s，并去掉全部筛选", change=label), without_filters(reworded)
