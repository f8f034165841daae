"""One writer at a time, also across processes, and a dead writer's lock is free."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.lock import AlreadyWritingError, writer_lock

HOLD = """
import sys
from pathlib import Path
from index.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    lock = tmp_path / "data" / "writing.lock"
    with writer_lock(lock), pytest.raises(AlreadyWritingError, match="另一个 yusou"), writer_lock(lock):
        pass

    with writer_lock(lock):
        pass


def test_a_killed_writer_leaves_the_lock_free(tmp_path: Path) -> None:
    lock = tmp_path / "writing.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyWritingError), writer_lock(lock):
            pass
        holder.kill()

    with writer_lock(lock):
        pass
