"""Files of an answer as one ZIP archive that leaves while it is written, with the checksum of each.

The same files make the same bytes: nothing in the archive says when it was made.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from search_app.export.parts import Outlet

CHECKSUMS = "SHA256SUMS"
#: Bytes of a file on disk that are taken at a time.
PIECE_BYTES = 1 << 20

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Archive:
    """An archive being written; every method gives the bytes that can leave."""

    def __init__(self) -> None:
        self._outlet = Outlet()
        self._zip = zipfile.ZipFile(self._outlet, "w")
        self._sums: list[tuple[str, str]] = []

    def add(self, name: str, parts: Iterable[bytes], *, packed: bool = False) -> Iterator[bytes]:
        """A file in parts; what is ``packed`` already is not compressed again."""
        entry = zipfile.ZipInfo(name, _LONG_AGO)
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        entry._compresslevel = 1  # type: ignore[attr-defined]  # `open` has no argument for it
        entry.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for part in parts:
                digest.update(part)
                file.write(part)
                yield self._outlet.take()
        self._sums.append((digest.hexdigest(), name))
        yield self._outlet.take()

    def add_file(self, name: str, path: Path) -> Iterator[bytes]:
        """A file that lies on disk."""
        with path.open("rb") as stream:
            yield from self.add(name, iter(lambda: stream.read(PIECE_BYTES), b""))

    def finish(self) -> Iterator[bytes]:
        """The checksums of all files before, as ``sha256sum --check`` reads them, and the end of the archive."""
        sums = "".join(f"{digest}  {name}\n" for digest, name in self._sums)
        yield from self.add(CHECKSUMS, [sums.encode()])
        self._zip.close()
        yield self._outlet.take()
