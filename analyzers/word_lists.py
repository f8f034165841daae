"""The word lists in ``analyzers/data``: one entry a line, ``#`` starts a comment line."""

from __future__ import annotations

from importlib.resources import files


def read_entries(file_name: str) -> tuple[str, ...]:
    """The entries of one list in file order, as written."""
    lines = (files("analyzers") / "data" / file_name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
