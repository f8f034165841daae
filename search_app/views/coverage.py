"""What the collection holds: places by year and kind of document. Not found is not the same as not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.catalog import Catalog, Outcome
from index.catalog.summaries import Coverage
from index.sentence import Sentence
from search_app.addresses.links import place_link
from search_app.wording.languages import gettext, said

OUTCOME_LABELS: Mapping[str, str] = {
    Outcome.DISCLOSURE: Sentence("读入的公开文件"),
    Outcome.DUPLICATE: Sentence("与已读入的相同"),
    Outcome.NOT_DISCLOSURE: Sentence("不是预决算公开文件"),
    Outcome.UNREADABLE: Sentence("读不出来"),
}


@dataclass(frozen=True, slots=True)
class KindCount:
    kind: str
    documents: int


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """The documents of a place and year by kind, none where nothing is held."""

    kinds: tuple[KindCount, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    code: str | None
    name: str
    href: str | None
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    province: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many of the files seen ended like this."""

    label: str
    files: int


@dataclass(frozen=True, slots=True)
class CoverageView:
    """``years`` heads the columns, None for documents without one; ``outcomes`` are files seen, by how they ended."""

    years: tuple[int | None, ...]
    groups: tuple[CoverageGroup, ...]
    documents: int
    places: int
    outcomes: tuple[OutcomeCount, ...]


def coverage_view(catalog: Catalog) -> CoverageView:
    """Count what there is."""
    found = catalog.coverage()
    years = tuple(sorted({one.year for one in found}, key=lambda year: (year is None, -(year or 0))))
    groups = tuple(_groups(found, years))
    outcomes = catalog.outcomes()
    return CoverageView(
        years=years,
        groups=groups,
        documents=sum(one.documents for one in found),
        places=sum(row.code is not None for group in groups for row in group.rows),
        outcomes=tuple(
            OutcomeCount(said(label), outcomes.get(outcome, 0)) for outcome, label in OUTCOME_LABELS.items()
        ),
    )


def _groups(found: Sequence[Coverage], years: Sequence[int | None]) -> list[CoverageGroup]:
    """Provinces in the order of their codes, documents of no province last."""
    by_province: dict[str, dict[tuple[str | None, str], list[Coverage]]] = {}
    for one in found:
        place = (one.division_code, one.county or one.prefecture or one.province or gettext("未注明地区"))
        by_province.setdefault(one.province or gettext("未注明地区"), {}).setdefault(place, []).append(one)
    return [
        CoverageGroup(province, tuple(_row(code, name, held, years) for (code, name), held in places.items()))
        for province, places in by_province.items()
    ]


def _row(code: str | None, name: str, held: Sequence[Coverage], years: Sequence[int | None]) -> CoverageRow:
    kinds: dict[int | None, list[KindCount]] = defaultdict(list)
    for one in held:
        kinds[one.year].append(KindCount(one.kind, one.documents))
    cells = tuple(CoverageCell(tuple(kinds.get(year, ()))) for year in years)
    return CoverageRow(code, name, place_link(code) if code else None, cells)
