"""Stopping a run: by a signal, between two files, without losing what was written."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console
from runs import assert_index_follows_catalog, index_files, indexed_records, tables
from written import write_disclosures

from index.catalog import Catalog
from index.engines import open_engine
from index.settings import Settings
from indexer.pipeline import IndexRun
from indexer.pool import ReadingPool
from indexer.progress import PlainListener
from indexer.reading import FileResult
from indexer.report import Ending, Report
from indexer.stopping import stop_on_signal
from indexer.walk import find_files


class Impatient(PlainListener):
    """Asks to stop when so many files have been read."""

    def __init__(self, stop: threading.Event, after: int) -> None:
        super().__init__(Console(quiet=True))
        self._stop = stop
        self._left = after

    def finished(self, path: Path, result: FileResult) -> None:
        self._left -= 1
        if self._left == 0:
            self._stop.set()


def index_until(settings: Settings, folder: Path, files: int) -> Report:
    stop = threading.Event()
    with (
        Catalog.open(settings.catalog_url, create=True) as catalog,
        closing(open_engine(settings.index_url, create=True)) as engine,
        Impatient(stop, files) as listener,
    ):
        return IndexRun(catalog, engine, ReadingPool(1, stop), listener, stop).run(find_files([folder]))


def test_a_stopped_run_keeps_what_was_read_and_is_continued(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    write_disclosures(folder, 9)
    stopped, undisturbed = Settings.for_data(tmp_path / "stopped"), Settings.for_data(tmp_path / "undisturbed")
    index_files(undisturbed, [folder])

    report = index_until(stopped, folder, 3)

    assert report.interrupted
    assert 3 <= report.endings[Ending.INDEXED] < 9
    assert report.unreached == 9 - report.endings[Ending.INDEXED]
    assert_index_follows_catalog(stopped)

    index_files(stopped, [folder])
    assert tables(stopped) == tables(undisturbed)
    assert indexed_records(stopped) == indexed_records(undisturbed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_interrupts(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with stop_on_signal() as stop:
        os.kill(os.getpid(), number)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)

    assert signal.getsignal(number) is before
