"""The figures of charts as CSV, row by row as the tables beside them."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, abort

from index.records import Project
from search_app.library import current_library, disclosure_or_404, record_or_404
from search_app.pages.overview import asked_comparison, csv_answer, place_or_404, subject_or_404
from search_app.pages.record import similar_or_none
from search_app.views.charts import Chart, by_name
from search_app.views.other_years import other_years
from search_app.views.page_charts import compare_charts, document_charts, place_charts, project_charts, subject_charts
from search_app.wording.languages import gettext

blueprint = Blueprint("charts", __name__)


@blueprint.get("/d/<document:document_id>/charts/<name>.csv")
def document_chart(document_id: str, name: str) -> Response:
    """A chart of a document."""
    return _answer(document_charts(disclosure_or_404(document_id)), name)


@blueprint.get("/r/<record:record>/charts/<name>.csv")
def project_chart(record: str, name: str) -> Response:
    """A chart of a project; other records have none."""
    found = record_or_404(record)
    if not isinstance(found.record, Project):
        abort(404)
    years = other_years(current_library().catalog, found.disclosure, found.record)
    return _answer(project_charts(found.id, found.record, similar_or_none(found), years), name)


@blueprint.get("/place/<division:code>/charts/<name>.csv")
def place_chart(code: str, name: str) -> Response:
    """A chart of a place, or of one department of it."""
    return _answer(place_charts(place_or_404(code)), name)


@blueprint.get("/subject/<subject:code>/charts/<name>.csv")
def subject_chart(code: str, name: str) -> Response:
    """A chart of a subject."""
    return _answer(subject_charts(subject_or_404(code)), name)


@blueprint.get("/compare/charts/<name>.csv")
def compare_chart(name: str) -> Response:
    """A chart of a comparison."""
    return _answer(compare_charts(asked_comparison()), name)


def _answer(charts: Iterable[Chart], name: str) -> Response:
    """The chart of a page that is called so, or the answer 404."""
    chart = by_name(charts).get(name) or abort(404)
    labels, *amounts = chart.head
    in_yuan = (gettext("%(name)s（元）", name=amount) for amount in amounts)
    return csv_answer(name, (labels, *in_yuan), chart.csv_rows)
