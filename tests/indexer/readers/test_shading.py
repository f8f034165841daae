"""Filled areas: which of them have sides that a reader of the page sees."""

from __future__ import annotations

import pytest

from indexer.readers.shading import Shading

AREA = (100.0, 100.0, 150.0, 120.0)
BLUE = (0.94, 0.95, 0.97)


@pytest.mark.parametrize("white", [(1.0,), (1, 1, 1), (0, 0, 0, 0)], ids=["grey", "RGB", "CMYK"])
def test_a_white_area_is_paper_in_every_colour_space(white: tuple[float, ...]) -> None:
    assert Shading().is_paper(AREA, *white)


def test_a_coloured_area_is_no_paper() -> None:
    assert not Shading().is_paper(AREA, *BLUE)


def test_a_thin_white_box_is_a_rule() -> None:
    assert not Shading().is_paper((100, 100, 150, 100.5), 1, 1, 1)


def test_a_white_area_on_a_coloured_one_is_seen() -> None:
    shading = Shading()
    shading.is_paper((90, 90, 300, 200), *BLUE)

    assert not shading.is_paper(AREA, 1, 1, 1)


def test_a_white_area_beside_a_coloured_one_is_paper() -> None:
    shading = Shading()
    shading.is_paper((90, 90, 140, 200), *BLUE)

    assert shading.is_paper(AREA, 1, 1, 1)


def test_a_white_area_below_a_coloured_one_is_paper() -> None:
    shading = Shading()

    assert shading.is_paper(AREA, 1, 1, 1)
    assert not shading.is_paper((90, 90, 300, 200), *BLUE)
