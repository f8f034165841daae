"""Projects drawn in many layouts are read as they were drawn; ``project_layouts_check`` tries more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="reportlab draws the documents of this test")

from tests.layouts.project_layouts_check import case, read_case

#: Every form of table, with rows and merged cells cut by pages, as PDF and as text.
SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_projects_are_read_as_drawn(seed: int, tmp_path: Path) -> None:
    assert read_case(case(seed), tmp_path) == []


def test_the_seeds_cover_every_way_to_print_projects() -> None:
    drawn = [case(seed) for seed in SEEDS]

    assert {made.form.kind for made in drawn} == {"alone", "long", "list"}
    assert {made.form.target for made in drawn} == {"joined", "split", "unit apart"}
    assert {made.form.levels for made in drawn} == {"merged", "blank", "repeated"}
    assert {made.form.medium for made in drawn} == {"pdf", "text"}
    assert {(made.manner.cut, made.manner.label) for made in drawn} >= {
        ("rows", "centre"),
        ("rows", "repeated"),
        ("anywhere", "centre"),
        ("anywhere", "top"),
    }
