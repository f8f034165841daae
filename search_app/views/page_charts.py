"""The charts of each kind of page, by the names that their addresses use."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from index.json_form.statements import FUNCTION_STATEMENTS
from index.records import BudgetLine, Classification, Disclosure, Project
from search_app.addresses.links import chart_link, compare_link, document_link, place_link, record_link, subject_link
from search_app.privacy import mask_mobile_numbers
from search_app.views.charts import Chart, Series
from search_app.views.citing import edition
from search_app.views.compare import CompareView
from search_app.views.document_rows import DocumentRow
from search_app.views.other_years import OtherYear
from search_app.views.place import PlaceView, SubjectTable
from search_app.views.similar import SimilarProject, SimilarView
from search_app.views.subject import LineRow, SubjectView
from search_app.wording.labels import COLUMN_LABELS, subject_gloss
from search_app.wording.languages import counted, gettext, pgettext

#: Bars of a chart; where there are more, the largest stay.
MOST_BARS = 24
#: A single bar compares nothing.
LEAST_BARS = 2

#: Columns of a line that add up to its total.
_PARTS = ("basic", "project", "operating", "upward", "subsidy")


def document_charts(disclosure: Disclosure) -> tuple[Chart, ...]:
    """What the expenditure is made of: by 类, each in its parts where the lines prove them; else basic and project."""
    address = document_link(disclosure.document_id)
    found = _by_subject(disclosure, address) or _by_total(disclosure, address)
    return (found,) if found else ()


def project_charts(
    record_id: str, project: Project, similar: SimilarView | None, years: Sequence[OtherYear]
) -> tuple[Chart, ...]:
    """The project among similar ones, and over the years."""
    address = record_link(record_id)
    yuan = project.amount.yuan if project.amount else None
    found = (_among_similar(address, yuan, similar) if similar else None, _over_years(address, years))
    return tuple(chart for chart in found if chart)


def place_charts(place: PlaceView) -> tuple[Chart, ...]:
    """What documents of the place spend beside their peers, and the newest composition by 类."""
    found = (_spending(place), _composition(place, place.subjects[0]) if place.subjects else None)
    return tuple(chart for chart in found if chart)


def subject_charts(subject: SubjectView) -> tuple[Chart, ...]:
    """The sums of the subject by year, and the places and departments that spend most on it."""
    address = subject_link(subject.code)
    years = sorted(subject.years, key=lambda one: (one.kind, -(one.year or 0)))
    found = (
        Chart(
            name="years",
            title=gettext("历年合计"),
            labels_head=gettext("文件"),
            labels=tuple(
                counted("%(edition)s（%(number)s 份）", one.documents, edition=edition(one.year, one.kind))
                for one in years
            ),
            series=(Series(gettext("合计"), tuple(one.yuan for one in years)),),
            csv_href=chart_link(address, "years"),
        ),
        Chart(
            name="spenders",
            title=gettext("支出最多的单位"),
            labels_head=gettext("地区和文件"),
            labels=tuple(_spender_label(line) for line in subject.lines),
            hrefs=tuple(line.href for line in subject.lines),
            series=(Series(gettext("合计"), tuple(line.yuan for line in subject.lines)),),
            csv_href=chart_link(address, "spenders"),
        ),
    )
    return tuple(chart for chart in found if _compares(chart))


def compare_charts(compared: CompareView) -> tuple[Chart, ...]:
    """What is compared, by the amount that the comparison is of."""
    columns = compared.columns
    chart = Chart(
        name="amounts",
        title=compared.measure,
        labels_head=gettext("名称"),
        labels=tuple(column.title for column in columns),
        hrefs=tuple(column.href for column in columns),
        series=(Series(compared.measure, tuple(column.amount for column in columns)),),
        csv_href=chart_link(compare_link(column.id for column in columns), "amounts"),
    )
    return (chart,) if chart.has_figures else ()


def _spender_label(line: LineRow) -> str:
    """Where and what, the place once: many departments are named after it."""
    return line.document if line.place in line.document else f"{line.place} {line.document}"


def _compares(chart: Chart) -> bool:
    """Whether there are figures of several labels or several series."""
    return sum(value is not None for one in chart.series for value in one.values) >= LEAST_BARS


def _by_subject(disclosure: Disclosure, address: str) -> Chart | None:
    lines = _top_lines(disclosure)[:MOST_BARS]
    parts = _parts(lines)
    chart = Chart(
        name="composition",
        title=gettext("支出构成，按类"),
        labels_head=gettext("科目"),
        labels=tuple(_subject_label(line.code, line.name) for line in lines),
        hrefs=tuple(subject_link(line.code) if line.code else None for line in lines),
        series=tuple(Series(gettext(COLUMN_LABELS[part]), _column(lines, part)) for part in parts or ("total",)),
        csv_href=chart_link(address, "composition"),
        stacked=bool(parts),
    )
    return chart if chart.has_figures else None


def _by_total(disclosure: Disclosure, address: str) -> Chart | None:
    totals = (disclosure.totals.basic, disclosure.totals.project)
    chart = Chart(
        name="composition",
        title=gettext("支出构成"),
        labels_head=gettext("支出"),
        labels=(gettext("基本支出"), gettext("项目支出")),
        series=(Series(gettext("支出"), tuple(total.yuan if total else None for total in totals)),),
        csv_href=chart_link(address, "composition"),
    )
    return chart if _compares(chart) else None


def _top_lines(disclosure: Disclosure) -> list[BudgetLine]:
    """The 类 of the statement to be believed first among those that print any."""
    for statement in FUNCTION_STATEMENTS:
        found = [
            line
            for line in disclosure.lines
            if line.statement == statement and line.classification is Classification.FUNCTION and line.level == 1
        ]
        if found:
            return found
    return []


def _subject_label(code: str | None, name: str) -> str:
    return f"{code} {subject_gloss(code) or name}" if code else name


def _parts(lines: Sequence[BudgetLine]) -> tuple[str, ...]:
    """The columns that are printed and make up the total of every line; none where they do not."""
    printed = tuple(part for part in _PARTS if any(value is not None for value in _column(lines, part)))
    sums = [sum((_yuan(line, part) or Decimal(0) for part in printed), Decimal(0)) for line in lines]
    return printed if sums == list(_column(lines, "total")) else ()


def _column(lines: Sequence[BudgetLine], column: str) -> tuple[Decimal | None, ...]:
    return tuple(_yuan(line, column) for line in lines)


def _yuan(line: BudgetLine, column: str) -> Decimal | None:
    return line.amounts[column].yuan if column in line.amounts else None


def _among_similar(address: str, yuan: Decimal | None, similar: SimilarView) -> Chart | None:
    """The dearest first, this one among them; those without an amount are left out."""
    others = [(_similar_label(hit), hit.href, hit.yuan) for hit in similar.hits if hit.yuan is not None]
    own = [(gettext("本项目"), None, yuan)] if yuan is not None else []
    rows = sorted([*own, *others], key=lambda row: -row[2])
    if len(rows) < LEAST_BARS:
        return None
    return Chart(
        name="similar",
        title=gettext("和其他县市的类似项目比"),
        labels_head=pgettext("one", "项目"),
        labels=tuple(label for label, _, _ in rows),
        hrefs=tuple(href for _, href, _ in rows),
        series=(Series(gettext("金额"), tuple(amount for _, _, amount in rows)),),
        csv_href=chart_link(address, "similar"),
        chosen=next((place for place, (_, href, _) in enumerate(rows) if href is None), None),
        median=similar.spread.median if similar.spread else None,
    )


def _similar_label(hit: SimilarProject) -> str:
    """Where and when, then what; the place once: a label has little room, and many names begin with it."""
    when = hit.facts[:2]
    return " ".join((*when, mask_mobile_numbers(hit.name).removeprefix(when[0] if when else "")))


def _over_years(address: str, years: Sequence[OtherYear]) -> Chart | None:
    chart = Chart(
        name="years",
        title=gettext("这个项目的历年"),
        labels_head=gettext("文件"),
        labels=tuple(edition(row.year, row.kind) for row in years),
        hrefs=tuple(None if row.is_this else row.href for row in years),
        series=(Series(gettext("金额"), tuple(row.yuan for row in years)),),
        csv_href=chart_link(address, "years"),
        chosen=next((place for place, row in enumerate(years) if row.is_this), None),
    )
    return chart if _compares(chart) else None


def _spending(place: PlaceView) -> Chart | None:
    """Expenditure of each document, beside the median of the departments of its type elsewhere, year and kind."""
    rows = _largest(place.documents)
    medians = Series(gettext("各地同类部门中位数"), tuple(row.peers_median for row in rows))
    chart = Chart(
        name="spending",
        title=gettext("历年支出") if place.department else gettext("各部门支出"),
        labels_head=gettext("文件"),
        labels=tuple(_document_label(row, with_department=place.department is None) for row in rows),
        hrefs=tuple(row.href for row in rows),
        series=(
            Series(gettext("支出"), tuple(row.expenditure for row in rows)),
            *([medians] if any(value is not None for value in medians.values) else ()),
        ),
        csv_href=chart_link(place_link(place.code, department=place.department), "spending"),
    )
    return chart if _compares(chart) else None


def _largest(rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Those with an expenditure, in their order; where there are too many, the ones that spend most."""
    spending = [(row.expenditure, place) for place, row in enumerate(rows) if row.expenditure is not None]
    return [rows[place] for place in sorted(place for _, place in sorted(spending, reverse=True)[:MOST_BARS])]


def _document_label(row: DocumentRow, *, with_department: bool) -> str:
    """Whose, then which: a label is cut at its end, and all departments of a place begin with its name."""
    named = edition(row.year, row.kind)
    return f"{row.department.removeprefix(row.place)} {named}".strip() if with_department else named


def _composition(place: PlaceView, table: SubjectTable) -> Chart | None:
    chart = Chart(
        name="subjects",
        title=gettext("%(edition)s，按类", edition=edition(table.year, table.kind)),
        labels_head=gettext("科目"),
        labels=tuple(_subject_label(row.code, row.name) for row in table.rows),
        hrefs=tuple(row.href for row in table.rows),
        series=(Series(gettext("合计"), tuple(row.yuan for row in table.rows)),),
        csv_href=chart_link(place_link(place.code, department=place.department), "subjects"),
    )
    return chart if _compares(chart) else None
