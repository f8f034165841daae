"""One type of department in every place: what they spend, and on 三公, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from index.catalog import Catalog
from search_app.views.document_rows import DocumentRow, document_rows

#: Documents shown; beyond it, a place or a search narrows.
MOST_DOCUMENTS = 500


@dataclass(frozen=True, slots=True)
class TypeLink:
    name: str
    href: str
    documents: int


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """``name`` is the type chosen, '' for none; its documents are by place and year."""

    name: str
    types: tuple[TypeLink, ...]
    documents: tuple[DocumentRow, ...]
    truncated: bool
    csv_href: str
    json_href: str


def departments_view(catalog: Catalog, name: str) -> DepartmentsView:
    """Look over one type of department; a type that nobody is of has no documents."""
    found = catalog.type_summaries(name, limit=MOST_DOCUMENTS + 1) if name else ()
    return DepartmentsView(
        name=name,
        types=tuple(TypeLink(kind, departments_link(kind), count) for kind, count in catalog.department_types()),
        documents=document_rows(catalog, found[:MOST_DOCUMENTS]),
        truncated=len(found) > MOST_DOCUMENTS,
        csv_href=departments_link(name, suffix=".csv"),
        json_href=departments_link(name, suffix=".json"),
    )


def departments_link(name: str, *, suffix: str = "") -> str:
    """The page of a type of department."""
    return f"/departments{suffix}?{urlencode({'type': name})}"
