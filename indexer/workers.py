"""Worker processes, which die with the process that started them and never take the whole machine's memory."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection

#: Address space of one worker in bytes: a hostile file meets this limit before the machine's.
WORKER_MEMORY = 4 * 1024**3

#: Never ``fork``: the parent has threads, and a forked child would keep the lifeline open.
START_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@contextmanager
def worker_processes(count: int, *, preload: str) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that end at once when the block is left, or when this process dies, however it dies.

    ``preload`` is the module whose functions they are asked for; the first one named in this process is loaded once
    for all.
    """
    context = multiprocessing.get_context(START_METHOD)
    context.set_forkserver_preload([preload])  # so that a worker starts in milliseconds
    lifeline, held_end = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(count, mp_context=context, initializer=_prepare_worker, initargs=(lifeline,))
    try:
        yield executor
    finally:
        held_end.close()
        executor.shutdown(cancel_futures=True)
        lifeline.close()


def _prepare_worker(lifeline: Connection) -> None:
    """Leave Ctrl+C to the parent, limit memory, die with the parent, keep library chatter off the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    threading.Thread(target=_die_with, args=(lifeline,), daemon=True).start()
    logging.getLogger().addHandler(logging.NullHandler())


def _die_with(lifeline: Connection) -> None:
    """Wait until the other end of the pipe is closed, which the system does for a killed parent."""
    lifeline.poll(None)
    os._exit(1)


def _limit_memory() -> None:
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY, hard))
