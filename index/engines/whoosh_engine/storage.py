"""The folder an index lives in: made, opened, written by one, followed as it changes."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import LockError, SegmentWriter

from index.engine import EngineError
from index.engines.versions import check_version, write_version
from index.engines.whoosh_engine.schema import VERSION, build_schema
from index.engines.whoosh_engine.snapshot import Snapshot

#: A segment is small below this share of the largest; this many small ones are written again as one.
SMALL, MOST_SMALL = 0.2, 5
#: Above this share of deleted records a segment is written again without them.
MOST_DELETED = 0.1


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Changes with every commit (``generation``), and when another folder takes the place of this one (``folder``)."""

    folder: int
    generation: int


class Storage:
    """One index folder, always read in its newest committed state; safe to share between threads."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._lock = threading.Lock()
        if create and _read_stamp(path) is None:
            _create(path)
        stamp = _read_stamp(path)
        if stamp is None:
            raise EngineError(f"没有找到索引 {path}，请先运行 yusou index，或运行 yusou rebuild 重建")
        self._stamp = stamp
        self._snapshot: Snapshot | None = _open(path)

    def snapshot(self) -> Snapshot:
        """The newest committed state; while the folder is just being replaced, the one before.

        Raises:
            EngineError: the index is closed or damaged, or one of another version has taken its place.
        """
        with self._lock:
            if self._snapshot is None:
                raise EngineError(f"索引 {self._path} 已经关闭")
            stamp = _read_stamp(self._path)
            if stamp is not None and stamp != self._stamp:
                self._snapshot = _open(self._path)
                self._stamp = stamp
            return self._snapshot

    def state(self) -> Hashable:
        """Another value after every commit, and in another folder."""
        self.snapshot()
        return self._stamp

    def writer(self) -> SegmentWriter:
        """The one writer.

        Raises:
            EngineError: another one is writing, or as for ``snapshot``.
        """
        check_version(self._path, VERSION)
        with _damage_explained(self._path):
            try:
                return SegmentWriter(FileIndex(FileStorage(str(self._path))))
            except LockError as error:
                raise EngineError(f"索引 {self._path} 正在被写入，请等它结束后再试") from error

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._snapshot = None


def merge(writer: SegmentWriter, segments: Sequence[Segment]) -> Sequence[Segment]:
    """Which segments to write again into the new one: small ones when there are many, and those with many deletions."""
    largest = max((segment.doc_count_all() for segment in segments), default=0)
    small = [segment for segment in segments if segment.doc_count_all() < SMALL * largest]
    again = [segment for segment in segments if segment.deleted_count() > MOST_DELETED * segment.doc_count_all()]
    if len(small) >= MOST_SMALL:
        again += [segment for segment in small if segment not in again]
    for segment in again:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in again]


def _read_stamp(path: Path) -> _Stamp | None:
    """The state on disk; None where no index is."""
    try:
        folder = path.stat().st_ino
        generations = [int(file.stem.rpartition("_")[2]) for file in path.glob("_MAIN_*.toc")]
    except OSError:
        return None
    return _Stamp(folder, max(generations)) if generations else None


def _create(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    write_version(path, VERSION)
    FileIndex.create(FileStorage(str(path)), build_schema())


def _open(path: Path) -> Snapshot:
    check_version(path, VERSION)
    with _damage_explained(path):
        return Snapshot(FileIndex(FileStorage(str(path))).reader())


@contextmanager
def _damage_explained(path: Path) -> Iterator[None]:
    try:
        yield
    except EngineError:
        raise
    except Exception as error:  # Whoosh unpickles and unpacks whatever a damaged file holds
        raise EngineError(f"索引 {path} 已损坏，请运行 yusou rebuild 重建") from error
