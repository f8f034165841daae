"""The same project in other documents of its department: by code, by name, or by a name that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby

from analyzers.text import normalise_text
from index.catalog import Catalog
from index.catalog.summaries import ProjectSummary
from index.records import Disclosure, Project, RecordKind, record_id
from index.sentence import Sentence
from search_app.addresses.links import document_link, record_link

#: Two names that share less are of two projects.
LEAST_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class OtherYear:
    """What another document says of the project; ``name`` is None where it has no such project.

    ``matched`` says in Chinese by what the two were held to be the same.
    """

    year: int | None
    kind: str
    name: str | None
    href: str
    yuan: Decimal | None
    matched: str
    is_this: bool


def other_years(catalog: Catalog, disclosure: Disclosure, project: Project) -> tuple[OtherYear, ...]:
    """A row for each document of the department that has projects, by year; none where there is no other."""
    identity = disclosure.identity
    if not identity.division_code or not identity.department:
        return ()
    found = catalog.projects(identity.division_code, identity.department)
    documents = [list(projects) for _, projects in groupby(found, key=lambda one: one.document_id)]
    if len(documents) < 2:
        return ()
    return tuple(
        _row(listed, match, matched, is_this=listed[0].document_id == disclosure.document_id)
        for listed, match, matched in _matches(documents, disclosure.document_id, project)
    )


def _matches(
    documents: Sequence[Sequence[ProjectSummary]], document_id: str, project: Project
) -> Iterator[tuple[Sequence[ProjectSummary], ProjectSummary | None, str]]:
    for listed in documents:
        if listed[0].document_id == document_id:
            yield listed, next(one for one in listed if one.ordinal == project.ordinal), ""
        else:
            yield listed, *_match(listed, project)


def _match(listed: Sequence[ProjectSummary], project: Project) -> tuple[ProjectSummary | None, str]:
    """The project of another document that is the same, and why: equal codes, equal names, the likest name."""
    name = normalise_text(project.name)
    for one in listed:
        if normalise_text(one.name) == name:
            return one, Sentence("名称相同")
    for one in listed:
        if project.code and one.code == project.code:
            return one, Sentence("编码相同，名称不同")
    likest = max(listed, key=lambda one: _alike(name, one))
    return (likest, Sentence("名称相近")) if _alike(name, likest) >= LEAST_ALIKE else (None, "")


def _alike(name: str, other: ProjectSummary) -> float:
    return SequenceMatcher(None, name, normalise_text(other.name), autojunk=False).ratio()


def _row(listed: Sequence[ProjectSummary], match: ProjectSummary | None, matched: str, *, is_this: bool) -> OtherYear:
    first = listed[0]
    return OtherYear(
        year=first.year,
        kind=first.kind,
        name=match.name if match else None,
        href=record_link(record_id(match.document_id, RecordKind.PROJECT, match.ordinal))
        if match
        else document_link(first.document_id),
        yuan=match.yuan if match else None,
        matched=matched,
        is_this=is_this,
    )
