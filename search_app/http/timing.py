"""How long an answer took inside the server, told in the ``Server-Timing`` header."""

from __future__ import annotations

from time import perf_counter

from flask import Flask, Response, g


def register(app: Flask) -> None:
    """Time every request from its arrival to its finished answer."""
    app.before_request(_start)
    app.after_request(_tell)


def _start() -> None:
    g.started = perf_counter()


def _tell(response: Response) -> Response:
    response.headers["Server-Timing"] = f"app;dur={(perf_counter() - g.started) * 1000:.1f}"
    return response
