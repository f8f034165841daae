"""What a request costs, by its route: the classes that rates and metrics are kept for."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType

from flask import Request


class RouteClass(enum.StrEnum):
    """From what costs nothing to what may read the whole index."""

    FREE = "free"  # static files, health: never refused
    PAGE = "page"  # one record, one document, one page as text or image
    SEARCH = "search"  # a query with its facets, figures over many documents
    HEAVY = "heavy"  # similar projects, sums by facet, files of everything


#: Endpoints and blueprints that are not a PAGE; an endpoint of its own goes before its blueprint.
_CLASSES: Mapping[str, RouteClass] = MappingProxyType(
    {
        "static": RouteClass.FREE,
        "health": RouteClass.FREE,
        "metrics": RouteClass.FREE,
        "search.robots": RouteClass.FREE,
        "search": RouteClass.SEARCH,
        "findings": RouteClass.SEARCH,
        "findings.findings_csv": RouteClass.HEAVY,
        "overview": RouteClass.SEARCH,
        "kinds": RouteClass.SEARCH,
        "charts": RouteClass.SEARCH,
        "charts.project_chart": RouteClass.HEAVY,
        "api": RouteClass.SEARCH,
        "api.aggregate_amounts": RouteClass.HEAVY,
        "api.similar": RouteClass.HEAVY,
        "api.export": RouteClass.HEAVY,
        "api.record": RouteClass.PAGE,
        "api.document": RouteClass.PAGE,
        "api.page": RouteClass.PAGE,
        "export": RouteClass.HEAVY,
        "download": RouteClass.SEARCH,
        "download.download_archive": RouteClass.HEAVY,
        "batch.batch_answer": RouteClass.HEAVY,
        "feeds": RouteClass.SEARCH,
        "search.suggestions": RouteClass.PAGE,
        "api.suggest": RouteClass.PAGE,
        "records.similar_json": RouteClass.HEAVY,
    }
)


def route_class(request: Request) -> RouteClass:
    """The class of a request; what leads nowhere counts as a page."""
    if request.endpoint is None:
        return RouteClass.PAGE
    return _CLASSES.get(request.endpoint) or _CLASSES.get(request.blueprint or "", RouteClass.PAGE)
