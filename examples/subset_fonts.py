"""Cut the two fonts of the examples down to the characters the examples use.

usage: python examples/subset_fonts.py NotoSerifCJK-Regular.ttc NotoSansCJK-Bold.ttc

Reads Noto CJK collections (SIL Open Font License 1.1) and writes TrueType files
into ``examples/fonts``. Needed only when a new character enters ``examples/data``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

EXAMPLES = Path(__file__).parent
MAX_ERROR = 1.0  # in font units, of 1,000 to the em


def main(serif: str, sans: str) -> None:
    characters = used_characters()
    for collection, family, name in (
        (serif, "Noto Serif CJK SC", "NotoSerifCJKsc-Regular"),
        (sans, "Noto Sans CJK SC Bold", "NotoSansCJKsc-Bold"),
    ):
        font = chosen(collection, family)
        cut(font, characters)
        to_truetype(font)
        font.save(EXAMPLES / "fonts" / f"{name}.ttf")


def used_characters() -> str:
    """Every character of the data and of the code that typesets it, and printable ASCII."""
    sources = [*EXAMPLES.glob("data/*.yaml"), *EXAMPLES.glob("typesetting/*.py")]
    return "".join(sorted({*map(chr, range(32, 127)), *"".join(path.read_text(encoding="utf-8") for path in sources)}))


def chosen(collection: str, full_name: str) -> TTFont:
    for font in TTCollection(collection, lazy=True).fonts:
        if font["name"].getDebugName(4) == full_name:
            return font
    raise SystemExit(f"{collection} holds no {full_name}")


def cut(font: TTFont, characters: str) -> None:
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, desubroutinize=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Replace cubic outlines (CFF) with quadratic ones (glyf): reportlab embeds only these."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = outlines
    for tag in ("CFF ", "VORG", "vhea", "vmtx", "BASE", "GDEF", "GPOS", "GSUB"):
        if tag in font:
            del font[tag]
    for name, glyph in outlines.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    _set_truetype_tables(font)


def _set_truetype_tables(font: TTFont) -> None:
    font["maxp"] = maximum = newTable("maxp")
    maximum.tableVersion = 0x00010000
    maximum.maxZones = 1
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(maximum, field, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


if __name__ == "__main__":
    main(*sys.argv[1:3])
