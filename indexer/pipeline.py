"""From files to catalog and index: survey, read in parallel, write by one hand.

paths -> walk -> survey: hash, ask the journal -> pool: read and extract
      -> catalog, one transaction a file -> index, in batches
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from index.catalog import Catalog, CatalogError, JournalEntry, Outcome
from index.engine import Engine
from indexer.feed import feed_pending, missing_documents
from indexer.pool import ReadingPool
from indexer.progress import Listener
from indexer.readers import UnreadableFileError
from indexer.reading import FileResult, FileTask, hash_file
from indexer.report import Ending, Report
from indexer.survey import DuplicateOf, Finding, Moved, Refused, ToRead, Unchanged, find_out

#: Files read between two times that the index is brought up to date.
FEED_EVERY = 100

#: Failures of one path; another path with the same bytes is then read in its place.
PATH_CODES = frozenset({"vanished", "changed"})

READER_VERSION = version("yusou")

logger = logging.getLogger(__name__)


class IndexRun:
    """One run over a list of files. The calling process is the only writer of catalog and index."""

    def __init__(
        self,
        catalog: Catalog,
        engine: Engine,
        pool: ReadingPool,
        listener: Listener,
        stop: threading.Event,
        *,
        reread: bool = False,
    ) -> None:
        self._catalog = catalog
        self._engine = engine
        self._pool = pool
        self._listener = listener
        self._stop = stop
        self._reread = reread
        self._report = Report()

    def run(self, files: Sequence[Path]) -> Report:
        """Bring catalog and index up to date on these files; what an earlier run left undone comes first."""
        started = time.perf_counter()
        self._report.found = len(files)
        self._catch_up()
        groups = self._survey(files)
        self._listener.reading(len(groups))
        while groups and not self._stop.is_set():
            groups = self._read(groups)
        feed_pending(self._catalog, self._engine)
        self._report.interrupted = self._stop.is_set()
        self._report.seconds = time.perf_counter() - started
        return self._report

    def _catch_up(self) -> None:
        missing = missing_documents(self._catalog, self._engine)
        if missing:
            self._catalog.mark_pending(missing)
        feed_pending(self._catalog, self._engine)

    # Survey

    def _survey(self, files: Sequence[Path]) -> dict[str, list[Path]]:
        """Settle every file whose bytes are known; SHA-256 -> paths of the rest, in order."""
        to_read: dict[str, list[Path]] = {}
        self._listener.checking(len(files))
        for path in files:
            if self._stop.is_set():
                break
            try:
                sha256 = _hash(path)
            except UnreadableFileError as error:
                self._refuse(path, None, FileResult(Outcome.UNREADABLE, code=error.code, reason=str(error)))
            else:
                finding = ToRead() if self._reread else find_out(self._catalog, path, sha256, READER_VERSION)
                if isinstance(finding, ToRead):
                    to_read.setdefault(sha256, []).append(path)
                else:
                    self._settle_known(path, sha256, finding)
            self._listener.checked()
        return to_read

    def _settle_known(self, path: Path, sha256: str, finding: Finding) -> None:
        match finding:
            case Unchanged():
                self._keep(_entry(path, sha256, Outcome.DISCLOSURE))
                self._report.add(_shown(path), Ending.UNCHANGED)
            case Moved(document_id):
                self._catalog.move(document_id, _entry(path, sha256, Outcome.DISCLOSURE))
                self._report.add(_shown(path), Ending.UNCHANGED)
            case DuplicateOf(original):
                self._settle_duplicate(path, sha256, original)
            case Refused(entry):
                self._keep(replace(entry, path=_shown(path)))
                self._report.add(_shown(path), _ENDINGS[entry.outcome], entry.reason)

    def _settle_duplicate(self, path: Path, sha256: str, original: Path) -> None:
        reason = f"与 {original} 内容相同"
        self._keep(_entry(path, sha256, Outcome.DUPLICATE, code="duplicate", reason=reason))
        self._report.add(_shown(path), Ending.DUPLICATE, reason)

    # Reading

    def _read(self, groups: dict[str, list[Path]]) -> dict[str, list[Path]]:
        """Read the first path of each group and settle the group; groups whose first path failed come back."""
        again: dict[str, list[Path]] = {}
        tasks = (FileTask(paths[0], sha256) for sha256, paths in groups.items())
        for count, (task, read) in enumerate(self._pool.results(tasks), start=1):
            result = self._write(task, read)
            self._listener.finished(task.path, result)
            others = groups[task.sha256][1:]
            if result.code in PATH_CODES and others:
                again[task.sha256] = others
            else:
                self._settle_others(task, others, result)
            if count % FEED_EVERY == 0:
                feed_pending(self._catalog, self._engine)
        return again

    def _write(self, task: FileTask, result: FileResult) -> FileResult:
        """Store a result; one that cannot be stored becomes a failure of its file."""
        if result.disclosure is None:
            self._refuse(task.path, task.sha256, result)
            return result
        try:
            self._catalog.put(result.disclosure, _result_entry(task.path, task.sha256, result))
        except CatalogError:
            raise
        except Exception as error:  # the outermost loop over one file, as in reading.py
            reason = f"读取结果无法保存（{type(error).__name__}），请报告。"
            failure = FileResult(Outcome.UNREADABLE, code="internal", reason=reason, detail=traceback.format_exc())
            self._refuse(task.path, task.sha256, failure)
            return failure
        self._report.add(str(task.path), Ending.INDEXED, pages=result.pages)
        return result

    def _settle_others(self, task: FileTask, others: Sequence[Path], result: FileResult) -> None:
        """Settle the other paths of bytes just read."""
        for path in others:
            if result.outcome is Outcome.DISCLOSURE:
                self._settle_duplicate(path, task.sha256, task.path)
            else:
                self._refuse(path, task.sha256, result)

    def _refuse(self, path: Path, sha256: str | None, result: FileResult) -> None:
        if result.detail:
            logger.error("%s\n%s", _shown(path), result.detail)
        self._catalog.log(_result_entry(path, sha256, result))
        self._report.add(_shown(path), _ENDINGS[result.outcome], result.reason)

    def _keep(self, entry: JournalEntry) -> None:
        """Log an entry unless the journal says the same already."""
        known = self._catalog.entry(entry.path)
        if known is None or replace(known, seen_at=entry.seen_at, seconds=entry.seconds, pages=entry.pages) != entry:
            self._catalog.log(entry)


_ENDINGS = {Outcome.NOT_DISCLOSURE: Ending.NOT_DISCLOSURE, Outcome.UNREADABLE: Ending.UNREADABLE}


def _entry(path: Path, sha256: str, outcome: Outcome, *, code: str = "", reason: str = "") -> JournalEntry:
    """The entry of a file that did not have to be read."""
    return _result_entry(path, sha256, FileResult(outcome, code=code, reason=reason))


def _result_entry(path: Path, sha256: str | None, result: FileResult) -> JournalEntry:
    return JournalEntry(
        path=_shown(path),
        sha256=sha256,
        outcome=result.outcome,
        reason=result.reason,
        seen_at=datetime.now(UTC),
        seconds=result.seconds,
        pages=result.pages,
        code=result.code,
        reader_version=READER_VERSION,
    )


def _hash(path: Path) -> str:
    if _shown(path) != str(path):
        raise UnreadableFileError("bad_name", "文件名不是 UTF-8 编码，请改名后再试。")
    return hash_file(path)


def _shown(path: Path) -> str:
    """The path as text that can be stored and printed, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
