"""Reading one file from bytes to disclosure, with every way it can fail told in one line.

This is what runs in the worker processes.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from index.catalog import Outcome
from index.records import Disclosure, SourceFile
from indexer.extract import NotADisclosureError, extract
from indexer.readers import DEFAULT_LIMITS, UnreadableFileError, read
from indexer.readers.archive import located

#: Seconds for one file as a whole; the reader gives up on its own a little earlier.
FILE_SECONDS = DEFAULT_LIMITS.max_seconds + 30

#: A worker that does not heed the time limit, stuck in a C library, is ended this much later.
GRACE_SECONDS = 30.0

#: Failures that say something about the moment, not about the bytes: such a file is read again next time.
PASSING_CODES = frozenset({"vanished", "changed", "timeout", "crashed", "memory", "internal"})


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to read, as it was when its bytes were hashed."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """How reading one file ended.

    ``disclosure`` is set exactly when the outcome is DISCLOSURE; otherwise
    ``code`` and ``reason`` say why there is none. ``detail`` is a traceback for
    the log when the fault is the program's own.
    """

    outcome: Outcome
    disclosure: Disclosure | None = None
    code: str = ""
    reason: str = ""
    pages: int = 0
    seconds: float = 0.0
    detail: str = ""


class TimeLimitReached(BaseException):  # like KeyboardInterrupt, no library may swallow it
    """The time for this file is over."""


def read_file(task: FileTask) -> FileResult:
    """Read one file; whatever is wrong with it, the answer is a result, never an exception."""
    started = time.perf_counter()
    result = _read_within(task, FILE_SECONDS)
    return replace(result, seconds=time.perf_counter() - started)


def load_disclosure(task: FileTask) -> Disclosure:
    """Read and extract one file.

    Raises:
        UnreadableFileError: it cannot be read, or is not what was hashed.
        NotADisclosureError: it can be read, and is something else.
    """
    with located(task.path) as path:
        document = read(path)
        size = path.stat().st_size
    source = SourceFile(task.sha256, str(task.path), document.media_type, size, len(document.pages))
    disclosure = extract(document, source)
    if hash_file(task.path) != task.sha256:
        raise UnreadableFileError("changed", "文件在读取过程中被改动，本次不收录；请在它写完后重新运行。")
    return disclosure


def hash_file(path: Path) -> str:
    """SHA-256 of a file or of a member of an archive, in hex.

    Raises:
        UnreadableFileError: it is gone or may not be read.
    """
    try:
        with located(path) as place, place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError as error:
        raise UnreadableFileError("vanished", "没有读取这个文件的权限。") from error
    except OSError as error:
        raise UnreadableFileError("vanished", "文件已不存在或无法打开。") from error


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TimeLimitReached`` inside the block after so many seconds; end the process if that does not help.

    Only for the main thread of a worker. Without POSIX timers only the second holds.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, exit=True, file=nowhere)
        try:
            with _alarm(seconds):
                yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    previous = signal.signal(signal.SIGALRM, _raise_time_limit)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _raise_time_limit(_number: int, _frame: FrameType | None) -> None:
    raise TimeLimitReached


def _read_within(task: FileTask, seconds: float) -> FileResult:
    try:
        with time_limit(seconds):
            disclosure = load_disclosure(task)
    except UnreadableFileError as error:
        return FileResult(Outcome.UNREADABLE, code=error.code, reason=str(error))
    except NotADisclosureError as error:
        return FileResult(Outcome.NOT_DISCLOSURE, code="not_disclosure", reason=str(error))
    except TimeLimitReached:
        return FileResult(Outcome.UNREADABLE, code="timeout", reason=f"读取超过 {seconds:.0f} 秒，已放弃。")
    except FileNotFoundError:
        return FileResult(Outcome.UNREADABLE, code="vanished", reason="文件在读取过程中消失。")
    except MemoryError:
        return FileResult(Outcome.UNREADABLE, code="memory", reason="读取所需内存超过上限，已放弃。")
    except Exception as error:  # the outermost loop over one file: a bug of ours must not cost the others
        reason = f"程序内部错误（{type(error).__name__}: {error}），请报告。"
        return FileResult(
            Outcome.UNREADABLE, code="internal", reason=" ".join(reason.split()), detail=traceback.format_exc()
        )
    return FileResult(Outcome.DISCLOSURE, disclosure, pages=disclosure.source.pages)
