"""Typeset the example disclosures again from ``examples/data``.

usage: python examples/generate.py [FOLDER]   (default: examples/documents)

The same data give the same documents; a test compares them with the committed ones.
"""

from __future__ import annotations

import sys
from pathlib import Path

from typesetting import disclosure, fonts, hebei, pages, qinghai, shaanxi, xinjiang

EXAMPLES = Path(__file__).parent
STORIES = {"青海": qinghai.story, "新疆": xinjiang.story, "河北": hebei.story}


def main(folder: Path) -> None:
    """Write every example into ``folder``."""
    fonts.register()
    for source in sorted(EXAMPLES.glob("data/*.yaml")):
        fonts.require_glyphs(source.read_text(encoding="utf-8"))
        write(disclosure.read(source), folder)


def write(example: disclosure.Disclosure, folder: Path) -> None:
    """Write one example: a text dump for the layout of 陕西, otherwise a PDF."""
    path = folder / example.file_name
    if example.layout == "陕西":
        path.write_text(shaanxi.text(example), encoding="utf-8", newline="\n")
    else:
        pages.write(path, example, STORIES[example.layout](example))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES / "documents")
