"""Search engines, opened by URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from index.engine import Engine, EngineError


def open_engine(url: str, *, create: bool = False) -> Engine:
    """Open the index of a URL such as ``tantivy:/srv/yusou/index``; ``create`` makes it when there is none.

    Raises:
        EngineError: there is no such engine or no index, or the index is damaged
            or of another version; the message says what to do.
    """
    scheme, separator, place = url.partition(":")
    if scheme not in _ENGINES or not separator or not place:
        raise EngineError(f"不认识的索引地址“{url}”，请写成 tantivy:/路径 或 whoosh:/路径")
    return _ENGINES[scheme](Path(place), create)


def _open_tantivy(path: Path, create: bool) -> Engine:
    try:
        from index.engines.tantivy_engine import TantivyEngine  # each engine loads its library when used
    except ImportError as error:
        raise EngineError("这台机器上没有安装 tantivy，请改用 whoosh:/路径") from error
    return TantivyEngine(path, create=create)


def _open_whoosh(path: Path, create: bool) -> Engine:
    from index.engines.whoosh_engine import WhooshEngine

    return WhooshEngine(path, create=create)


_ENGINES: Mapping[str, Callable[[Path, bool], Engine]] = {"tantivy": _open_tantivy, "whoosh": _open_whoosh}
