"""ZIP containers (archives, Office files), opened within limits."""

from __future__ import annotations

import zipfile
from pathlib import Path

from indexer.readers.document import UnreadableFileError
from indexer.readers.limits import Limits

#: Members smaller than this, in bytes, may be compressed to any degree: a page of zeros is no bomb.
_SMALL = 10_000_000

#: What reading a member of a broken container raises.
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


def open_container(path: Path, limits: Limits) -> zipfile.ZipFile:
    """Open a container that declares no more than the limits allow; ``zipfile`` yields no more than is declared.

    Raises:
        UnreadableFileError: damaged, encrypted or too_large.
    """
    try:
        container = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableFileError("damaged", "压缩包已损坏或不完整，无法打开。请重新下载。") from error
    try:
        _refuse_excess(container, limits)
    except UnreadableFileError:
        container.close()
        raise
    return container


def _refuse_excess(container: zipfile.ZipFile, limits: Limits) -> None:
    members = [member for member in container.infolist() if not member.is_dir()]
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFileError("encrypted", "压缩包已加密，需要密码才能打开。请换成未加密的文件。")
    if len(members) > limits.max_members:
        raise UnreadableFileError(
            "too_large", f"压缩包内有 {len(members)} 个文件，超过 {limits.max_members} 个的上限。"
        )
    if sum(member.file_size for member in members) > limits.max_unpacked_bytes:
        megabytes = limits.max_unpacked_bytes // 1_000_000
        raise UnreadableFileError("too_large", f"压缩包解开后超过 {megabytes} MB 的上限，未读取。")
    for member in members:
        if member.file_size > max(_SMALL, limits.max_ratio * member.compress_size):
            raise UnreadableFileError("too_large", "压缩包的压缩比异常，可能是“压缩炸弹”，未读取。")
