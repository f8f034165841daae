"""Work is done beside other work where a thread is free, and by whoever waits where none is."""

from __future__ import annotations

import os
import threading

import pytest

from index.beside import Beside

#: Longer than any of this takes.
SECONDS = 30.0


def test_work_is_done_while_the_block_runs() -> None:
    told = threading.Event()
    with Beside(1).doing(lambda: told.wait(SECONDS)) as value:
        told.set()
        assert value()


def test_work_that_no_thread_has_begun_is_done_by_whoever_asks() -> None:
    beside, begun, told = Beside(1), threading.Event(), threading.Event()

    def busy() -> bool:
        begun.set()
        return told.wait(SECONDS)

    with beside.doing(busy) as first:
        assert begun.wait(SECONDS)
        with beside.doing(threading.get_ident) as second:
            assert second() == threading.get_ident()
        told.set()
        assert first()


def test_without_threads_work_is_done_by_whoever_asks() -> None:
    with Beside(0).doing(threading.get_ident) as value:
        assert value() == threading.get_ident()


@pytest.mark.parametrize("threads", [0, 1])
def test_what_work_raises_is_raised_where_its_value_is_asked_for(threads: int) -> None:
    with Beside(threads).doing(lambda: 1 // 0) as value, pytest.raises(ZeroDivisionError):
        value()


def test_a_block_that_fails_ends_when_its_work_has() -> None:
    begun, told, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        told.wait(SECONDS)
        done.set()

    def fail_beside_it() -> None:
        with Beside(1).doing(work):
            begun.wait(SECONDS)
            threading.Timer(0.01, told.set).start()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_beside_it()
    assert done.is_set()


def test_a_closed_one_has_no_threads_and_work_is_done_by_whoever_asks() -> None:
    beside, begun, threads = Beside(1), threading.Event(), list[threading.Thread]()

    def work() -> None:
        threads.append(threading.current_thread())
        begun.set()

    with beside.doing(work):
        assert begun.wait(SECONDS)
    beside.close()
    assert not threads[0].is_alive()
    with beside.doing(threading.get_ident) as ident:
        assert ident() == threading.get_ident()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # of Python 3.12 on: there are threads already
def test_a_forked_process_has_threads_of_its_own() -> None:
    beside = Beside(1)
    with beside.doing(threading.get_ident) as value:
        value()
    process = os.fork()
    if not process:
        begun = threading.Event()
        with beside.doing(begun.set):
            os._exit(0 if begun.wait(SECONDS) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
