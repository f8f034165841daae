"""Search engines, opened by URL."""

from __future__ import annotations

from pathlib import Path

from index.engine import Engine, EngineError


def open_engine(url: str, *, create: bool = False) -> Engine:
    """Open the index of a URL such as ``tantivy:/srv/yusou/index``; ``create`` makes it when there is none.

    Raises:
        EngineError: there is no such engine or no index, or the index is damaged
            or of another version; the message says what to do.
    """
    from index.engines.tantivy_engine import TantivyEngine  # each engine needs its own library, loaded when used

    scheme, separator, place = url.partition(":")
    if scheme != "tantivy" or not separator or not place:
        raise EngineError(f"不认识的索引地址“{url}”，请写成 tantivy:/路径")
    return TantivyEngine(Path(place), create=create)
