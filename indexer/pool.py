"""Reading many files in worker processes, where a worker that dies costs only the file that killed it."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from index.catalog import Outcome
from indexer.reading import FileResult, FileTask, read_file
from indexer.workers import worker_processes

#: Files handed out for each worker: one being read, one waiting.
FILES_PER_WORKER = 2

#: How often a request to stop is looked for, in seconds.
POLL_SECONDS = 0.5

#: How a pool shows that a worker died, or that none could be started.
_BROKEN = (BrokenProcessPool, EOFError, OSError)

Read = Callable[[FileTask], FileResult]

#: Yields what is done, returns the tasks a broken pool held.
Results = Generator[tuple[FileTask, FileResult], None, tuple[FileTask, ...]]


class ReadingPool:
    """Worker processes that read files, never more than a few handed out at once.

    A broken pool does not say which file broke it. Every file it held is then
    read again by itself, so that only the guilty one breaks its worker.
    """

    def __init__(self, jobs: int, stop: threading.Event, *, read: Read = read_file) -> None:
        self._jobs = jobs
        self._stop = stop
        self._read = read

    def results(self, tasks: Iterable[FileTask]) -> Iterator[tuple[FileTask, FileResult]]:
        """Each task with its result, in the order they are done; ends early when asked to stop."""
        waiting = iter(tasks)
        suspects = yield from self._read_together(waiting, self._jobs)
        while suspects:
            for task in suspects:
                if (yield from self._read_together(iter((task,)), 1)):
                    yield task, _CRASHED
            suspects = yield from self._read_together(waiting, self._jobs)

    def _read_together(self, waiting: Iterator[FileTask], jobs: int) -> Results:
        held: dict[FileTask, Future[FileResult]] = {}
        try:
            with worker_processes(jobs, preload=read_file.__module__) as executor:
                while not self._stop.is_set():
                    for task in islice(waiting, jobs * FILES_PER_WORKER - len(held)):
                        held[task] = Future()  # held even when the pool is found broken here
                        held[task] = executor.submit(self._read, task)
                    if not held:
                        break
                    wait(held.values(), POLL_SECONDS, FIRST_COMPLETED)
                    for task in [task for task, future in held.items() if future.done()]:
                        result = _result(held[task])
                        del held[task]
                        yield task, result
        except _BROKEN:
            return tuple(held)
        return ()


_CRASHED = FileResult(
    Outcome.UNREADABLE, code="crashed", reason="读取这个文件时读取进程崩溃或停止响应，已跳过；其余文件不受影响。"
)


def _result(future: Future[FileResult]) -> FileResult:
    """The result of a future that is done; what a worker could not send back is a failure of its file."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # the outermost loop over one file, as in reading.py
        return FileResult(
            Outcome.UNREADABLE,
            code="internal",
            reason=f"读取结果无法取回（{type(error).__name__}），请报告。",
            detail="".join(traceback.format_exception(error)),
        )
