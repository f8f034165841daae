"""The folder an index lives in: made, opened, followed as it changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from index.engine import EngineError
from index.engines.tantivy_engine.schema import VERSION, build_schema, register_tokenizers
from index.engines.versions import check_version, write_version

META_FILE = "meta.json"

#: Memory and threads of the writer. Cutting text takes far longer than writing, so one thread is enough. The memory is
#: taken as it is filled; the more, the fewer segments, each of which every question asks.
WRITER_BYTES, WRITER_THREADS = 400_000_000, 1

#: Bytes of records that are compressed together: reading one takes a little longer, all take a tenth less.
STORE_BLOCK = 32_768


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Changes with every commit (``meta``), and when another folder takes the place of this one (``folder``)."""

    folder: int
    meta: tuple[int, int]


class Storage:
    """One index folder, always read in its newest committed state; safe to share between threads."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._lock = threading.Lock()
        if create and not (path / META_FILE).exists():
            _create(path)
        self._stamp = _read_stamp(path)
        if self._stamp is None:
            raise EngineError(f"没有找到索引 {path}，请先运行 yusou index，或运行 yusou rebuild 重建")
        self._index: tantivy.Index | None = _open(path)
        self.schema = self._index.schema

    def searcher(self) -> tantivy.Searcher:
        """The newest committed state, which stays as it is while it is being read.

        Raises:
            EngineError: the index is closed or damaged, or one of another version has taken its place.
        """
        return self._newest().searcher()

    def state(self) -> Hashable:
        """Another value after every commit, and in another folder."""
        self._newest()
        return self._stamp

    def writer(self) -> tantivy.IndexWriter:
        """The one writer.

        Raises:
            EngineError: another one is writing, or as for ``searcher``.
        """
        try:
            return self._newest().writer(WRITER_BYTES, WRITER_THREADS)
        except ValueError as error:
            raise EngineError(f"索引 {self._path} 正在被写入，请等它结束后再试") from error

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._index = None

    def _newest(self) -> tantivy.Index:
        """The index as it is on disk now; while it is just being replaced, as it was."""
        with self._lock:
            if self._index is None:
                raise EngineError(f"索引 {self._path} 已经关闭")
            stamp = _read_stamp(self._path)
            if stamp is not None and stamp != self._stamp:
                self._index = self._follow(self._index, stamp)
                self._stamp = stamp
            return self._index

    def _follow(self, index: tantivy.Index, stamp: _Stamp) -> tantivy.Index:
        """Another folder is opened, another commit in the same one is loaded."""
        if self._stamp is None or stamp.folder != self._stamp.folder:
            return _open(self._path)
        with _damage_explained(self._path):
            index.reload()
        return index


def _read_stamp(path: Path) -> _Stamp | None:
    """The state on disk; None where no index is."""
    try:
        folder, meta = path.stat(), (path / META_FILE).stat()
    except OSError:
        return None
    return _Stamp(folder.st_ino, (meta.st_ino, meta.st_mtime_ns))


def _create(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    write_version(path, VERSION)
    tantivy.Index(build_schema(), str(path))
    _say_more(path / META_FILE)


def _say_more(meta: Path) -> None:
    """Say in the metadata of an empty index what its schema cannot be told: what to leave out, and how to compress."""
    said = json.loads(meta.read_text())
    said["index_settings"]["docstore_blocksize"] = STORE_BLOCK
    for field in said["schema"]:
        indexing = field["options"].get("indexing")
        if indexing and indexing["record"] == "basic":
            indexing["fieldnorms"] = False  # a length means nothing where nothing is weighed
    meta.write_text(json.dumps(said))


def _open(path: Path) -> tantivy.Index:
    check_version(path, VERSION)
    with _damage_explained(path):
        index = tantivy.Index.open(str(path))
    register_tokenizers(index)
    return index


@contextmanager
def _damage_explained(path: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise EngineError(f"索引 {path} 已损坏，请运行 yusou rebuild 重建") from error
