"""The kinds of projects that several counties have, as a page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, current_app, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from index.answers.remembering import Recent
from index.query.tree import Query
from index.sentence import Sentence
from index.similarity.kinds import Kind
from index.similarity.likeness import PROJECTS
from search_app.addresses.query_args import ArgumentError, single
from search_app.json_values import json_value
from search_app.library import Library, current_library
from search_app.pages.overview import csv_answer
from search_app.views.kinds import Asked, KindsView, kind_order, kinds_view

blueprint = Blueprint("kinds", __name__)

_KINDS = "yusou-kinds"

#: Projects that are looked through for a page, in about a second: 70 µs of CPU each. The command takes any number.
MOST_PROJECTS = 15_000

_HEAD = (
    *(Sentence("种类"), Sentence("其他名称"), Sentence("县市数"), Sentence("项目数")),
    *(Sentence("中位数（元）"), Sentence("最低（元）"), Sentence("最高（元）")),
    *(Sentence("合计年度"), Sentence("合计阶段"), Sentence("合计项目数"), Sentence("合计（元）")),
)


@blueprint.get("/kinds")
def kinds_page() -> ResponseReturnValue:
    """The kinds, or the projects of one."""
    return render_template("kinds.html", kinds=asked_kinds(request.args.to_dict(flat=False)))


@blueprint.get("/kinds.json")
def kinds_json() -> ResponseReturnValue:
    """The kinds as the page shows them."""
    return jsonify(json_value(asked_kinds(request.args.to_dict(flat=False))))


@blueprint.get("/kinds.csv")
def kinds_csv() -> ResponseReturnValue:
    """The kinds, a line for each; an error where they are not worked out, for a file has no place to say so."""
    found = asked_kinds(request.args.to_dict(flat=False))
    if found.total is None:
        hint = Sentence("请用命令 yusou kinds --json")
        raise ArgumentError(Sentence("项目太多，不能当场归类"), parameter="format", hint=hint)
    rows = (
        (
            *(row.name, " ".join(row.other_names), row.counties, row.projects, row.median, row.low, row.high),
            *(
                (row.added.year, row.added.stage, row.added.projects, row.added.yuan)
                if row.added
                else (None, None, None, None)
            ),
        )
        for row in found.rows
    )
    return csv_answer("kinds", _HEAD, rows)


def asked_kinds(args: Mapping[str, Sequence[str]]) -> KindsView:
    """The kinds that parameters ask for, or the answer 404 for a kind that there is not.

    Raises:
        ArgumentError: there is no such order.
    """
    asked = Asked(single(args, "name"), single(args, "kind"), kind_order(single(args, "sort")))
    library = current_library()
    collected = library.engine.count(Query(filters=PROJECTS))
    kinds = _kinds(library) if collected <= MOST_PROJECTS else None
    view = kinds_view(library.engine, kinds, asked, collected=collected, most_projects=MOST_PROJECTS)
    if asked.kind and kinds is not None and not view.rows:
        abort(404)
    return view


@blueprint.record_once
def _remember_kinds(state: BlueprintSetupState) -> None:
    state.app.extensions[_KINDS] = Recent[tuple[Kind, ...]](1)


def _kinds(library: Library) -> tuple[Kind, ...]:
    """All projects are read for them: once for each state of the index."""
    known = current_app.extensions[_KINDS]
    assert isinstance(known, Recent)
    kinds: tuple[Kind, ...] = known.get(library.engine.state(), "", library.searcher.kinds)
    return kinds
