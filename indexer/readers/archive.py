"""ZIP archives of documents: each member is a file of its own, under a path such as ``archive.zip!/member.pdf``.

Nothing is unpacked beside the archive. A member is copied into a temporary
folder, under a name of ours, while it is read.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from indexer.readers import media
from indexer.readers.container import BROKEN, open_container
from indexer.readers.document import Document, UnreadableFileError
from indexer.readers.limits import DEFAULT_LIMITS, Limits

#: Ends the name of an archive in the path of a member.
MARK = "!"

#: Bit of a member's flags that says its name is UTF-8.
_UTF8_NAME = 0x800
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive and no Office or OFD document, which are ZIP files too."""
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(_ZIP_MAGIC):
                return False
    except OSError:
        return False
    return media.sniff(path) == media.ZIP


def member_paths(archive: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Path, ...]:
    """The paths of all members, those of archives inside it in their place; directories and what systems add left out.

    An archive inside that lies deeper than the limit, or is refused, stands for itself: why is said when it is read.

    Raises:
        UnreadableFileError: damaged, encrypted, too_large or unsafe_names; an archive is taken whole or not at all.
    """
    allowance = _Allowance(limits.max_members, limits.max_unpacked_bytes)
    return _expanded(archive, archive, allowance, limits, depth=1)


@contextmanager
def located(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Path]:
    """Where the bytes of a path are for as long as the block runs: the file itself, or a copy of the member.

    Raises:
        UnreadableFileError: vanished, when there is no such member any more, or what its archive is refused for.
    """
    found = _split(path)
    if found is None:
        yield path
        return
    archive, rest = found
    with _copied_member(archive, rest, limits) as copy:
        yield copy


def read_archive(path: Path, limits: Limits) -> Document:
    """Refuse an archive as a document, saying what to do with it.

    Raises:
        UnreadableFileError: always; archive, or what its members cannot be read for.
    """
    members = member_paths(path, limits)
    if not members:
        raise UnreadableFileError("empty", "压缩包中没有任何文件。")
    example = members[0].relative_to(_marked(path)).as_posix()
    message = (
        f"这是压缩包，内有 {len(members)} 个文件，不能当作一份文件读取；其中的文件可写作“{path.name}{MARK}/{example}”。"
    )
    raise UnreadableFileError("archive", message)


class _AllowanceSpentError(UnreadableFileError):
    """All archives inside one another hold too much together."""


@dataclass(slots=True)
class _Allowance:
    """What an archive and all archives inside it may hold together."""

    members: int
    unpacked_bytes: int

    def spend(self, member: zipfile.ZipInfo) -> None:
        self.members -= 1
        self.unpacked_bytes -= member.file_size
        if self.members < 0 or self.unpacked_bytes < 0:
            raise _AllowanceSpentError("too_large", "压缩包连同其中的压缩包，文件数或解开后的大小超过上限，未读取。")


def _expanded(file: Path, shown: Path, allowance: _Allowance, limits: Limits, *, depth: int) -> tuple[Path, ...]:
    """The members of the archive in ``file``, under the path that is ``shown`` for it."""
    paths: list[Path] = []
    with open_container(file, limits) as container:
        for name, member in _members(container).items():
            allowance.spend(member)
            path = _marked(shown) / name
            if depth < limits.max_depth and _begins_like_zip(container, member):
                with _copied(container, member) as copy:
                    paths.extend(_inner(copy, path, allowance, limits, depth=depth + 1))
            else:
                paths.append(path)
    return tuple(paths)


def _inner(file: Path, shown: Path, allowance: _Allowance, limits: Limits, *, depth: int) -> tuple[Path, ...]:
    """The members of a file that may be an archive; one that is none, or is refused, stands for itself."""
    if not is_archive(file):
        return (shown,)
    try:
        return _expanded(file, shown, allowance, limits, depth=depth)
    except _AllowanceSpentError:
        raise
    except UnreadableFileError:
        return (shown,)


def _marked(path: Path) -> Path:
    return path.with_name(path.name + MARK)


def _members(container: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Name -> member, of those that are documents; of members with the same name the last, as unpacking would leave."""
    members = ((_name(member), member) for member in container.infolist() if not member.is_dir())
    return {name: member for name, member in members if not _is_junk(name)}


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member, which programs in China store as GB18030 without saying so.

    Raises:
        UnreadableFileError: unsafe_names, when it leads out of the archive.
    """
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        name = _guessed(name.encode("cp437", "replace"))
    name = name.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name or name[1:2] == ":" or not path.parts:
        raise UnreadableFileError("unsafe_names", "压缩包中有指向包外的文件名（如 ../），可能是恶意文件，未读取。")
    return path.as_posix()


def _guessed(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _JUNK or part.startswith((".", "~$")) for part in parts)


def _begins_like_zip(container: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    try:
        with container.open(member) as stream:
            return stream.read(4).startswith(_ZIP_MAGIC)
    except BROKEN:  # told when the member is read
        return False


@contextmanager
def _copied(container: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yusou-") as folder:
        copy = Path(folder) / "member"
        try:
            with container.open(member) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target)
        except BROKEN as error:
            raise _broken_member() from error
        yield copy


def _broken_member() -> UnreadableFileError:
    return UnreadableFileError("damaged", "压缩包中的文件已损坏，或用了不支持的压缩方式。请重新下载，或解压后再放入。")


def _split(path: Path) -> tuple[Path, str] | None:
    """The archive on disk and the name below it; None for the path of a plain file."""
    if MARK + "/" not in path.as_posix() or path.exists():
        return None
    for folder in reversed(path.parents):
        archive = folder.with_name(folder.name.removesuffix(MARK)) if folder.name.endswith(MARK) else None
        if archive is not None and archive.is_file():
            return archive, path.relative_to(folder).as_posix()
    return None


@contextmanager
def _copied_member(archive: Path, name: str, limits: Limits) -> Iterator[Path]:
    """A copy of the member of this name, which may lie in an archive inside the archive."""
    with open_container(archive, limits) as container:
        members = _members(container)
        outer = next((known for known in members if name == known or name.startswith(f"{known}{MARK}/")), None)
        if outer is None:
            raise UnreadableFileError("vanished", "压缩包中已没有这个文件。")
        with _copied(container, members[outer]) as copy:
            if outer == name:
                yield copy
                return
            with _copied_member(copy, name[len(outer) + len(MARK) + 1 :], limits) as inner:
                yield inner
