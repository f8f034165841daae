"""A run killed in the middle, again and again, then finished: as if it had never been killed."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from runs import assert_index_follows_catalog, indexed_records, tables
from written import bad_files, endless_pdf, write_disclosures

from index.settings import Settings

YUSOU = Path(sys.executable).with_name("yusou")
DISCLOSURES = 20
KILLS = 5

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

#: The longest a kill waits after the line it was waiting for, in seconds.
LONGEST_WAIT = 0.3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Disclosures, a copy and some bad files."""
    folder = tmp_path_factory.mktemp("files")
    paths = write_disclosures(folder, DISCLOSURES)
    shutil.copy(paths[3], folder / "zopy.txt")
    for name in ("empty.txt", "notice.txt", "truncated.pdf"):
        (folder / name).write_bytes(bad_files()[name])
    return folder


@pytest.fixture(scope="module")
def untouched(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """What a run leaves behind that nothing disturbs."""
    settings = Settings.for_data(tmp_path_factory.mktemp("untouched"))
    finish(folder, settings)
    return settings


def start(folder: Path, settings: Settings) -> subprocess.Popen[str]:
    command = [YUSOU, "index", folder, "--data", settings.data, "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def run_until(process: subprocess.Popen[str], lines: int, seconds: float) -> None:
    """Wait for so many lines of progress and a moment more; a run that ends earlier is waited for."""
    assert process.stderr is not None
    for _ in range(lines):
        process.stderr.readline()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def finish(folder: Path, settings: Settings) -> None:
    with start(folder, settings) as process:
        _, errors = process.communicate()
    assert process.returncode == 0, errors


def test_kills_leave_no_trace(folder: Path, untouched: Settings, tmp_path: Path) -> None:
    killed = Settings.for_data(tmp_path / "killed")
    dice = random.Random()
    moments = [
        (round(DISCLOSURES * turn / KILLS) + dice.randrange(5), dice.uniform(0, LONGEST_WAIT)) for turn in range(KILLS)
    ]
    moments[-1] = (DISCLOSURES * 2, moments[-1][1])  # lines that never come: the kill falls on the end

    for moment in moments:
        with start(folder, killed) as process:
            run_until(process, *moment)
            process.kill()
    finish(folder, killed)

    assert tables(killed) == tables(untouched), moments
    assert indexed_records(killed) == indexed_records(untouched), moments
    assert_index_follows_catalog(killed)


def test_an_interrupted_run_ends_cleanly(tmp_path: Path) -> None:
    folder, settings = tmp_path / "files", Settings.for_data(tmp_path / "data")
    write_disclosures(folder, 4)
    (folder / "endless.pdf").write_bytes(endless_pdf())

    with start(folder, settings) as process:
        run_until(process, 6, 0)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=300)

    assert process.returncode == 130
    assert "Traceback" not in errors
    assert len(tables(settings)["documents"]) == len(tables(settings)["journal"]) == 4
    assert_index_follows_catalog(settings)
