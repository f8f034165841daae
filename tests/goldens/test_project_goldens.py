"""Projects of real disclosures, field by field, held against what a person read off their page images.

The documents are not part of the repository; the goldens in ``projects`` hold
names and figures of them. A ``-`` is a cell that is blank or a part of a target
that is not printed. Fields that a golden leaves out were not read.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzers.money import YUAN_PER_UNIT
from index.records import Indicator, Project
from indexer.reading import FileTask, hash_file, load_disclosure

HERE = Path(__file__).parent / "projects"
CORPUS = Path(os.environ.get("YUSOU_CORPUS", HERE.parents[2].parent / "shared")) / "corpus" / "pdf"

#: Each must be there.
GOLDENS = ("chongqing_weather_2026", "shenzhen_petitions_2026", "xian_statistics_2026")
BLANK = "-"

Golden = Mapping[str, Any]


@cache
def golden(name: str) -> Golden:
    """A golden with every scalar as the text it is written in."""
    found: Golden = yaml.load((HERE / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    return found


@cache
def read_projects(start: str) -> tuple[Project, ...]:
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there; set YUSOU_CORPUS to the folder of real documents")
    (path,) = CORPUS.glob(f"{start}*")
    return load_disclosure(FileTask(path, hash_file(path))).projects


def squeezed(text: str | None) -> str:
    """Without white space and widths of letters, which a page image does not tell apart."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def cells(one: Indicator) -> list[str]:
    parts: Sequence[str | None] = (
        one.level1, one.level2, one.level3, one.operator, one.target, one.unit, one.weight
    )  # fmt: skip
    return [squeezed(part) or BLANK for part in parts]


def test_every_golden_is_listed_and_there() -> None:
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted(GOLDENS)


@pytest.mark.parametrize("name", GOLDENS)
def test_all_projects_with_their_amounts_and_no_others(name: str) -> None:
    expected = golden(name)

    found = [(one.name, one.amount.yuan if one.amount else None) for one in read_projects(expected["file"])]

    unit = YUAN_PER_UNIT[expected["unit"]]
    assert found == [(one["name"], Decimal(one["amount"]) * unit) for one in expected["projects"]]


@pytest.mark.parametrize("name", GOLDENS)
def test_what_else_is_printed_of_a_project(name: str) -> None:
    expected = golden(name)

    for one, project in zip(expected["projects"], read_projects(expected["file"]), strict=True):
        goal = squeezed(project.goal)
        assert goal.startswith(squeezed(one.get("goal_begins"))), project.name
        assert goal.endswith(squeezed(one.get("goal_ends"))), project.name
        assert one.get("note_has", "") in (project.note or ""), project.name
        assert project.category == one.get("category", project.category), project.name
        if "pages" in one:
            assert [str(page) for page in sorted({cited.page for cited in project.citations})] == one["pages"]
        if "indicators" in one:
            printed = [[squeezed(cell) for cell in indicator] for indicator in one["indicators"]]
            assert [cells(indicator) for indicator in project.indicators] == printed, project.name
