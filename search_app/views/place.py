"""The page of a place: its departments by year, what they spend on what, 三公, projects, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from analyzers import divisions, subjects
from index.catalog import Catalog
from index.catalog.summaries import Coverage, DocumentSummary
from index.engine import Engine
from index.hit import Hit
from index.query.tree import Filter, Query, Sort
from index.records import Classification, RecordKind
from search_app.addresses.links import place_link, search_link, subject_link
from search_app.views.bars import bar_lengths
from search_app.views.document_rows import EXPENDITURE, DocumentRow, document_rows, series
from search_app.views.hit import HitCard, hit_card
from search_app.wording.labels import STATEMENT_LABELS, value_label
from search_app.wording.languages import gettext

#: Projects shown, the dearest.
MOST_PROJECTS = 10


@dataclass(frozen=True, slots=True)
class PlaceLink:
    name: str
    href: str
    documents: int | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """Budget against final accounts of one department and year."""

    department: str
    year: int
    budget: Decimal
    accounts: Decimal
    share: str


@dataclass(frozen=True, slots=True)
class SubjectRow:
    code: str
    name: str
    href: str
    yuan: Decimal
    length: float
    documents: int


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """What the documents of one kind and year spend by 类."""

    year: int | None
    kind: str
    rows: tuple[SubjectRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """``department`` is the one chosen, or None; ``statements`` heads the columns of ``DocumentRow.statements``."""

    code: str
    name: str
    department: str | None
    above: tuple[PlaceLink, ...]
    below: tuple[PlaceLink, ...]
    documents: tuple[DocumentRow, ...]
    executions: tuple[Execution, ...]
    subjects: tuple[SubjectTable, ...]
    statements: tuple[str, ...]
    projects: tuple[HitCard, ...]
    project_count: int
    projects_href: str
    findings: int
    findings_href: str


def place_view(catalog: Catalog, engine: Engine, code: str, department: str | None) -> PlaceView | None:
    """Look over one place, or one department of it; None where there is neither such a place nor a document of it."""
    division = divisions.by_code(code)
    found = catalog.summaries(code, department)
    below = tuple(_below(catalog.coverage(), code))
    if (division is None and not found and not below) or (department is not None and not found):
        return None
    statements = tuple(kind for kind in STATEMENT_LABELS if any(kind in summary.statements for summary in found))
    projects = _projects(code, department)
    cheapest_last = engine.search(projects)
    return PlaceView(
        code=code,
        name=division.name if division else _place_name(found),
        department=department,
        above=tuple(_above(code)),
        below=below,
        documents=document_rows(catalog, found, statements),
        executions=tuple(_executions(found)),
        subjects=tuple(_subject_tables(catalog, code)) if department is None else (),
        statements=tuple(value_label("statement", kind) for kind in statements),
        projects=tuple(hit_card(Hit(hit.document, hit.score)) for hit in cheapest_last.hits),
        project_count=cheapest_last.total,
        projects_href=search_link(Query(filters=projects.filters, sort=projects.sort)),
        findings=sum(summary.findings for summary in found),
        findings_href=_findings_link(found, department),
    )


def _place_name(found: Sequence[DocumentSummary]) -> str:
    identity = found[0].identity if found else None
    return (identity and (identity.county or identity.prefecture or identity.province)) or gettext("未注明地区")


def _above(code: str) -> Iterator[PlaceLink]:
    for outer in dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00")):
        division = divisions.by_code(outer)
        if division is not None and outer != code:
            yield PlaceLink(division.name, place_link(outer))


def _below(coverage: Sequence[Coverage], code: str) -> Iterator[PlaceLink]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    prefix = code.rstrip("0")
    prefix += "0" * (len(prefix) % 2)
    for one in coverage:
        if one.division_code and one.division_code != code and len(prefix) < 6 and one.division_code.startswith(prefix):
            counts[one.division_code, one.county or one.prefecture or one.province or ""] += one.documents
    for (below, name), documents in counts.items():
        yield PlaceLink(name, place_link(below), documents)


def _executions(found: Sequence[DocumentSummary]) -> Iterator[Execution]:
    by_series = {series(summary): summary.amounts.get(EXPENDITURE) for summary in found}
    for (division, department, kind, year), budget in by_series.items():
        accounts = (
            by_series.get((division, department, kind.replace("预算", "决算"), year)) if kind.endswith("预算") else None
        )
        if budget and accounts is not None:
            yield Execution(department or gettext("未注明单位"), year, budget, accounts, f"{accounts / budget:.1%}")


def _subject_tables(catalog: Catalog, code: str) -> Iterator[SubjectTable]:
    tops = [top for top in subjects.children("") if subjects.function_name(top)]
    tables: dict[tuple[int | None, str], list[tuple[str, Decimal, int]]] = defaultdict(list)
    for found in catalog.subject_sums(Classification.FUNCTION, tops, code):
        tables[found.year, found.kind].append((found.code, found.yuan, found.documents))
    for (year, kind), rows in sorted(tables.items(), key=lambda item: (-(item[0][0] or 0), item[0][1])):
        yield SubjectTable(year, kind, tuple(_subject_rows(rows)))


def _subject_rows(rows: Sequence[tuple[str, Decimal, int]]) -> Iterator[SubjectRow]:
    lengths = bar_lengths([yuan for _, yuan, _ in rows])
    for (code, yuan, documents), length in zip(rows, lengths, strict=True):
        yield SubjectRow(code, subjects.function_name(code) or code, subject_link(code), yuan, length, documents)


def _projects(code: str, department: str | None) -> Query:
    filters = (Filter("kind", (RecordKind.PROJECT,)), Filter("division_code", (code,)))
    named = (Filter("department", (department,)),) if department else ()
    return Query(filters=(*filters, *named), sort=Sort.AMOUNT_DESC, limit=MOST_PROJECTS)


def _findings_link(found: Sequence[DocumentSummary], department: str | None) -> str:
    """The findings of the place, as far as its name tells it from others."""
    if not found:
        return "/findings"
    identity = found[0].identity
    asked = {"province": identity.province, "prefecture": identity.prefecture, "county": identity.county}
    return "/findings?" + urlencode(
        {name: value for name, value in {**asked, "department": department}.items() if value}
    )
