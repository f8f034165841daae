"""The page of a subject: where it stands in the tree, what it costs by year, and who spends most on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analyzers import subjects
from index.catalog import Catalog
from index.catalog.summaries import SubjectLine, SubjectSum
from index.query.tree import Filter, Query, Sort
from index.records import Classification, RecordKind, record_id
from search_app.addresses.links import place_link, record_link, search_link, subject_link
from search_app.views.bars import bar_lengths
from search_app.views.citing import document_name, edition
from search_app.wording.labels import level_label
from search_app.wording.languages import gettext

#: Lines shown, the dearest.
MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class SubjectLink:
    code: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class YearSum:
    """What the documents of one year and kind print for the subject."""

    year: int | None
    kind: str
    documents: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A subject one level below: its sum over the documents of the newest year and most frequent kind."""

    subject: SubjectLink
    documents: int
    yuan: Decimal | None
    length: float


@dataclass(frozen=True, slots=True)
class LineRow:
    document: str
    href: str
    place: str
    place_href: str | None
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class SubjectView:
    """``code`` is '' for the whole tree; ``counted`` says which documents the children's sums are of."""

    code: str
    name: str
    level: str
    classification: str
    above: tuple[SubjectLink, ...]
    years: tuple[YearSum, ...]
    counted: str
    children: tuple[ChildRow, ...]
    lines: tuple[LineRow, ...]
    search_href: str


def subject_view(catalog: Catalog, code: str) -> SubjectView | None:
    """Look over one subject; None for a code that nobody knows and no document prints."""
    classification = classification_of(code)
    own = catalog.subject_sums(classification, [code])
    name = _name(code)
    if name is None and not own:
        return None
    lines = catalog.subject_lines(classification, code, MOST_LINES)
    counted, children = _children(catalog, code, [classification])
    return SubjectView(
        code=code,
        name=name or code,
        level=level_label(subjects.level(code)),
        classification="功能科目" if classification is Classification.FUNCTION else "经济科目",
        above=tuple(_link(above) for above in subjects.lineage(code)[:-1]),
        years=tuple(_years(own)),
        counted=counted,
        children=children,
        lines=tuple(_lines(lines)),
        search_href=search_link(_lines_query(code)),
    )


def subject_tree(catalog: Catalog) -> SubjectView:
    """The whole tree: every 类 of both classifications."""
    counted, children = _children(catalog, "", list(Classification))
    return SubjectView("", gettext("科目"), "", "", (), (), counted, children, (), search_link(_lines_query("")))


def classification_of(code: str) -> Classification:
    """Which classification a code belongs to: function subjects begin with 2."""
    return Classification.FUNCTION if code.startswith("2") else Classification.ECONOMIC


def _name(code: str) -> str | None:
    return subjects.function_name(code) or subjects.economic_name(code)


def _link(code: str) -> SubjectLink:
    return SubjectLink(code, _name(code) or code, subject_link(code))


def _years(sums: Sequence[SubjectSum]) -> Iterator[YearSum]:
    ordered = sorted(sums, key=lambda one: (-(one.year or 0), one.kind))
    for one in ordered:
        yield YearSum(one.year, one.kind, one.documents, one.yuan)


def _children(
    catalog: Catalog, code: str, classifications: Sequence[Classification]
) -> tuple[str, tuple[ChildRow, ...]]:
    """What the sums are of, and every child with its sum, those without one last."""
    known = subjects.children(code)
    sums = [one for each in classifications for one in catalog.subject_sums(each, known)]
    if not sums:
        return "", tuple(ChildRow(_link(child), 0, None, 0.0) for child in known)
    year, kind = _most_telling(sums)
    counted = {one.code: one for one in sums if (one.year, one.kind) == (year, kind)}
    ordered = sorted(known, key=lambda child: (child not in counted, child))
    lengths = bar_lengths([counted[child].yuan if child in counted else None for child in ordered])
    rows = (
        ChildRow(
            _link(child),
            counted[child].documents if child in counted else 0,
            counted[child].yuan if child in counted else None,
            length,
        )
        for child, length in zip(ordered, lengths, strict=True)
    )
    return edition(year, kind) if year else gettext("未注明年度%(kind)s", kind=edition(None, kind)), tuple(rows)


def _most_telling(sums: Sequence[SubjectSum]) -> tuple[int | None, str]:
    """The year and kind that most documents are of, the newer of equals."""
    counts: dict[tuple[int | None, str], int] = defaultdict(int)
    for one in sums:
        counts[one.year, one.kind] += one.documents
    return max(counts, key=lambda key: (counts[key], key[0] or 0, key[1]))


def _lines(lines: Sequence[SubjectLine]) -> Iterator[LineRow]:
    for line in lines:
        identity = line.identity
        yield LineRow(
            document=document_name(identity),
            href=record_link(record_id(line.document_id, RecordKind.LINE, line.ordinal)),
            place=identity.county or identity.prefecture or identity.province or gettext("未注明地区"),
            place_href=place_link(identity.division_code) if identity.division_code else None,
            yuan=line.yuan,
        )


def _lines_query(code: str) -> Query:
    chosen = (Filter("code", (code,)),) if code else ()
    return Query(filters=(Filter("kind", (RecordKind.LINE,)), *chosen), sort=Sort.AMOUNT_DESC)
