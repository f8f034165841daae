"""The landing page: ways into the collection, each with what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analyzers import subjects
from index.answers.trees import subject_tree
from index.engine import Engine, FacetValue
from index.query.tree import Filter, Query
from index.records import RecordKind
from index.sentence import Sentence
from search_app.addresses.links import search_link, subject_link
from search_app.addresses.query_args import Args, query_from_args
from search_app.addresses.query_edits import with_value
from search_app.wording.labels import field_label, subject_gloss, value_label
from search_app.wording.languages import said

#: Label -> parameters. Only those that find something are offered.
EXAMPLES: tuple[tuple[str, Args], ...] = (
    ("政务外网", {"q": ["政务外网"]}),
    (Sentence("10万到200万的网络项目"), {"q": ["网络"], "kind": ["project"], "min": ["10万"], "max": ["200万"]}),
    ("公务接待费", {"q": ["公务接待费"]}),
    ("劳务派遣", {"q": ["劳务派遣"]}),
    ("物业管理", {"q": ["物业管理"]}),
    ("“机关运行经费”", {"q": ["“机关运行经费”"]}),
    ("网络安全", {"q": ["网络安全"]}),
)
MOST_EXAMPLES = 5

#: Facets to browse by, besides places and subjects.
BROWSED = ("department_type", "year", "doc_kind")
#: Kinds counted under the search box, in this order.
HELD_KINDS = (RecordKind.DOCUMENT, RecordKind.PROJECT, RecordKind.LINE, RecordKind.SECTION)

EVERYTHING = Query()
_DOCUMENTS = Query(filters=(Filter("kind", (RecordKind.DOCUMENT,)),), limit=0)
_LINES = Query(filters=(Filter("kind", (RecordKind.LINE,)),), limit=0)


@dataclass(frozen=True, slots=True)
class Way:
    """A link into the collection; ``count`` says how much of it lies there."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Province:
    """A province, and the places below it that have documents of their own."""

    way: Way
    places: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class WayGroup:
    label: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class LandingView:
    """What ``landing.html`` shows.

    ``holdings`` count records by kind, ``places`` and ``groups`` documents, ``subjects`` (类 of expenditure) lines.
    """

    examples: tuple[Way, ...]
    holdings: tuple[Way, ...]
    places: tuple[Province, ...]
    subjects: tuple[Way, ...]
    groups: tuple[WayGroup, ...]
    is_empty: bool


def landing_view(engine: Engine) -> LandingView:
    """Look over the whole collection."""
    documents = engine.search(_DOCUMENTS, facets=(*BROWSED, "province"))
    groups = (WayGroup(field_label(name), tuple(_browsed(name, documents.facets[name]))) for name in BROWSED)
    return LandingView(
        examples=tuple(islice(_examples(engine), MOST_EXAMPLES)),
        holdings=tuple(_holdings(engine)),
        places=tuple(_province(engine, way) for way in _ways("province", documents.facets["province"])),
        subjects=tuple(_subjects(engine)),
        groups=tuple(group for group in groups if group.ways),
        is_empty=documents.total == 0,
    )


def _examples(engine: Engine) -> Iterator[Way]:
    for label, args in EXAMPLES:
        query = query_from_args(args)
        if count := engine.count(query):
            yield Way(said(label), search_link(query), count)


def _holdings(engine: Engine) -> Iterator[Way]:
    for kind in HELD_KINDS:
        chosen = with_value(Query(), "kind", kind)
        yield Way(value_label("kind", kind), search_link(chosen), engine.count(chosen))


def _province(engine: Engine, way: Way) -> Province:
    chosen = with_value(Query(), "province", way.label)
    within = with_value(_DOCUMENTS, "province", way.label)
    facets = engine.search(within, facets=("prefecture", "county")).facets
    prefectures = (
        prefecture
        for prefecture in _ways("prefecture", facets["prefecture"], chosen)
        if prefecture.count > _in_counties(engine, with_value(within, "prefecture", prefecture.label))
    )
    return Province(way, (*prefectures, *_ways("county", facets["county"], chosen)))


def _in_counties(engine: Engine, within: Query) -> int:
    """Documents of counties; the others are of the prefecture itself."""
    counties = engine.search(within, facets=("county",)).facets["county"]
    return sum(county.count for county in counties if county.value)


def _subjects(engine: Engine) -> Iterator[Way]:
    """The 类 that lines are printed under, by code: the trunk of the tree of subjects."""
    for root in subject_tree(engine.search(_LINES, facets=("code",)).facets["code"]):
        if name := subjects.function_name(root.code):
            yield Way(f"{root.code} {subject_gloss(root.code) or name}", subject_link(root.code), root.count)


def _browsed(field: str, values: Sequence[FacetValue]) -> Iterator[Way]:
    """Years from new to old; other values as they come, by count."""
    ordered = sorted(values, key=lambda value: value.value, reverse=True) if field == "year" else values
    return _ways(field, ordered)


def _ways(field: str, values: Sequence[FacetValue], within: Query = EVERYTHING) -> Iterator[Way]:
    for value in values:
        if value.value and value.count:
            href = search_link(with_value(within, field, value.value))
            yield Way(value_label(field, value.value), href, value.count)
