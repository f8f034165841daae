"""Progress: bars on a terminal, lines elsewhere."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from index.catalog import Outcome
from indexer.progress import listener
from indexer.reading import FileResult

READ = FileResult(Outcome.DISCLOSURE, pages=12, seconds=1.5)
REFUSED = FileResult(Outcome.UNREADABLE, code="empty", reason="空", seconds=0.01)


def shown(*, terminal: bool) -> str:
    """What a run over three files, two of which are read, puts out."""
    output = StringIO()
    with listener(Console(file=output, force_terminal=terminal, width=100)) as told:
        told.checking(3)
        for _ in range(3):
            told.checked()
        told.reading(2)
        told.finished(Path("/放/[1]甲.pdf"), READ)
        told.finished(Path("/放/乙.pdf"), REFUSED)
    return output.getvalue()


def test_without_a_terminal_every_file_read_is_a_line() -> None:
    assert shown(terminal=False).splitlines() == [
        "找到 3 个文件",
        "需要读取 2 个文件",
        "[1/2] 收录 12 页 1.5 秒 /放/[1]甲.pdf",
        "[2/2] 无法读取 0 页 0.0 秒 /放/乙.pdf",
    ]


@pytest.mark.parametrize("words", ["检查文件", "3/3", "读取文件", "2/2", "页/秒", "剩余"])
def test_a_terminal_shows_files_speed_and_remaining_time(words: str) -> None:
    assert words in shown(terminal=True)
