"""The examples with two digits of one printed figure changed places: a check that does not close is worth showing."""

from __future__ import annotations

import shutil
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "documents"
#: The document, what it prints, and what the copy prints: 住房公积金 in 万元.
CHANGED = "凤县人民政府办公室2024年单位预算公开说明（示例）.txt"
PRINTED, FAULTY = "（2210201）30.73 万元", "（2210201）37.03 万元"


def copy_examples(folder: Path) -> Path:
    """Copy the examples into a folder that is not there yet, one of them with its fault; returns the folder.

    Raises:
        ValueError: the example no longer prints the figure.
    """
    shutil.copytree(EXAMPLES, folder)
    changed = folder / CHANGED
    text = changed.read_text(encoding="utf-8")
    if PRINTED not in text:
        raise ValueError(f"{CHANGED} does not print {PRINTED}")
    changed.write_text(text.replace(PRINTED, FAULTY), encoding="utf-8")
    return folder
