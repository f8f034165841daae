"""The version file in the folder of an index: what the program that made it called its schema."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from analyzers.segment import cutting_version
from index.engine import OutdatedIndexError
from index.fields import FIELDS

VERSION_FILE = "yusou-version"


def schema_version(layout: str) -> str:
    """What has to agree between an index and this program: an engine's layout, the list of fields, how text is cut."""
    rows = [(field.name, field.type, field.facet, field.many) for field in FIELDS]
    return f"{layout}-{hashlib.sha256(json.dumps([rows, cutting_version()]).encode()).hexdigest()[:12]}"


def write_version(path: Path, version: str) -> None:
    """Say in the folder of a new index which version made it."""
    (path / VERSION_FILE).write_text(version, encoding="utf-8")


def check_version(path: Path, needed: str) -> None:
    """Refuse the index of another version, and a folder whose index does not say.

    Raises:
        OutdatedIndexError: it has to be rebuilt.
    """
    file = path / VERSION_FILE
    found = file.read_text(encoding="utf-8").strip() if file.exists() else "未知"
    if found != needed:
        versions = f"索引版本 {found}，本程序需要 {needed}"
        raise OutdatedIndexError(f"索引 {path} 由另一个版本的 yusou 建立（{versions}），请运行 yusou rebuild 重建")
