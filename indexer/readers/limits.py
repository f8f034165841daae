"""How much of one file a reader is willing to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; beyond them the file is refused, never read in part.

    ``max_edges`` bounds the drawn line segments of one page that are searched
    for tables: a map or a drawing holds hundreds of thousands, a page of
    tables a few thousand. ``max_unpacked_bytes`` and ``max_ratio`` bound what
    a compressed container holds, ``max_members`` how many files, and
    ``max_depth`` how often an archive may lie in another.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 3_000
    max_seconds: float = 600.0
    max_edges: int = 20_000
    max_unpacked_bytes: int = 1_000_000_000
    max_ratio: int = 200
    max_members: int = 2_000
    max_depth: int = 3


DEFAULT_LIMITS = Limits()
