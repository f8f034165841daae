"""Worker processes may die in any way: each death costs one file, and none outlives the parent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_reads import GOOD, read

from index.catalog import Outcome
from indexer.pool import FILES_PER_WORKER, ReadingPool
from indexer.reading import FileResult, FileTask, TimeLimitReached, time_limit


def tasks(*names: str) -> list[FileTask]:
    return [FileTask(Path(str(number), name), "") for number, name in enumerate(names)]


def outcomes(names: list[str]) -> dict[FileTask, FileResult]:
    results = list(ReadingPool(2, threading.Event(), read=read).results(tasks(*names)))
    assert len(results) == len(names)
    return dict(results)


def test_every_file_has_one_result() -> None:
    names = ["good"] * 12

    assert outcomes(names) == dict.fromkeys(tasks(*names), GOOD)


def test_nothing_to_read_ends_at_once() -> None:
    assert outcomes([]) == {}


@pytest.mark.parametrize("position", [0, 3, 11])
def test_a_worker_that_dies_costs_only_its_file(position: int) -> None:
    names = ["good"] * 12
    names[position] = "dies"

    results = outcomes(names)

    for task in tasks(*names):
        assert (results[task].code, results[task].outcome) == (
            ("crashed", Outcome.UNREADABLE) if task.path.name == "dies" else ("", Outcome.NOT_DISCLOSURE)
        )


def test_many_deaths_cost_only_their_files() -> None:
    names = ["dies", "good", "dies", "dies", "good", "good", "good", "dies"]

    results = outcomes(names)

    assert [results[task].code for task in tasks(*names)] == ["crashed" if name == "dies" else "" for name in names]


@pytest.mark.parametrize("name", ["raises", "cannot be sent back"])
def test_a_result_that_never_arrives_is_a_failure_of_its_file(name: str) -> None:
    names = ["good", name, "good"]

    results = outcomes(names)

    assert [results[task].code for task in tasks(*names)] == ["", "internal", ""]
    assert "Traceback" in results[tasks(*names)[1]].detail


def test_only_a_few_files_are_handed_out_at_once() -> None:
    jobs, taken = 2, 0

    def counted() -> Iterator[FileTask]:
        nonlocal taken
        for task in tasks(*["good"] * 40):
            taken += 1
            yield task

    for done, _ in enumerate(ReadingPool(jobs, threading.Event(), read=read).results(counted()), start=1):
        assert taken < done + jobs * FILES_PER_WORKER


def test_a_request_to_stop_ends_the_reading() -> None:
    stop = threading.Event()
    done = 0
    for _ in ReadingPool(2, stop, read=read).results(tasks(*["good"] * 1000)):
        done += 1
        stop.set()

    assert 1 <= done <= 2 * FILES_PER_WORKER


PARENT = """
import sys, threading
from pathlib import Path
from indexer.pool import ReadingPool
from indexer.reading import FileTask
from hostile_reads import call_home
if __name__ == "__main__":
    tasks = [FileTask(Path(str(number)), sys.argv[1]) for number in range(8)]
    list(ReadingPool(2, threading.Event(), read=call_home).results(tasks))
"""


def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), *sys.path))}
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        port = str(server.getsockname()[1])
        with subprocess.Popen([sys.executable, script, port], env=environment) as parent:
            workers = [server.accept()[0] for _ in range(2)]
            parent.kill()
        for worker in workers:
            with worker:
                worker.settimeout(60)
                assert worker.recv(1) == b""


def never_return() -> None:
    while True:
        pass


def test_the_time_limit_ends_python_code() -> None:
    with pytest.raises(TimeLimitReached), time_limit(0.05):
        never_return()


def test_code_within_the_time_limit_is_left_alone() -> None:
    with time_limit(60):
        pass

    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


DEAF = """
import signal
from indexer import reading
reading.GRACE_SECONDS = 0.1
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
with reading.time_limit(0.1):
    while True:
        pass
"""


def test_a_process_deaf_to_the_time_limit_is_ended() -> None:
    ended = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr == b""
