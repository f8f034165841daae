"""Pages over several documents: a place, a subject, what is held, and a comparison; each with JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from index.sentence import Sentence
from search_app.export.columns import Cell
from search_app.export.csv_file import csv_parts
from search_app.json_values import json_value
from search_app.library import current_library
from search_app.views.charts import by_name
from search_app.views.compare import CompareView, compare_view, compared_ids
from search_app.views.coverage import CoverageView, coverage_view
from search_app.views.departments import DepartmentsView, departments_view
from search_app.views.document_rows import DocumentRow
from search_app.views.page_charts import compare_charts, place_charts, subject_charts
from search_app.views.place import PlaceView, place_view
from search_app.views.subject import SubjectView, subject_tree, subject_view
from search_app.wording.languages import gettext, said

blueprint = Blueprint("overview", __name__)

_DOCUMENT_HEAD = (
    *(Sentence("地区"), Sentence("部门"), Sentence("年度"), Sentence("公开类型")),
    *(Sentence("支出（元）"), Sentence("基本支出（元）"), Sentence("项目支出（元）")),
    *(Sentence("“三公”合计（元）"), Sentence("因公出国（境）（元）"), Sentence("公务用车购置（元）")),
    *(Sentence("公务用车运行（元）"), Sentence("公务接待（元）")),
    *(Sentence("项目数"), Sentence("不平的勾稽"), Sentence("文件地址")),
)
_SUBJECT_HEAD = (
    *(Sentence("编码"), Sentence("名称"), Sentence("年度")),
    *(Sentence("公开类型"), Sentence("文件数"), Sentence("合计（元）")),
)
_COVERAGE_HEAD = (
    *(Sentence("省份"), Sentence("地区"), Sentence("区划代码")),
    *(Sentence("年度"), Sentence("公开类型"), Sentence("文件数")),
)


@blueprint.get("/place/<division:code>")
def place_page(code: str) -> ResponseReturnValue:
    """A place, or one department of it."""
    place = place_or_404(code)
    return render_template("place.html", place=place, charts=by_name(place_charts(place)))


@blueprint.get("/place/<division:code>.json")
def place_json(code: str) -> ResponseReturnValue:
    """The place as the page shows it."""
    return jsonify(json_value(place_or_404(code)))


@blueprint.get("/place/<division:code>.csv")
def place_csv(code: str) -> ResponseReturnValue:
    """The documents of the place with their totals."""
    return csv_answer(f"place-{code}", _DOCUMENT_HEAD, _document_rows(place_or_404(code).documents))


@blueprint.get("/departments")
def departments_page() -> ResponseReturnValue:
    """One type of department everywhere, or the types to choose from."""
    return render_template("departments.html", departments=_departments())


@blueprint.get("/departments.json")
def departments_json() -> ResponseReturnValue:
    """The type of department as the page shows it."""
    return jsonify(json_value(_departments()))


@blueprint.get("/departments.csv")
def departments_csv() -> ResponseReturnValue:
    """The documents of one type of department with their totals."""
    return csv_answer("departments", _DOCUMENT_HEAD, _document_rows(_departments().documents))


@blueprint.get("/subject/<subject:code>")
def subject_page(code: str) -> ResponseReturnValue:
    """A subject."""
    subject = subject_or_404(code)
    return render_template("subject.html", subject=subject, charts=by_name(subject_charts(subject)))


@blueprint.get("/subject/<subject:code>.json")
def subject_json(code: str) -> ResponseReturnValue:
    """The subject as the page shows it."""
    return jsonify(json_value(subject_or_404(code)))


@blueprint.get("/subject/<subject:code>.csv")
def subject_csv(code: str) -> ResponseReturnValue:
    """What the subject and those below it cost."""
    subject = subject_or_404(code)
    own = ((subject.code, subject.name, one.year, one.kind, one.documents, one.yuan) for one in subject.years)
    return csv_answer(f"subject-{code}", _SUBJECT_HEAD, own)


@blueprint.get("/subjects")
def subjects_page() -> ResponseReturnValue:
    """Every 类 of both classifications."""
    return render_template("subject.html", subject=subject_tree(current_library().catalog), charts={})


@blueprint.get("/subjects.json")
def subjects_json() -> ResponseReturnValue:
    """The tree as the page shows it."""
    return jsonify(json_value(subject_tree(current_library().catalog)))


@blueprint.get("/coverage")
def coverage_page() -> ResponseReturnValue:
    """What is held."""
    return render_template("coverage.html", coverage=_coverage())


@blueprint.get("/coverage.json")
def coverage_json() -> ResponseReturnValue:
    """What is held, by place, year and kind."""
    return jsonify(json_value(_coverage()))


@blueprint.get("/coverage.csv")
def coverage_csv() -> ResponseReturnValue:
    """What is held, a line for each place, year and kind."""
    coverage = _coverage()
    rows = (
        (group.province, row.name, row.code, year, held.kind, held.documents)
        for group in coverage.groups
        for row in group.rows
        for year, cell in zip(coverage.years, row.cells, strict=True)
        for held in cell.kinds
    )
    return csv_answer("coverage", _COVERAGE_HEAD, rows)


@blueprint.get("/compare")
def compare_page() -> ResponseReturnValue:
    """Projects or places side by side."""
    compared = asked_comparison()
    return render_template("compare.html", compared=compared, charts=by_name(compare_charts(compared)))


@blueprint.get("/compare.json")
def compare_json() -> ResponseReturnValue:
    """The comparison as the page shows it."""
    return jsonify(json_value(asked_comparison()))


@blueprint.get("/compare.csv")
def compare_csv() -> ResponseReturnValue:
    """The comparison as a table: a column for each, as on the page."""
    compared = asked_comparison()
    head = (gettext("对比"), *(column.title for column in compared.columns))
    links = (gettext("地址"), *(_absolute(column.href) for column in compared.columns))
    return csv_answer("compare", head, (links, *((row.label, *row.cells) for row in compared.rows)))


def _document_rows(documents: Iterable[DocumentRow]) -> Iterator[tuple[Cell, ...]]:
    for row in documents:
        totals = (row.expenditure, row.basic, row.project, *row.three_public)
        yield row.place, row.department, row.year, row.kind, *totals, row.projects, row.findings, _absolute(row.href)


def _departments() -> DepartmentsView:
    return departments_view(current_library().catalog, request.args.get("type", "").strip())


def place_or_404(code: str) -> PlaceView:
    """The place, or the department of it that is asked for, or the answer 404."""
    library = current_library()
    department = request.args.get("department", "").strip() or None
    return place_view(library.catalog, library.engine, code, department) or abort(404)


def subject_or_404(code: str) -> SubjectView:
    """The subject, or the answer 404."""
    return subject_view(current_library().catalog, code) or abort(404)


def _coverage() -> CoverageView:
    return coverage_view(current_library().catalog)


def asked_comparison() -> CompareView:
    """What the parameters ask to compare."""
    return compare_view(current_library().catalog, compared_ids(request.args.to_dict(flat=False)))


def _absolute(path: str) -> str:
    return request.url_root.rstrip("/") + path


def csv_answer(name: str, head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Response:
    """A file of a page's own size, written at once."""
    answer = Response(b"".join(csv_parts(map(said, head), rows)), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer
