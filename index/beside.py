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

    They are started when they are needed, again in a process that was forked since (threads do not follow), and end
    when this is closed. With none, and once it is closed, work is done by whoever asks.
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
        future = self._submit(work)
        if future is None:
            yield work
            return
        try:
            yield lambda: work() if future.cancel() else future.result()
        finally:
            if not future.cancel():
                wait((future,))

    def close(self) -> None:
        """End the threads when their work is done."""
        self._most, pool = 0, self._pool
        if pool is not None and pool[0] == os.getpid():
            pool[1].shutdown()

    def _submit(self, work: Callable[[], Value]) -> Future[Value] | None:
        if not (most := self._most):  # once: another thread may close this meanwhile
            return None
        try:
            return self._threads(most).submit(work)
        except RuntimeError:  # closed meanwhile
            return None

    def _threads(self, most: int) -> ThreadPoolExecutor:
        """Those of this process; where two threads are the first to ask, those of one go when their work is done."""
        pool = self._pool
        if pool is None or pool[0] != os.getpid():
            pool = self._pool = os.getpid(), ThreadPoolExecutor(most, thread_name_prefix="beside")
        return pool[1]
