"""Progress of a run, as bars on a terminal and as plain lines anywhere else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from index.catalog import Outcome
from indexer.reading import FileResult

OUTCOME_WORDS = {
    Outcome.DISCLOSURE: "收录",
    Outcome.DUPLICATE: "内容重复",
    Outcome.NOT_DISCLOSURE: "不是预决算公开",
    Outcome.UNREADABLE: "无法读取",
}


class Listener(AbstractContextManager["Listener"], Protocol):
    """What a run tells while it goes on."""

    def checking(self, files: int) -> None:
        """So many files will be compared with the journal."""

    def checked(self) -> None:
        """One of them was."""

    def reading(self, files: int) -> None:
        """So many of them have to be read."""

    def finished(self, path: Path, result: FileResult) -> None:
        """One of these was, and is in the catalog or refused."""


def listener(console: Console) -> Listener:
    """Bars where there is a terminal to draw them on, lines where there is none."""
    return TerminalListener(console) if console.is_terminal else PlainListener(console)


class TerminalListener(Listener):
    """One bar for checking, one for reading with pages a second and the time that remains."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeElapsedColumn(),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            console=console,
        )
        self._checking = self._progress.add_task("检查文件", total=None, speed="")
        self._reading = self._progress.add_task("读取文件", total=None, speed="", visible=False)
        self._pages = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._progress.stop()

    def checking(self, files: int) -> None:
        self._progress.update(self._checking, total=files)

    def checked(self) -> None:
        self._progress.advance(self._checking)

    def reading(self, files: int) -> None:
        self._progress.reset(self._reading, total=files, visible=files > 0)

    def finished(self, path: Path, result: FileResult) -> None:
        self._pages += result.pages
        elapsed = self._progress.tasks[self._reading].elapsed
        speed = f"{self._pages / elapsed:.1f} 页/秒" if elapsed else ""
        self._progress.update(self._reading, advance=1, speed=speed)


class PlainListener(Listener):
    """One line for each file read."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._files = 0
        self._done = 0

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        """Nothing to put away."""

    def checking(self, files: int) -> None:
        self._say(f"找到 {files} 个文件")

    def checked(self) -> None:
        """Too quick for a line."""

    def reading(self, files: int) -> None:
        self._files = files
        self._say(f"需要读取 {files} 个文件")

    def finished(self, path: Path, result: FileResult) -> None:
        self._done += 1
        word = OUTCOME_WORDS[result.outcome]
        self._say(f"[{self._done}/{self._files}] {word} {result.pages} 页 {result.seconds:.1f} 秒 {path}")

    def _say(self, text: str) -> None:
        self._console.print(text, soft_wrap=True, markup=False, highlight=False)
