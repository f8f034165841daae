"""Up to six projects, or up to six places, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analyzers import divisions
from index.catalog import Catalog
from index.catalog.summaries import DocumentSummary
from index.records import Identity, Project
from index.sentence import Sentence
from search_app.addresses.links import compare_link, document_link, page_link, place_link, record_link
from search_app.addresses.lookup import RECORD_ID_PATTERN, find_record
from search_app.addresses.query_args import Args, ArgumentError, parameter_values
from search_app.privacy import mask_mobile_numbers
from search_app.views.citing import edition, year_words
from search_app.views.document_rows import EXPENDITURE, THREE_PUBLIC
from search_app.wording.formats import amount_words, cited_place
from search_app.wording.labels import value_label
from search_app.wording.languages import counted, gettext, said

MOST_COMPARED = 6
#: Indicators shown side by side, those that most of the projects share first.
MOST_INDICATORS = 40

_DIVISION_CODE = re.compile(r"\d{6}", re.ASCII)
_RECORD_ID = re.compile(RECORD_ID_PATTERN)

#: What a cell says: text, an amount in yuan, or nothing.
CellValue = str | Decimal | None


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """One of what is compared; ``amount`` is what the comparison is of."""

    id: str
    title: str
    href: str
    without_href: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One thing said of each column; ``hrefs`` are where cells lead, none where no cell leads anywhere."""

    label: str
    cells: tuple[CellValue, ...]
    hrefs: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareView:
    """``measure`` names the amounts of the columns; ``missing`` names those asked for that are not held."""

    measure: str
    columns: tuple[ComparedColumn, ...]
    rows: tuple[ComparedRow, ...]
    missing: tuple[str, ...]
    csv_href: str
    json_href: str


def compared_ids(args: Args) -> tuple[str, ...]:
    """What parameters ask to compare: record ids of projects, or division codes, which may be said by name.

    Raises:
        ArgumentError: too many, of both kinds, or no ids at all.
    """
    ids = tuple(dict.fromkeys(map(_meant, parameter_values(args, "id"))))
    if len(ids) > MOST_COMPARED:
        raise ArgumentError(
            Sentence("一次最多对比 %(most)s 个", most=MOST_COMPARED), parameter="id", hint=Sentence("去掉几个再比")
        )
    kinds = {bool(_DIVISION_CODE.fullmatch(one)) for one in ids if _is_id(one)}
    if len(kinds) > 1 or not all(map(_is_id, ids)):
        raise ArgumentError(
            Sentence("不能这样对比"),
            parameter="id",
            hint=Sentence("写项目编号，或者地区的名称、六位区划代码；项目和地区不能混在一起"),
        )
    return ids


def compare_view(catalog: Catalog, ids: Sequence[str]) -> CompareView:
    """Put them side by side; those the catalog does not hold are left out, and named."""
    if ids and _DIVISION_CODE.fullmatch(ids[0]):
        return _places(catalog, ids)
    return _projects(catalog, ids)


def _meant(text: str) -> str:
    """The code of the place that a name can only mean; else the text itself."""
    place = None if _is_id(text) else divisions.resolve(text)
    return place.code if place else text


def _named(one: str) -> str:
    place = divisions.by_code(one) if _DIVISION_CODE.fullmatch(one) else None
    return place.name if place else one


def _is_id(text: str) -> bool:
    return bool(_DIVISION_CODE.fullmatch(text) or _RECORD_ID.fullmatch(text))


def _projects(catalog: Catalog, ids: Sequence[str]) -> CompareView:
    found = [record for record in (find_record(catalog, one) for one in ids) if record is not None]
    projects = [(one.id, one.record, one.disclosure.identity) for one in found if isinstance(one.record, Project)]
    titles = [(one, mask_mobile_numbers(project.name), record_link(one)) for one, project, _ in projects]
    amounts = [project.amount.yuan if project.amount else None for _, project, _ in projects]
    rows = [*_project_rows(projects), _printed(projects), *_indicator_rows([project for _, project, _ in projects])]
    return _view(gettext("金额"), ids, titles, amounts, rows)


def _view(
    measure: str,
    asked: Sequence[str],
    titles: Sequence[tuple[str, str, str]],
    amounts: Sequence[Decimal | None],
    rows: Sequence[ComparedRow],
) -> CompareView:
    held = [one for one, _, _ in titles]
    columns = (
        ComparedColumn(one, title, href, compare_link(other for other in held if other != one), amount)
        for (one, title, href), amount in zip(titles, amounts, strict=True)
    )
    told = tuple(row for row in rows if any(cell is not None for cell in row.cells))
    return CompareView(
        measure,
        tuple(columns),
        told,
        tuple(_named(one) for one in asked if one not in held),
        compare_link(held, suffix=".csv"),
        compare_link(held, suffix=".json"),
    )


Compared = tuple[str, Project, Identity]

_PROJECT_ROWS: tuple[tuple[Sentence, Callable[[Project, Identity], CellValue]], ...] = (
    (Sentence("金额"), lambda project, _: _amount(project)),
    (Sentence("地区"), lambda _, identity: identity.county or identity.prefecture or identity.province),
    (Sentence("部门"), lambda _, identity: identity.department),
    (Sentence("年度"), lambda _, identity: year_words(identity.year) or None),
    (Sentence("阶段"), lambda _, identity: identity.stage and value_label("stage", identity.stage)),
    (Sentence("功能科目"), lambda project, _: project.function_code and value_label("code", project.function_code)),
    (Sentence("类别"), lambda project, _: project.category),
    (Sentence("绩效目标"), lambda project, _: project.goal and mask_mobile_numbers(project.goal)),
    (Sentence("绩效指标"), lambda project, _: counted("%(number)s 条", len(project.indicators))),
)


def _project_rows(projects: Sequence[Compared]) -> Iterator[ComparedRow]:
    for label, read in _PROJECT_ROWS:
        yield ComparedRow(said(label), tuple(read(project, identity) for _, project, identity in projects))


def _printed(projects: Sequence[Compared]) -> ComparedRow:
    """Where each is printed, leading there."""
    places = [project.citations[0] if project.citations else None for _, project, _ in projects]
    return ComparedRow(
        gettext("位置"),
        tuple(cited_place(place) if place else None for place in places),
        tuple(
            page_link(one.partition("-")[0], place.page, record_id=one) if place else None
            for (one, _, _), place in zip(projects, places, strict=True)
        ),
    )


def _amount(project: Project) -> CellValue:
    """The amount, or why there is none."""
    return amount_words(project.amount) or (project.amount.yuan if project.amount else None)


def _indicator_rows(projects: Sequence[Project]) -> Iterator[ComparedRow]:
    """Values by the name of the indicator; names that more of the projects share come first."""
    named = [
        {indicator.level3: indicator.value for indicator in project.indicators if indicator.level3}
        for project in projects
    ]
    names = dict.fromkeys(name for values in named for name in values)
    shared_first = sorted(names, key=lambda name: -sum(name in values for values in named))
    for name in shared_first[:MOST_INDICATORS]:
        values = (values.get(name) for values in named)
        yield ComparedRow(
            gettext("指标：%(name)s", name=name), tuple(value and mask_mobile_numbers(value) for value in values)
        )


def _places(catalog: Catalog, codes: Sequence[str]) -> CompareView:
    """Newest expenditure of each type of department, and the 三公 of 政府办公室 among them."""
    held = {code: found for code in codes if (found := catalog.summaries(code))}
    titles = [(code, _place_name(code, found), place_link(code)) for code, found in held.items()]
    newest = [_newest_by_type(found) for found in held.values()]
    types = sorted(
        {name for found in newest for name in found}, key=lambda name: (-sum(name in found for found in newest), name)
    )
    measured = types[0] if types else None
    amounts = [_spent(found.get(measured)) if measured else None for found in newest]
    rows = [
        ComparedRow(gettext("收录文件"), tuple(counted("%(number)s 份", len(found)) for found in held.values())),
        ComparedRow(gettext("部门"), tuple(counted("%(number)s 个", _departments(found)) for found in held.values())),
        *_type_rows(types, newest),
    ]
    return _view(_measure(measured), codes, titles, amounts, rows)


def _departments(found: Sequence[DocumentSummary]) -> int:
    return len({one.identity.department for one in found})


def _measure(department_type: str | None) -> str:
    if department_type is None:
        return gettext("支出")
    return gettext("%(type)s支出", type=value_label("department_type", department_type))


def _type_rows(types: Sequence[str], newest: Sequence[dict[str, DocumentSummary]]) -> Iterator[ComparedRow]:
    for name in types:
        summaries = [found.get(name) for found in newest]
        said_name = value_label("department_type", name)
        yield ComparedRow(
            gettext("%(type)s：文件", type=said_name),
            tuple(map(_document_words, summaries)),
            tuple(document_link(summary.document_id) if summary else None for summary in summaries),
        )
        yield ComparedRow(gettext("%(type)s：支出", type=said_name), tuple(map(_spent, summaries)))
        yield ComparedRow(gettext("%(type)s：“三公”经费", type=said_name), tuple(map(_three_public, summaries)))


def _newest_by_type(found: Sequence[DocumentSummary]) -> dict[str, DocumentSummary]:
    """The newest document of each type of department; of several, the one that spends most."""
    newest: dict[str, DocumentSummary] = {}
    for summary in sorted(found, key=lambda one: (one.identity.year or 0, _spent(one) or Decimal(0))):
        newest[summary.identity.department_type or "其他"] = summary
    return newest


def _spent(summary: DocumentSummary | None) -> Decimal | None:
    return summary.amounts.get(EXPENDITURE) if summary else None


def _three_public(summary: DocumentSummary | None) -> Decimal | None:
    return summary.amounts.get(THREE_PUBLIC[0]) if summary else None


def _document_words(summary: DocumentSummary | None) -> str | None:
    return edition(summary.identity.year, summary.identity.kind) if summary else None


def _place_name(code: str, found: Sequence[DocumentSummary]) -> str:
    division = divisions.by_code(code)
    identity = found[0].identity
    return division.name if division else identity.county or identity.prefecture or identity.province or code
