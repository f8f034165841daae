"""The application factory."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from search_app import template_filters
from search_app.addresses.converters import CONVERTERS
from search_app.api import pages as api_pages
from search_app.api import views as api_views
from search_app.http import caching, errors, health, timing
from search_app.http.json_provider import MaskingJSONProvider
from search_app.http.security import add_security_headers, refuse_long_addresses
from search_app.library import Library, attach_library
from search_app.pages import (
    admin,
    batch,
    chart,
    document,
    download,
    export,
    feed,
    finding,
    kinds,
    overview,
    record,
    search,
    viewer,
)
from search_app.serving import access_log, metrics, noted_searches, rates
from search_app.serving.options import EMBEDDED, ServingOptions
from search_app.wording import languages

#: Longest request body accepted: every page is a GET.
MAX_BODY_BYTES = 16 * 1024
#: Static files are asked for under an address that changes with their content.
STATIC_SECONDS = 365 * 24 * 3600


def create_app(library: Library, *, notice: str = "", serving: ServingOptions = EMBEDDED) -> Flask:
    """Build the application over an open library.

    ``notice`` is shown on top of every page, e.g. that the collection holds
    examples and no official documents.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_SECONDS
    app.json = MaskingJSONProvider(app)
    app.url_map.converters.update(CONVERTERS)
    app.config["NOTICE"] = notice
    app.config["ADMIN_KEY"] = serving.admin_key
    attach_library(app, library)
    for module in (
        search,
        record,
        document,
        viewer,
        export,
        download,
        feed,
        batch,
        finding,
        overview,
        kinds,
        chart,
        api_views,
        api_pages,
        admin,
        health,
        metrics,
    ):
        app.register_blueprint(module.blueprint)
    languages.register(app)
    timing.register(app)
    _serve_as_asked(app, serving)
    app.before_request(refuse_long_addresses)
    caching.register(app, kept_bytes=serving.kept_bytes)
    errors.register(app)
    template_filters.register(app, notice=notice)
    app.after_request(add_security_headers)
    return app


def _serve_as_asked(app: Flask, serving: ServingOptions) -> None:
    """Believe the proxies, keep the rates, write the log, note searches."""
    noted_searches.register(app, serving.noted_searches)
    if serving.proxies:
        hops = serving.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    if serving.limits:
        rates.register(app, workers=serving.workers)
    if serving.log_requests:
        access_log.register(app)
