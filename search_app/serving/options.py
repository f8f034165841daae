"""How the application is served, beyond what it shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServingOptions:
    """``proxies`` counts the reverse proxies in front, whose X-Forwarded headers are believed, no others.

    ``workers`` share the rates among them; ``limits`` switches the rates off.
    ``admin_key`` opens ``/admin`` to whoever sends it, '' to nobody from elsewhere.
    ``kept_bytes`` of answers made lately are kept in each process, 0 for none.
    ``log_requests`` writes a line for each request, never with what was asked.
    """

    workers: int = 1
    proxies: int = 0
    limits: bool = False
    kept_bytes: int = 0
    log_requests: bool = False
    admin_key: str = ""


#: What tests and programs that embed the application get: no limits, no log.
EMBEDDED = ServingOptions()
