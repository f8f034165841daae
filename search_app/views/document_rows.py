"""Documents as rows of a table: their totals, a year before, those of their peers, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from statistics import median

from index.catalog import Catalog
from index.catalog.summaries import DocumentSummary
from index.sentence import Sentence
from search_app.addresses.links import document_link, place_link
from search_app.views.bars import bar_lengths
from search_app.wording.languages import gettext

EXPENDITURE, BASIC, PROJECT = (("totals", name) for name in ("expenditure", "basic", "project"))
THREE_PUBLIC = tuple(
    ("three_public", name) for name in ("total", "abroad", "vehicle_purchase", "vehicle_operation", "reception")
)

#: A median of fewer says nothing.
LEAST_PEERS = 2

#: Division code, department, kind, year.
Series = tuple[str | None, str | None, str, int]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document with its totals in yuan; ``change`` compares with the same kind a year before."""

    department: str
    department_href: str | None
    place: str
    year: int | None
    kind: str
    href: str
    expenditure: Decimal | None
    length: float
    change: str | None
    basic: Decimal | None
    project: Decimal | None
    three_public: tuple[Decimal | None, ...]
    peers_median: Decimal | None
    peers: int
    projects: int
    findings: int
    statements: tuple[str, ...]


def document_rows(
    catalog: Catalog, found: Sequence[DocumentSummary], statements: Sequence[str] = ()
) -> tuple[DocumentRow, ...]:
    """A row for each document, in their order; ``statements`` are the kinds to say the presence of."""
    return tuple(_rows(catalog, found, statements))


def _rows(catalog: Catalog, found: Sequence[DocumentSummary], statements: Sequence[str]) -> Iterator[DocumentRow]:
    expenditures = [summary.amounts.get(EXPENDITURE) for summary in found]
    peers_of = cache(catalog.peers)
    before = {series(summary): summary.amounts.get(EXPENDITURE) for summary in found}
    for summary, length in zip(found, bar_lengths(expenditures), strict=True):
        identity = summary.identity
        peers = _peers(peers_of, summary)
        yield DocumentRow(
            department=identity.department or gettext("未注明单位"),
            department_href=place_link(identity.division_code, department=identity.department)
            if identity.division_code
            else None,
            place=identity.county or identity.prefecture or identity.province or gettext("未注明地区"),
            year=identity.year,
            kind=identity.kind,
            href=document_link(summary.document_id),
            expenditure=summary.amounts.get(EXPENDITURE),
            length=length,
            change=_change(summary, before),
            basic=summary.amounts.get(BASIC),
            project=summary.amounts.get(PROJECT),
            three_public=tuple(summary.amounts.get(key) for key in THREE_PUBLIC),
            peers_median=Decimal(median(peers)) if len(peers) >= LEAST_PEERS else None,
            peers=len(peers),
            projects=summary.projects,
            findings=summary.findings,
            statements=tuple(_status(summary.statements.get(kind)) for kind in statements),
        )


def series(summary: DocumentSummary, *, years_before: int = 0) -> Series:
    """Whose document it is, of which kind and year: what makes documents of several years a series."""
    identity = summary.identity
    return identity.division_code, identity.department, identity.kind, (identity.year or 0) - years_before


def _change(summary: DocumentSummary, before: Mapping[Series, Decimal | None]) -> str | None:
    """By how much the expenditure differs from the same department's a year before, if both are known."""
    now, then = summary.amounts.get(EXPENDITURE), before.get(series(summary, years_before=1))
    return f"{(now - then) / then:+.1%}" if now is not None and then else None


def _peers(peers_of: Callable[[str, int, str], Mapping[str, Decimal]], summary: DocumentSummary) -> list[Decimal]:
    """What departments of the same type elsewhere spend in the same year, by the same kind of document."""
    identity = summary.identity
    if not identity.department_type or not identity.year:
        return []
    found = peers_of(identity.department_type, identity.year, identity.kind)
    return [amount for document_id, amount in found.items() if document_id != summary.document_id]


def _status(empty: bool | None) -> str:
    if empty is None:
        return Sentence("未见")
    return Sentence("空表") if empty else Sentence("有")
