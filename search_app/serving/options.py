"""How the application is served, beyond what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServingOptions:
    """``proxies`` counts the reverse proxies in front, whose X-Forwarded headers are believed, no others.

    ``workers`` share the rates among them; ``limits`` switches the rates off.
    ``admin_key`` opens ``/admin`` to whoever sends it, '' to nobody from elsewhere.
    ``kept_bytes`` of answers made lately are kept in each process, 0 for none.
    ``noted_searches`` is the file that searches which found nothing, were wrong or slow are noted in, None for none.
    ``log_requests`` writes a line for each request, never with what was asked.
    """

    workers: int = 1
    proxies: int = 0
    limits: bool = False
    kept_bytes: int = 0
    log_requests: bool = False
    admin_key: str = ""
    noted_searches: Path | None = None


#: What tests and programs that embed the application get: no limits, no log.
EMBEDDED = ServingOptions()
