"""The pages of one project, section or line, and their JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, abort, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from index.records import BudgetLine, Disclosure, Identity, Project, RecordKind, Section, record_id
from index.similarity.similar import SimilarPage, UnknownProjectError
from search_app.addresses.links import document_link, record_link
from search_app.addresses.lookup import FoundRecord, document_of
from search_app.json_values import JsonValue, json_value
from search_app.library import current_library, disclosure_or_404, record_or_404
from search_app.views import line_family
from search_app.views.charts import by_name
from search_app.views.citing import record_citation
from search_app.views.other_years import other_years
from search_app.views.page_charts import project_charts
from search_app.views.similar import SimilarView, similar_view
from search_app.wording.labels import COLUMN_LABELS

blueprint = Blueprint("records", __name__)


class SharedContext(TypedDict):
    """What every record page shows."""

    record_id: str
    disclosure: Disclosure
    identity: Identity
    cite: str


@blueprint.get("/r/<record:record>")
def record_page(record: str) -> ResponseReturnValue:
    """The page of a project, section or line; the id of a document leads to its own page."""
    if (document_id := document_of(record)) is not None:
        return redirect(document_link(disclosure_or_404(document_id).document_id), code=301)
    found = record_or_404(record)
    match found.record:
        case Project() as project:
            return _project_page(project, found)
        case Section() as section:
            return _section_page(section, found)
        case BudgetLine() as line:
            return _line_page(line, found)


@blueprint.get("/r/<record:record>.json")
def record_json(record: str) -> ResponseReturnValue:
    """The record with everything that is known of it, and whose it is."""
    if (document_id := document_of(record)) is not None:
        return redirect(document_link(disclosure_or_404(document_id).document_id) + ".json", code=301)
    return jsonify(record_body(record))


@blueprint.get("/r/<record:record>/similar.json")
def similar_json(record: str) -> ResponseReturnValue:
    """The similar projects of other counties, as ``yusou similar --json`` prints them."""
    return jsonify(similar_or_404(record).as_json())


def record_body(record: str) -> dict[str, JsonValue]:
    """Everything known of a project, section or line, and whose it is; or the answer 404."""
    found = record_or_404(record)
    return {
        "id": found.id,
        "kind": found.kind.value,
        "document_id": found.disclosure.document_id,
        "sha256": found.disclosure.source.sha256,
        "document": json_value(found.disclosure.identity),
        found.kind.value: json_value(found.record),
    }


def similar_or_404(record: str) -> SimilarPage:
    """The similar projects of a project, or the answer 404 for anything else."""
    found = record_or_404(record)
    if found.kind is not RecordKind.PROJECT:
        abort(404)
    try:
        return current_library().searcher.similar(found.id)
    except UnknownProjectError:
        abort(404)


def _project_page(project: Project, found: FoundRecord) -> str:
    similar = similar_or_none(found)
    years = other_years(current_library().catalog, found.disclosure, project)
    return render_template(
        "project.html",
        project=project,
        similar=similar,
        years=years,
        charts=by_name(project_charts(found.id, project, similar, years)),
        **_shared_context(found),
    )


def similar_or_none(found: FoundRecord) -> SimilarView | None:
    """The similar projects, or None while the index does not hold the project yet."""
    try:
        return similar_view(current_library().searcher.similar(found.id))
    except UnknownProjectError:
        return None


def _section_page(section: Section, found: FoundRecord) -> str:
    sections = found.disclosure.sections
    place = sections.index(section)
    return render_template(
        "section.html",
        section=section,
        previous=_neighbour(found.disclosure, sections[max(place - 1, 0) : place]),
        following=_neighbour(found.disclosure, sections[place + 1 : place + 2]),
        **_shared_context(found),
    )


def _line_page(line: BudgetLine, found: FoundRecord) -> str:
    lines = found.disclosure.lines
    return render_template(
        "line.html",
        line=line,
        amounts=[(column, line.amounts[column]) for column in COLUMN_LABELS if column in line.amounts],
        ancestors=_linked(found.disclosure, line_family.ancestors(lines, line)),
        children=_linked(found.disclosure, line_family.children(lines, line)),
        **_shared_context(found),
    )


def _shared_context(found: FoundRecord) -> SharedContext:
    return {
        "record_id": found.id,
        "disclosure": found.disclosure,
        "identity": found.disclosure.identity,
        "cite": record_citation(found),
    }


def _neighbour(disclosure: Disclosure, sections: Sequence[Section]) -> tuple[str, str] | None:
    """Address and heading of the one section given, or None for none."""
    for section in sections:
        return record_link(record_id(disclosure.document_id, RecordKind.SECTION, section.ordinal)), section.heading
    return None


def _linked(disclosure: Disclosure, lines: Sequence[BudgetLine]) -> list[tuple[str, BudgetLine]]:
    """Each line with its address."""
    return [(record_link(record_id(disclosure.document_id, RecordKind.LINE, line.ordinal)), line) for line in lines]
