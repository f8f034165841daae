"""Which files a run looks at: folders walked in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.readers import UnreadableFileError
from indexer.readers.archive import is_archive, member_paths


def find_files(roots: Iterable[Path], *, leave_out: Path | None = None) -> tuple[Path, ...]:
    """Every file below the roots, resolved, each once, in the order of the roots and of names within them.

    A root that is a file is taken as it is. Below folders, names that start
    with a dot are passed over, as are the folder ``leave_out`` and what only looks
    like a file (pipes, sockets, devices); links to folders are not followed.
    The members of an archive stand in its place, one that cannot be taken apart
    stands for itself.
    """
    found: dict[Path, None] = {}
    for root in roots:
        for path in _below(root.resolve(), leave_out):
            found.update(dict.fromkeys(_with_members(path)))
    return tuple(found)


def _with_members(path: Path) -> tuple[Path, ...]:
    if not is_archive(path):
        return (path,)
    try:
        return member_paths(path) or (path,)
    except UnreadableFileError:  # told when the archive itself is read
        return (path,)


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
