"""Work done beside other work: by another thread where one is free, else by whoever waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TypeVar

Value = TypeVar("Value")


class Beside:
    """Threads for the CPUs but one, which whoever asks is on; safe to share between threads.

    They are started when they are needed, and again in a process that was forked since: threads do not follow.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._most = (os.cpu_count() or 1) - 1 if threads is None else threads
        self._pool: tuple[int, ThreadPoolExecutor] | None = None

    @contextmanager
    def doing(self, work: Callable[[], Value]) -> Iterator[Callable[[], Value]]:
        """Have the work done while the block runs, which ends with it.

        Calling what the block gets gives its value, or raises what it raised. Work that no thread has begun by then
        is done at once, so nobody waits behind others.
        """
        if not self._most:
            yield work
            return
        future = self._threads().submit(work)
        try:
            yield lambda: work() if future.cancel() else future.result()
        finally:
            _end(future)

    def _threads(self) -> ThreadPoolExecutor:
        """Those of this process; where two threads are the first to ask, those of one go when their work is done."""
        pool = self._pool
        if pool is None or pool[0] != os.getpid():
            pool = self._pool = os.getpid(), ThreadPoolExecutor(self._most, thread_name_prefix="beside")
        return pool[1]


def _end(future: Future[Value]) -> None:
    if not future.cancel():
        wait((future,))
