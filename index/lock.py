"""One writer at a time for a data folder, held by the operating system and freed when the process dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class AlreadyWritingError(Exception):
    """Another process is writing to this data folder; the message says so in Chinese."""


if os.name == "nt":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # absent off Windows

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the writer's lock on ``path``, creating the file and its folder when missing.

    Raises:
        AlreadyWritingError: another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            _try_lock(file)
        except OSError as error:
            message = f"另一个 yusou 正在写入 {path.parent}，请等它结束后再试。"
            raise AlreadyWritingError(message) from error
        yield
