"""The page of one disclosure: who disclosed what, how it adds up, and everything found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol, TypeVar

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from index.json_form.disclosure import held_disclosure_json
from index.records import BudgetLine, Check, Classification, Disclosure, RecordKind, record_id
from search_app.library import current_library, disclosure_or_404
from search_app.views.charts import by_name
from search_app.views.citing import document_citation
from search_app.views.figures import figure_rows
from search_app.views.income import income_table
from search_app.views.page_charts import document_charts
from search_app.wording.labels import COLUMN_LABELS

blueprint = Blueprint("documents", __name__)


class Numbered(Protocol):
    @property
    def ordinal(self) -> int: ...


NumberedT = TypeVar("NumberedT", bound=Numbered)


@dataclass(frozen=True, slots=True)
class LineTable:
    """The lines of one statement: its column meanings in printed order, its lines with their record ids."""

    statement: str
    classification: Classification
    columns: tuple[str, ...]
    rows: tuple[tuple[str, BudgetLine], ...]


@blueprint.get("/d/<document:document_id>")
def document_page(document_id: str) -> ResponseReturnValue:
    """The page of a disclosure."""
    disclosure = disclosure_or_404(document_id)
    return render_template(
        "document.html",
        disclosure=disclosure,
        identity=disclosure.identity,
        projects=_with_ids(disclosure, RecordKind.PROJECT, disclosure.projects),
        sections=_with_ids(disclosure, RecordKind.SECTION, disclosure.sections),
        charts=by_name(document_charts(disclosure)),
        figures=tuple(figure_rows(disclosure)),
        income=income_table(disclosure.income),
        line_tables=tuple(line_tables(disclosure)),
        findings=sorted((check for check in disclosure.checks if not check.holds), key=_broken_first),
        holding=[check for check in disclosure.checks if check.holds],
        cite=document_citation(disclosure),
        other_files=current_library().catalog.other_files(document_id),
    )


@blueprint.get("/d/<document:document_id>.json")
def document_json(document_id: str) -> ResponseReturnValue:
    """The disclosure as ``yusou parse --json`` prints it, and the other files it is part of."""
    return jsonify(document_body(document_id))


def document_body(document_id: str) -> dict[str, Any]:
    """The JSON of a disclosure and of the other files of the same publication.

    Raises:
        NotFound: there is none of this id.
    """
    disclosure = disclosure_or_404(document_id)
    return held_disclosure_json(disclosure, current_library().catalog.other_files(document_id))


def line_tables(disclosure: Disclosure) -> Iterator[LineTable]:
    """The budget lines, a table for each statement they stand in."""
    for (statement, classification), lines in groupby(
        disclosure.lines, key=lambda line: (line.statement, line.classification)
    ):
        rows = _with_ids(disclosure, RecordKind.LINE, lines)
        printed = {column for _, line in rows for column in line.amounts}
        columns = tuple(column for column in COLUMN_LABELS if column in printed)
        yield LineTable(statement, classification, columns, rows)


def _broken_first(check: Check) -> bool:
    """Broken checks before those that cannot be tested."""
    return check.holds is None


def _with_ids(
    disclosure: Disclosure, kind: RecordKind, records: Iterable[NumberedT]
) -> tuple[tuple[str, NumberedT], ...]:
    return tuple((record_id(disclosure.document_id, kind, record.ordinal), record) for record in records)
