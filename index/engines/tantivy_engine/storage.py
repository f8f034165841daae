"""The folder an index lives in: made, opened, followed as it changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import tantivy

from index.engine import EngineError
from index.engines.tantivy_engine.schema import build_schema, register_tokenizers, schema_version

#: Holds ``schema_version()`` of the program that made the index.
VERSION_FILE = "yusou-version"
META_FILE = "meta.json"

#: Memory and threads of the writer. Cutting text takes far longer than writing, so one thread is enough.
WRITER_BYTES, WRITER_THREADS = 64_000_000, 1


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Changes with every commit (``meta``), and when another folder takes the place of this one (``folder``)."""

    folder: int
    meta: tuple[int, int]


class Storage:
    """One index folder, always read in its newest committed state."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._lock = threading.Lock()
        if create and not _has_index(path):
            _create(path)
        self._stamp = self._read_stamp()
        self._index = _open(path)

    def searcher(self) -> tantivy.Searcher:
        """The newest committed state, which stays as it is while it is being read."""
        with self._lock:
            self._follow()
            return self._index.searcher()

    @property
    def schema(self) -> tantivy.Schema:
        return self._index.schema

    def writer(self) -> tantivy.IndexWriter:
        """The one writer.

        Raises:
            EngineError: another one is writing.
        """
        with self._lock:
            self._follow()
            try:
                return self._index.writer(WRITER_BYTES, WRITER_THREADS)
            except ValueError as error:
                raise EngineError(f"索引 {self._path} 正在被写入，请等它结束后再试") from error

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            del self._index

    def _follow(self) -> None:
        """Read again what has changed on disk; an index that is just being replaced is read as it was."""
        try:
            stamp = self._read_stamp()
        except EngineError:
            return
        if stamp.folder != self._stamp.folder:
            self._index = _open(self._path)
        elif stamp != self._stamp:
            self._index.reload()
        self._stamp = stamp

    def _read_stamp(self) -> _Stamp:
        try:
            folder, meta = self._path.stat(), (self._path / META_FILE).stat()
        except OSError as error:
            raise EngineError(f"没有找到索引 {self._path}，请先运行 yusou index，或运行 yusou rebuild 重建") from error
        return _Stamp(folder.st_ino, (meta.st_ino, meta.st_mtime_ns))


def _has_index(path: Path) -> bool:
    return (path / META_FILE).exists()


def _create(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    (path / VERSION_FILE).write_text(schema_version(), encoding="utf-8")
    tantivy.Index(build_schema(), str(path))


def _open(path: Path) -> tantivy.Index:
    _check_version(path)
    try:
        index = tantivy.Index.open(str(path))
    except ValueError as error:
        raise EngineError(f"索引 {path} 已损坏，请运行 yusou rebuild 重建") from error
    register_tokenizers(index)
    return index


def _check_version(path: Path) -> None:
    file = path / VERSION_FILE
    found = file.read_text(encoding="utf-8").strip() if file.exists() else "未知"
    if found != schema_version():
        versions = f"索引版本 {found}，本程序需要 {schema_version()}"
        raise EngineError(f"索引 {path} 由另一个版本的 yusou 建立（{versions}），请运行 yusou rebuild 重建")
