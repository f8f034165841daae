"""The style sheet keeps its promises: WCAG AA contrast in both schemes, nothing fetched, no inline style needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import search_app

CSS = (Path(search_app.__file__).parent / "static" / "yusou.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
)

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "faint", "link") for ground in ("paper", "sheet", "wash")),
    ("warn", "warn-wash"),
    ("mark-ink", "mark"),
    ("paper", "link"),
    ("seal", "sheet"),
    ("good", "wash"),
]
GRAPHIC_PAIRS = [
    ("bar", "sheet"),
    ("bar-chosen", "sheet"),
    ("bar-second", "sheet"),
    ("field-rule", "sheet"),
    ("link", "paper"),
]


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_known_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), GRAPHIC_PAIRS)
def test_fields_and_bars_can_be_seen(scheme: dict[str, str], shape: str, ground: str) -> None:
    assert contrast(scheme[shape], scheme[ground]) >= 3


def test_the_sheet_fetches_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
