"""The server: waitress, in one process or in several that listen at the same address.

Several processes are forked before anything is opened, since neither SQLite nor
tantivy may be carried across a fork; the parent replaces a process that dies.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from time import monotonic, sleep
from types import FrameType
from typing import NoReturn

import waitress  # type: ignore[import-untyped]  # it has no annotations
from flask import Flask

from search_app.serving.access_log import JsonFormatter

logger = logging.getLogger(__name__)

#: Threads that answer requests in one process; searching and drawing release the interpreter lock for most of their
#: time.
THREADS = 4
#: Bytes of a request's first line and headers together.
MOST_HEADER_BYTES = 32 * 1024
#: A process that dies sooner than this is started again only after as many seconds.
LEAST_LIFE_S = 2.0

_STOPPING = (signal.SIGTERM, signal.SIGINT)


def can_fork() -> bool:
    """Whether several processes can be had here."""
    return hasattr(os, "fork")


def log_to_stderr() -> None:
    """Write every log line as JSON to the standard error output."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def try_apart(work: Callable[[], None]) -> None:
    """Do something in a process that ends with it, so that this one may fork; raises what it raises.

    ``work`` is a function of a module, with its arguments bound if need be.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as apart:
        apart.submit(work).result()


def stop_when_told() -> None:
    """End at the first SIGTERM or Ctrl+C, after what is being answered.

    The first only: a terminal and systemd tell every process of a family, and the parent tells its children again.
    """
    for told in _STOPPING:
        signal.signal(told, _stop)


def serve_alone(app: Flask, listening: socket.socket) -> None:
    """Serve in this process until interrupted."""
    server = waitress.create_server(
        app,
        sockets=[listening],
        threads=THREADS,
        clear_untrusted_proxy_headers=False,  # the application itself counts proxies, and asks whether there is one
        max_request_header_size=MOST_HEADER_BYTES,
        ident=None,
    )
    server.run()


def serve_together(make_app: Callable[[], Flask], listening: socket.socket, *, workers: int) -> None:
    """Serve with several processes until told to stop; each makes its own application."""
    with tempfile.TemporaryDirectory(prefix="yusou-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        family = _Family(lambda: serve_alone(make_app(), listening))
        try:
            family.keep(workers)
        finally:
            family.end()


class _Family:
    """Processes that all do the same."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._born: dict[int, float] = {}

    def keep(self, size: int) -> NoReturn:
        """Have this many; never returns by itself."""
        for _ in range(size):
            self._start()
        while True:
            process, status = os.wait()
            age = monotonic() - self._born.pop(process)
            logger.error("worker %d ended with status %d", process, os.waitstatus_to_exitcode(status))
            sleep(max(0.0, LEAST_LIFE_S - age))
            self._start()

    def end(self) -> None:
        """Stop all of them and wait until they have."""
        for process in self._born:
            os.kill(process, signal.SIGTERM)
        while self._born:
            process, _ = os.wait()
            self._born.pop(process, None)

    def _start(self) -> None:
        process = os.fork()
        if process:
            self._born[process] = monotonic()
            return
        try:
            self._work()
        except SystemExit:
            os._exit(0)
        except BaseException:  # nothing of the parent's may run in a child that is done
            logger.exception("worker failed")
        finally:
            os._exit(1)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    for told in _STOPPING:
        signal.signal(told, _told_before)
    raise SystemExit(0)


def _told_before(_signal: int, _frame: FrameType | None) -> None:
    """Not SIG_IGN: a signal that came just before would be told of as an error."""
