"""Metrics for Prometheus at ``/metrics``: requests by class and status, how long they take, the snapshot served.

With several workers they are kept together in the folder that
PROMETHEUS_MULTIPROC_DIR names, which has to be set before this module is imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from time import perf_counter

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from search_app.http.caching import snapshot
from search_app.serving.route_classes import route_class

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS_METRIC, SECONDS_METRIC = "yusou_requests", "yusou_request_seconds"
REQUESTS = Counter(REQUESTS_METRIC, "Requests answered", ["route_class", "status"])
SECONDS = Histogram(
    SECONDS_METRIC,
    "Time from arrival to answer",
    ["route_class"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
SNAPSHOT = Gauge("yusou_snapshot", "Snapshot id of the catalog", multiprocess_mode="mostrecent")

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """What Prometheus asks for. Those who come through a proxy are told nothing."""
    if "X-Forwarded-For" in request.headers:
        abort(404)
    current = snapshot()
    if current is not None:
        SNAPSHOT.set(current)
    return Response(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


@blueprint.after_app_request
def count(response: Response) -> Response:
    """Count an answer; a stream is timed to its first byte."""
    kind = route_class(request)
    REQUESTS.labels(kind, str(response.status_code)).inc()
    if "started" in g:
        SECONDS.labels(kind).observe(perf_counter() - g.started)
    return response


def collected() -> Iterable[Metric]:
    """Everything counted so far, over all processes."""
    return _registry().collect()


def _registry() -> CollectorRegistry:
    if MULTIPROCESS_FOLDER not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
