"""Headers every answer carries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Response, abort, request

#: Nothing from another host, nothing inline, no framing: a page is our own HTML, CSS, script and images only.
CONTENT_SECURITY_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
)

SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "; ".join(f"{name} {source}" for name, source in CONTENT_SECURITY_POLICY.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
)


#: Longest address answered: a query of 512 characters, percent-encoded, and every filter that may be chosen with it.
MOST_ADDRESS_BYTES = 8190


def refuse_long_addresses() -> None:
    """Answer 414 before anything is parsed."""
    if len(request.path) + len(request.query_string) > MOST_ADDRESS_BYTES:
        abort(414)


def add_security_headers(response: Response) -> Response:
    """Put the headers on an answer that does not bring its own."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
