"""The findings page as it is shown: checks that do not close, what narrows them, and the chips that widen again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from index.catalog import Catalog
from index.catalog.findings import FINDING_FIELDS, KIND, Finding, finding_kind
from search_app.addresses.finding_args import FindingQuery, findings_link, with_choice
from search_app.addresses.links import document_link
from search_app.views.citation_links import CitationLink, citation_links
from search_app.views.citing import document_name
from search_app.views.facet import Chip
from search_app.wording.labels import FIELD_LABELS, value_label
from search_app.wording.languages import gettext

#: Values offered of one field.
MOST_VALUES = 40

FINDING_LABELS: Mapping[str, str] = {
    KIND: "勾稽类别",
    **{name: FIELD_LABELS[name] for name in FINDING_FIELDS if name != KIND},
}


def finding_label(field: str) -> str:
    """What a field of a finding is called."""
    return gettext(FINDING_LABELS[field])


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field: ``chosen`` values stay even when they find nothing."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    field: str
    label: str
    choices: tuple[Choice, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Amounts in yuan; ``share`` is the difference as a part of the left side, None where that is 0."""

    kind: str
    formula: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    share: str | None
    document: str
    document_href: str
    place: str
    pages: tuple[CitationLink, ...]


@dataclass(frozen=True, slots=True)
class FindingsView:
    total: int
    groups: tuple[ChoiceGroup, ...]
    chips: tuple[Chip, ...]
    rows: tuple[FindingRow, ...]
    next_href: str | None
    first_href: str | None
    json_href: str
    csv_href: str


def findings_view(catalog: Catalog, query: FindingQuery) -> FindingsView:
    """Look up one page of findings and everything it can be narrowed by."""
    found = catalog.findings(query.choice, limit=query.limit + 1, after=query.after)
    shown, more = found[: query.limit], len(found) > query.limit
    return FindingsView(
        total=catalog.finding_count(query.choice),
        groups=tuple(_groups(catalog, query)),
        chips=tuple(_chips(query)),
        rows=tuple(map(_row, shown)),
        next_href=findings_link(replace(query, after=shown[-1].place)) if more else None,
        first_href=findings_link(replace(query, after=None)) if query.after else None,
        json_href=findings_link(query, suffix=".json"),
        csv_href=findings_link(FindingQuery(query.choice), suffix=".csv"),
    )


def _groups(catalog: Catalog, query: FindingQuery) -> Iterator[ChoiceGroup]:
    for field in FINDING_LABELS:
        chosen = query.choice.values.get(field, ())
        counts = dict.fromkeys(chosen, 0) | dict(catalog.finding_values(query.choice, field)[:MOST_VALUES])
        choices = (Choice(value, value_label(field, value), count, value in chosen) for value, count in counts.items())
        if len(counts) > 1 or chosen:
            yield ChoiceGroup(field, finding_label(field), tuple(choices), len(chosen))


def _chips(query: FindingQuery) -> Iterator[Chip]:
    for field, values in query.choice.values.items():
        for value in values:
            without = with_choice(query, field, tuple(other for other in values if other != value))
            label = gettext("%(field)s：%(value)s", field=finding_label(field), value=value_label(field, value))
            yield Chip(label, findings_link(without))


def _row(finding: Finding) -> FindingRow:
    check, identity = finding.check, finding.identity
    return FindingRow(
        kind=value_label(KIND, finding_kind(check.id)),
        formula=check.formula,
        left=check.left,
        right=check.right,
        difference=check.difference,
        share=_share(check.difference, check.left),
        document=document_name(identity),
        document_href=f"{document_link(finding.document_id)}#checks",
        place="".join(filter(None, (identity.province, identity.county or identity.prefecture))),
        pages=citation_links(finding.document_id, check.citations),
    )


def _share(difference: Decimal | None, whole: Decimal | None) -> str | None:
    if difference is None or not whole:
        return None
    return f"{abs(difference / whole):.2%}"
