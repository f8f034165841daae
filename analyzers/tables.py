"""The CSV tables of facts in ``analyzers/data``; where each comes from stands in the README beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_table(file_name: str) -> Iterator[dict[str, str]]:
    """The rows of one table in file order, by column name; an empty cell is ''."""
    text = (files("analyzers") / "data" / file_name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
