"""The application factory."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter

from search_app import (
    caching,
    document_pages,
    errors,
    export_pages,
    finding_pages,
    health,
    overview_pages,
    record_pages,
    search_pages,
    template_filters,
    timing,
    viewer_pages,
)
from search_app.api import pages as api_pages
from search_app.api import views as api_views
from search_app.json_provider import MaskingJSONProvider
from search_app.library import Library, attach_library
from search_app.lookup import DOCUMENT_ID_PATTERN, RECORD_ID_PATTERN
from search_app.security import add_security_headers

#: Longest request body accepted: every page is a GET.
MAX_BODY_BYTES = 16 * 1024


class DocumentIdConverter(BaseConverter):
    regex = DOCUMENT_ID_PATTERN


class RecordIdConverter(BaseConverter):
    regex = RECORD_ID_PATTERN


class DivisionConverter(BaseConverter):
    regex = "[0-9]{6}"


class SubjectConverter(BaseConverter):
    regex = "[235][0-9]{2}(?:[0-9]{2}){0,2}"


def create_app(library: Library, *, notice: str = "") -> Flask:
    """Build the application over an open library.

    ``notice`` is shown on top of every page, e.g. that the collection holds
    examples and no official documents.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json = MaskingJSONProvider(app)
    app.url_map.converters.update(
        document=DocumentIdConverter, record=RecordIdConverter, division=DivisionConverter, subject=SubjectConverter
    )
    app.config["NOTICE"] = notice
    attach_library(app, library)
    for module in (
        search_pages,
        record_pages,
        document_pages,
        viewer_pages,
        export_pages,
        finding_pages,
        overview_pages,
        api_views,
        api_pages,
        health,
    ):
        app.register_blueprint(module.blueprint)
    timing.register(app)
    caching.register(app)
    errors.register(app)
    template_filters.register(app, notice=notice)
    app.after_request(add_security_headers)
    return app
