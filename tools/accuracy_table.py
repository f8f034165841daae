"""Put the tables of an audit into docs/accuracy.md, between the markers that stand there.

usage: yusou audit ../shared/corpus/pdf --json | python tools/accuracy_table.py docs/accuracy.md
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

#: Length of the document ids in the tables.
ID_LENGTH = 8
_MARKED = re.compile(r"(?<=<!-- audit begins -->\n).*(?=<!-- audit ends -->)", re.DOTALL)
_DOCUMENT_HEADS = (
    "Document", "Year, kind", "Department", "Pages", "Tables", "Hold", "Broken", "Untestable", "Projects", "Indicators",
    "Problems",
)  # fmt: skip
_FAMILY_HEADS = ("Family of checks", "Hold", "Broken", "Untestable")

Value = Mapping[str, Any]


def main() -> None:
    """Read the lines of an audit and rewrite the file named by the only argument."""
    *files, last = map(json.loads, sys.stdin)
    path = Path(sys.argv[1])
    text, count = _MARKED.subn(lambda _: tables(files, last["total"]), path.read_text("utf-8"))
    if count != 1:
        raise SystemExit(f"{path}: no markers <!-- audit begins --> and <!-- audit ends -->")
    path.write_text(text, "utf-8")


def tables(files: Iterable[Value], total: Value) -> str:
    """The totals, the families of checks and a row for each document, as Markdown."""
    families = ((name, *counts.values()) for name, counts in total["families"].items())
    checks = total["checks"]
    said = (
        f"{total['outcomes']['disclosure']} of {total['files']} files are disclosures, {total['pages']} pages. "
        f"Checks: {checks['holds']} hold, {checks['broken']} are broken, {checks['untestable']} cannot be tested. "
        f"{total['projects']} projects; {total['complete_indicators']} of {total['indicators']} indicators complete."
    )
    return "\n".join(
        ("", said, "", *_table(_FAMILY_HEADS, families), "", *_table(_DOCUMENT_HEADS, map(_row, files)), "", "")
    )


def _row(file: Value) -> tuple[object, ...]:
    document, checks = file["document"] or {}, file["checks"]
    return (
        f"`{file['sha256'][:ID_LENGTH]}`",
        f"{document.get('year', '')} {document.get('doc_kind', '')}",
        document.get("department") or file["reason"],
        file["pages"],
        len(file["tables"]),
        checks["holds"],
        checks["broken"],
        checks["untestable"],
        file["projects"],
        file["indicators"],
        file["problems"],
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    lines = [heads, ("---",) * len(heads), *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]


if __name__ == "__main__":
    main()
