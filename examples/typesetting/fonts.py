"""The two embedded fonts: a serif for text and tables, a bold sans for headings.

Both are subsets of Noto CJK (SIL Open Font License 1.1, ``examples/fonts/OFL.txt``),
made by ``examples/subset_fonts.py``.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / "fonts"
TEXT = "NotoSerifCJKsc-Regular"
HEADING = "NotoSansCJKsc-Bold"


class MissingGlyphError(Exception):
    """A character of the data has no glyph; ``examples/subset_fonts.py`` must be run again."""


def register() -> None:
    """Make both fonts known to reportlab."""
    for name in (TEXT, HEADING):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))


def require_glyphs(text: str) -> None:
    """Make sure that ``text`` can be printed.

    Raises:
        MissingGlyphError: names the characters that cannot.
    """
    for name in (TEXT, HEADING):
        known = TTFont(name, str(FOLDER / f"{name}.ttf")).face.charToGlyph
        missing = sorted({character for character in text if character > " " and ord(character) not in known})
        if missing:
            raise MissingGlyphError(f"{name} lacks {''.join(missing)}: run examples/subset_fonts.py")
