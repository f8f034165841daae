"""Putting a folder in the place of another, so that no reader ever finds neither."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

#: Linux: renameat2 with paths relative to the working folder, swapping the two.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
#: macOS: renamex_np, swapping the two.
_RENAME_SWAP = 2


def replace_folder(fresh: Path, live: Path) -> None:
    """Make ``fresh`` the folder called ``live`` and remove the one that was.

    One atomic step where the system can exchange two names. Elsewhere two
    renames: for a moment, or after a crash just then, there is no ``live``.
    """
    if not live.exists():
        fresh.rename(live)
        return
    if not _exchange(fresh, live):
        old = fresh.with_name(fresh.name + ".old")
        live.rename(old)
        fresh.rename(live)
        old.rename(fresh)
    shutil.rmtree(fresh)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names atomically; False where the system or the file system cannot."""
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None)
    paths = os.fsencode(first), os.fsencode(second)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*paths, _RENAME_SWAP) == 0)
    return False
