"""Stand-ins for encoding records that misbehave in a worker process. Kept apart from pytest: workers import this."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence

from index.documents import IndexDocument


def dies_in_a_worker(documents: Sequence[IndexDocument]) -> bytes:
    """What ``encoded`` gives, in no other process than the one that was started first."""
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return encoded(documents)


def encoded(documents: Sequence[IndexDocument]) -> bytes:
    """The ids of some records."""
    return " ".join(document.id for document in documents).encode()
