"""Stand-ins for reading a file that misbehave in a worker process. Kept apart from pytest: workers import this."""

from __future__ import annotations

import os
import signal
import socket
import threading

from index.catalog import Outcome
from indexer.reading import FileResult, FileTask, read_file

GOOD = FileResult(Outcome.NOT_DISCLOSURE, reason="好")


def read(task: FileTask) -> FileResult:
    """Do what the name of the file says."""
    match task.path.name:
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raises":
            raise ValueError("坏")
        case "cannot be sent back":
            return FileResult(Outcome.DISCLOSURE, disclosure=threading.Lock())  # type: ignore[arg-type]  # on purpose
    return GOOD


def call_home(task: FileTask) -> FileResult:
    """Hold a connection to the test, whose port stands for the hash, for as long as this process lives."""
    with socket.create_connection(("127.0.0.1", int(task.sha256))):
        signal.pause()
    return GOOD


def read_after_removal(task: FileTask) -> FileResult:
    """Read a file that is removed first, unless its name says that it stays."""
    if task.path.name != "c.txt":
        task.path.unlink()
    return read_file(task)


def read_after_change(task: FileTask) -> FileResult:
    """Read a file that somebody has just written to."""
    with task.path.open("a", encoding="utf-8") as file:
        file.write("\n")
    return read_file(task)


def read_unless_named_dies(task: FileTask) -> FileResult:
    """Read a file, except the one whose name kills the worker."""
    if task.path.name == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_file(task)
