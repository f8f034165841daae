"""What lies in the folder of an index, for those who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.engines.versions import VERSION_FILE


@dataclass(frozen=True, slots=True)
class IndexState:
    """``version`` is what the program that made the index called its layout, '' where it does not say."""

    engine: str
    version: str
    files: int
    size_bytes: int


def index_state(url: str) -> IndexState:
    """The state of the index at an engine URL; of a folder that has gone, nothing."""
    engine, _, place = url.partition(":")
    folder = Path(place)
    version = folder / VERSION_FILE
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return IndexState(
        engine, version.read_text(encoding="utf-8").strip() if version.exists() else "", len(sizes), sum(sizes)
    )
