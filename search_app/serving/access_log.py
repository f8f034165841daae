"""One line of JSON a request: what kind, how it went, how long it took. Never what was asked, nor by whom."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from time import perf_counter

from flask import Flask, Response, g, request

from search_app.http.caching import snapshot
from search_app.serving.route_classes import route_class

logger = logging.getLogger("search_app.access")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; ``extra={"fields": {…}}`` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def register(app: Flask) -> None:
    """Log every request under its route, not its address: addresses hold queries and names."""
    app.after_request(_log)


def _log(response: Response) -> Response:
    fields = {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "class": route_class(request),
        "status": response.status_code,
        "ms": round((perf_counter() - g.started) * 1000, 1) if "started" in g else None,
        "bytes": response.content_length,
        "snapshot": snapshot(),
    }
    logger.info("request", extra={"fields": fields})
    return response
