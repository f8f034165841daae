"""A folder takes the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import swap
from index.swap import replace_folder


def folder(path: Path, content: str) -> Path:
    path.mkdir()
    (path / "file").write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("exchange", ["of the system", "missing"])
def test_the_fresh_folder_replaces_the_live_one(tmp_path: Path, exchange: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if exchange == "missing":
        monkeypatch.setattr(swap, "_exchange", lambda _first, _second: False)
    live, fresh = folder(tmp_path / "index", "old"), folder(tmp_path / "index.fresh", "new")

    replace_folder(fresh, live)

    assert (live / "file").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_the_fresh_folder_becomes_the_first(tmp_path: Path) -> None:
    fresh = folder(tmp_path / "index.fresh", "new")

    replace_folder(fresh, tmp_path / "index")

    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_file_opened_before_is_still_readable_after(tmp_path: Path) -> None:
    live, fresh = folder(tmp_path / "index", "old"), folder(tmp_path / "index.fresh", "new")
    with (live / "file").open(encoding="utf-8") as opened:
        replace_folder(fresh, live)

        assert opened.read() == "old"
