"""Word documents of before 2007 (DOC), RTF and Word XML: converted to DOCX by LibreOffice, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from indexer.readers.document import Document, UnreadableFileError
from indexer.readers.limits import Limits
from indexer.readers.office.docx import read_docx

#: Names under which LibreOffice is called.
_COMMANDS = ("soffice", "libreoffice")
#: Longest conversion, in seconds.
_SECONDS = 120.0


def converter() -> str | None:
    """The command of LibreOffice, or None where it is not installed."""
    return next((found for name in _COMMANDS if (found := shutil.which(name))), None)


def read_converted(path: Path, limits: Limits, *, media_type: str, suffix: str, kind: str) -> Document:
    """Read a document through LibreOffice.

    ``suffix`` is what LibreOffice tells the kind from, ``kind`` what a user calls it.

    Raises:
        UnreadableFileError: converter_missing, damaged, timeout, and what ``read_docx`` raises.
    """
    command = converter()
    if command is None:
        message = (
            f"这是{kind}，需要 LibreOffice 才能读取，本机没有找到它的 soffice 命令。请安装 LibreOffice，"
            "或把文件另存为 DOCX 或 PDF 后再放入。"
        )
        raise UnreadableFileError("converter_missing", message)
    with _converted(command, path, suffix, min(_SECONDS, limits.max_seconds)) as docx:
        return replace(read_docx(docx, limits), media_type=media_type)


@contextmanager
def _converted(command: str, path: Path, suffix: str, seconds: float) -> Iterator[Path]:
    """The file as DOCX in a folder of its own, as is the profile: two conversions at once would wait for each other."""
    with tempfile.TemporaryDirectory(prefix="yusou-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        shutil.copyfile(path, source)
        target = folder / "converted"
        _run([command, *_options(folder / "profile"), "--outdir", str(target), str(source)], folder, seconds)
        docx = target / "document.docx"
        if not docx.is_file():
            raise UnreadableFileError(
                "damaged", "LibreOffice 无法转换这个文件，它可能已损坏或已加密。请另存为 DOCX 或 PDF。"
            )
        yield docx


def _options(profile: Path) -> list[str]:
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    return [f"-env:UserInstallation={profile.as_uri()}", *quiet, "--convert-to", "docx:MS Word 2007 XML"]


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run a program that starts others; none of them outlives the call, however it ends."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError("timeout", f"LibreOffice 转换超过 {seconds:.0f} 秒，已放弃。") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, where processes have groups, those it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
