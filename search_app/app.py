"""The application factory."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from search_app import (
    admin_pages,
    batch_pages,
    caching,
    chart_pages,
    document_pages,
    download_pages,
    errors,
    export_pages,
    feed_pages,
    finding_pages,
    health,
    languages,
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
from search_app.lookup import DOCUMENT_ID_PATTERN, MOST_PAGES, RECORD_ID_PATTERN
from search_app.security import add_security_headers, refuse_long_addresses
from search_app.serving import access_log, metrics, rates
from search_app.serving.options import EMBEDDED, ServingOptions

#: Longest request body accepted: every page is a GET.
MAX_BODY_BYTES = 16 * 1024
#: Static files are asked for under an address that changes with their content.
STATIC_SECONDS = 365 * 24 * 3600


class DocumentIdConverter(BaseConverter):
    regex = DOCUMENT_ID_PATTERN


class RecordIdConverter(BaseConverter):
    regex = RECORD_ID_PATTERN


class PageConverter(IntegerConverter):
    """The number of a page: what no database could hold is no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=0, max=MOST_PAGES)


class DivisionConverter(BaseConverter):
    regex = "[0-9]{6}"


class SubjectConverter(BaseConverter):
    regex = "[235][0-9]{2}(?:[0-9]{2}){0,2}"


def create_app(library: Library, *, notice: str = "", serving: ServingOptions = EMBEDDED) -> Flask:
    """Build the application over an open library.

    ``notice`` is shown on top of every page, e.g. that the collection holds
    examples and no official documents.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_SECONDS
    app.json = MaskingJSONProvider(app)
    app.url_map.converters.update(
        document=DocumentIdConverter,
        record=RecordIdConverter,
        page=PageConverter,
        division=DivisionConverter,
        subject=SubjectConverter,
    )
    app.config["NOTICE"] = notice
    app.config["ADMIN_KEY"] = serving.admin_key
    attach_library(app, library)
    for module in (
        search_pages,
        record_pages,
        document_pages,
        viewer_pages,
        export_pages,
        download_pages,
        feed_pages,
        batch_pages,
        finding_pages,
        overview_pages,
        chart_pages,
        api_views,
        api_pages,
        admin_pages,
        health,
        metrics,
    ):
        app.register_blueprint(module.blueprint)
    languages.register(app)
    timing.register(app)
    _serve_as_asked(app, serving)
    app.before_request(refuse_long_addresses)
    caching.register(app)
    errors.register(app)
    template_filters.register(app, notice=notice)
    app.after_request(add_security_headers)
    return app


def _serve_as_asked(app: Flask, serving: ServingOptions) -> None:
    """Believe the proxies, keep the rates, write the log."""
    if serving.proxies:
        hops = serving.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    if serving.limits:
        rates.register(app, workers=serving.workers)
    if serving.log_requests:
        access_log.register(app)
