"""Batch search: a pasted or uploaded list, a query a line, as a matrix of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from index.engine import Engine
from index.query.parser import parse
from index.query.tree import Query, QueryError
from index.sentence import Sentence, listed
from search_app.addresses.links import search_link
from search_app.addresses.query_args import ArgumentError
from search_app.addresses.query_edits import with_value
from search_app.export.csv_file import csv_parts
from search_app.library import current_library
from search_app.wording.labels import field_label, value_label
from search_app.wording.languages import gettext, said

blueprint = Blueprint("batch", __name__)

MOST_LINES = 200
#: Columns of the matrix besides the total, the most frequent values.
MOST_COLUMNS = 12
#: Longest list, pasted or uploaded.
MOST_BYTES = 256 * 1024
#: What the counts may be divided by.
DIVIDED_BY = ("kind", "year", "province", "county", "department_type", "stage")


@dataclass(frozen=True, slots=True)
class Count:
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One line: its total and the count of each column, or why it cannot be asked."""

    typed: str
    total: Count | None
    counts: tuple[Count, ...]
    error: str


@dataclass(frozen=True, slots=True)
class BatchView:
    """``columns`` heads the counts; ``skipped`` lines were beyond the limit."""

    typed: str
    by: str
    choices: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[BatchRow, ...]
    skipped: int


@blueprint.get("/batch")
def batch_page() -> ResponseReturnValue:
    """Where a list is pasted."""
    return render_template("batch.html", batch=batch_view(current_library().engine, "", DIVIDED_BY[0]))


@blueprint.post("/batch")
def batch_answer() -> ResponseReturnValue:
    """The matrix of a list, as a page or, with ``format`` csv, as a file."""
    request.max_content_length = request.max_form_memory_size = MOST_BYTES
    by = request.form.get("by", DIVIDED_BY[0])
    if by not in DIVIDED_BY:
        raise ArgumentError(
            Sentence("不能按“%(by)s”分列", by=by),
            parameter="by",
            hint=Sentence("可用：%(names)s", names=listed(DIVIDED_BY, Sentence("、"))),
        )
    view = batch_view(current_library().engine, _typed(), by)
    if request.form.get("format") == "csv":
        return _csv(view)
    return render_template("batch.html", batch=view)


def batch_view(engine: Engine, typed: str, by: str) -> BatchView:
    """Ask every line; one that cannot be understood does not stop the others."""
    lines = list(dict.fromkeys(filter(None, map(str.strip, typed.splitlines()))))
    asked = [(line, _understood(line)) for line in lines[:MOST_LINES]]
    counted = [_counts(engine, outcome, by) if isinstance(outcome, Query) else Counter[str]() for _, outcome in asked]
    columns = _columns(counted, by)
    choices = tuple((name, field_label(name)) for name in DIVIDED_BY)
    rows = tuple(_rows(engine, asked, counted, columns, by))
    heads = tuple(value_label(by, value) for value in columns)
    return BatchView(typed, by, choices, heads, rows, max(0, len(lines) - MOST_LINES))


def _understood(line: str) -> Query | str:
    """The query of a line, or what is wrong with it."""
    try:
        return parse(line)
    except QueryError as error:
        return gettext("%(message)s。%(hint)s", message=said(error.message), hint=said(error.hint))


def _counts(engine: Engine, query: Query, by: str) -> Counter[str]:
    found = engine.search(replace(query, limit=0), facets=(by,)).facets[by]
    return Counter({value.value: value.count for value in found if value.value})


def _columns(counted: Sequence[Mapping[str, int]], by: str) -> list[str]:
    """The values that most records have, years from new to old."""
    together: Counter[str] = Counter()
    for counts in counted:
        together.update(counts)
    columns = [value for value, _ in together.most_common(MOST_COLUMNS)]
    return sorted(columns, reverse=True) if by == "year" else columns


def _rows(
    engine: Engine,
    asked: Sequence[tuple[str, Query | str]],
    counted: Sequence[Counter[str]],
    columns: Sequence[str],
    by: str,
) -> Iterator[BatchRow]:
    for (line, outcome), counts in zip(asked, counted, strict=True):
        if isinstance(outcome, str):
            yield BatchRow(line, None, (), outcome)
            continue
        cells = tuple(Count(counts[value], search_link(with_value(outcome, by, value))) for value in columns)
        yield BatchRow(line, Count(engine.count(outcome), search_link(outcome)), cells, "")


def _typed() -> str:
    """What was uploaded, else what was pasted; a list in GBK, as Excel writes it, is understood too."""
    uploaded = request.files.get("file")
    data = uploaded.read() if uploaded else b""
    if not data:
        return request.form.get("lines", "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _csv(view: BatchView) -> Response:
    site = request.url_root.rstrip("/")
    rows = (
        (
            row.typed,
            site + row.total.href if row.total else row.error,
            row.total.count if row.total else None,
            *(cell.count for cell in row.counts),
        )
        for row in view.rows
    )
    answer = Response(
        b"".join(csv_parts((gettext("检索式"), gettext("地址或错误"), gettext("全部"), *view.columns), rows))
    )
    answer.content_type = "text/csv; charset=utf-8"
    answer.headers.set("Content-Disposition", "attachment", filename="batch.csv")
    return answer
