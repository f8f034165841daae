"""Which files a walk finds, and in what order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.walk import find_files


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_files_come_in_the_order_of_names(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("b.pdf", "z.pdf", "a/2.pdf", "a/10.pdf", "乙/1.pdf", "甲/1.pdf")]
    touch(*reversed(files))

    assert find_files([tmp_path]) == tuple(tmp_path / name for name in (
        "b.pdf", "z.pdf", "a/10.pdf", "a/2.pdf", "乙/1.pdf", "甲/1.pdf",
    ))  # fmt: skip


def test_a_file_is_found_once_however_often_it_is_named(tmp_path: Path) -> None:
    touch(tmp_path / "a" / "1.pdf", tmp_path / "2.pdf")

    found = find_files([tmp_path / "a", tmp_path / "a" / "1.pdf", tmp_path, tmp_path / "a" / ".." / "2.pdf"])

    assert found == (tmp_path / "a" / "1.pdf", tmp_path / "2.pdf")


def test_hidden_files_are_passed_over_unless_named(tmp_path: Path) -> None:
    hidden = tmp_path / ".hidden.pdf"
    touch(hidden, tmp_path / ".git" / "config", tmp_path / "1.pdf")

    assert find_files([tmp_path]) == (tmp_path / "1.pdf",)
    assert find_files([hidden]) == (hidden,)


def test_the_data_folder_is_left_out(tmp_path: Path) -> None:
    touch(tmp_path / "data" / "catalog.sqlite", tmp_path / "1.pdf", tmp_path / "sub" / "data" / "2.pdf")

    assert find_files([tmp_path], leave_out=tmp_path / "data") == (
        tmp_path / "1.pdf",
        tmp_path / "sub" / "data" / "2.pdf",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for_and_a_broken_link_is_not_lost(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "gone.pdf")

    assert find_files([tmp_path]) == (tmp_path / "link.pdf",)


def test_a_folder_linked_to_itself_ends(tmp_path: Path) -> None:
    touch(tmp_path / "1.pdf")
    try:
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("no links on this system")

    assert find_files([tmp_path]) == (tmp_path / "1.pdf",)
