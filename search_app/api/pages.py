"""The description of the API: for programs at ``/openapi.json``, for people at ``/api``."""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from index.engine import Engine
from index.query.tree import Filter, Query
from index.records import DOCUMENT_ID_LENGTH, RecordKind
from search_app.api.openapi import ERRORS, openapi
from search_app.api.operations import Samples
from search_app.api.views import operations
from search_app.library import current_library

blueprint = Blueprint("api_pages", __name__)

_NOBODY = "0" * DOCUMENT_ID_LENGTH


@blueprint.get("/openapi.json")
def openapi_json() -> ResponseReturnValue:
    """The API as OpenAPI 3.1."""
    return jsonify(openapi(operations.declared.values(), samples(current_library().engine)))


@blueprint.get("/api")
def api_page() -> ResponseReturnValue:
    """The API for people: every operation with its parameters and an example to try."""
    found = samples(current_library().engine)
    return render_template("api.html", operations=operations.declared.values(), samples=found, errors=ERRORS)


def samples(engine: Engine) -> Samples:
    """Ids to try the API with; ids of nothing while the collection is empty."""
    projects = Query(filters=(Filter("kind", (RecordKind.PROJECT,)),), limit=1)
    for hit in engine.search(projects).hits:
        return Samples(hit.document.document_id, hit.document.id)
    return Samples(_NOBODY, f"{_NOBODY}-p0")
