"""The landing page: ways into the collection, each with what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.engine import Engine, FacetValue
from index.query import Filter, Query
from index.records import RecordKind
from search_app.labels import FIELD_LABELS, value_label
from search_app.links import search_link
from search_app.query_args import Args, query_from_args
from search_app.query_edits import with_value

#: Label -> parameters. Only those that find something are offered.
EXAMPLES: tuple[tuple[str, Args], ...] = (
    ("政务外网", {"q": ["政务外网"]}),
    ("10万到200万的网络项目", {"q": ["网络"], "kind": ["project"], "min": ["10万"], "max": ["200万"]}),
    ("公务接待费", {"q": ["公务接待费"]}),
    ("劳务派遣", {"q": ["劳务派遣"]}),
    ("物业管理", {"q": ["物业管理"]}),
    ("“机关运行经费”", {"q": ["“机关运行经费”"]}),
    ("网络安全", {"q": ["网络安全"]}),
)
MOST_EXAMPLES = 5

#: Facets to browse by, besides places.
BROWSED = ("year", "department_type", "kind", "stage")
#: Kinds counted under the search box, in this order.
HELD_KINDS = (RecordKind.DOCUMENT, RecordKind.PROJECT, RecordKind.LINE, RecordKind.SECTION)

_DOCUMENTS = Query(filters=(Filter("kind", (RecordKind.DOCUMENT,)),), limit=0)


@dataclass(frozen=True, slots=True)
class Way:
    """A link into the collection; ``count`` is what it leads to."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Province:
    label: str
    href: str
    places: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class WayGroup:
    label: str
    options: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class LandingView:
    examples: tuple[Way, ...]
    holdings: tuple[Holding, ...]
    places: tuple[Province, ...]
    groups: tuple[WayGroup, ...]
    is_empty: bool


def landing_view(engine: Engine) -> LandingView:
    """Look over the whole collection."""
    held = engine.search(Query(limit=0), facets=BROWSED)
    counts = {value.value: value.count for value in held.facets["kind"]}
    return LandingView(
        examples=tuple(_examples(engine)),
        holdings=tuple(Holding(value_label("kind", kind), counts.get(kind, 0)) for kind in HELD_KINDS),
        places=tuple(_provinces(engine)),
        groups=tuple(
            WayGroup(FIELD_LABELS[name], tuple(_ways(Query(), name, _in_order(name, values))))
            for name, values in held.facets.items()
            if values
        ),
        is_empty=held.total == 0,
    )


def _examples(engine: Engine) -> Iterator[Way]:
    offered = 0
    for label, args in EXAMPLES:
        query = query_from_args(args)
        count = engine.count(query)
        if count and offered < MOST_EXAMPLES:
            offered += 1
            yield Way(label, search_link(query), count)


def _provinces(engine: Engine) -> Iterator[Province]:
    """Each province with its prefectures and counties; counts are of documents."""
    for province in engine.search(_DOCUMENTS, facets=("province",)).facets["province"]:
        if not province.value:
            continue
        chosen = with_value(Query(), "province", province.value)
        within = replace(_DOCUMENTS, filters=(*_DOCUMENTS.filters, *chosen.filters))
        places = engine.search(within, facets=("prefecture", "county")).facets
        ways = (*_ways(Query(), "prefecture", places["prefecture"]), *_ways(Query(), "county", places["county"]))
        yield Province(province.value, search_link(chosen), ways)


def _ways(query: Query, field: str, values: Sequence[FacetValue]) -> Iterator[Way]:
    for value in values:
        if value.value and value.count:
            yield Way(value_label(field, value.value), search_link(with_value(query, field, value.value)), value.count)


def _in_order(field: str, values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    """Years from new to old; other values as they come, by count."""
    return sorted(values, key=lambda value: value.value, reverse=True) if field == "year" else values
