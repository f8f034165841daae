"""Which files a run looks at: folders walked in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def find_files(roots: Iterable[Path], *, leave_out: Path | None = None) -> tuple[Path, ...]:
    """Every file below the roots, resolved, each once, in the order of the roots and of names within them.

    A root that is a file is taken as it is. Below folders, names that start
    with a dot are passed over, as are the folder ``leave_out`` and what only looks
    like a file (pipes, sockets, devices); links to folders are not followed.
    """
    found: dict[Path, None] = {}
    for root in roots:
        found.update(dict.fromkeys(_below(root.resolve(), leave_out)))
    return tuple(found)


def _below(root: Path, leave_out: Path | None) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = sorted(
            name for name in subfolders if not name.startswith(".") and Path(folder, name) != leave_out
        )
        paths = (Path(folder, name) for name in sorted(files) if not name.startswith("."))
        yield from (path for path in paths if path.is_file() or not path.exists())
