"""The goal of a whole department, cell by cell, held against what a person read off the page image."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzers.money import YUAN_PER_UNIT
from index.records import Indicator, OverallGoal
from indexer.reading import FileTask, hash_file, load_disclosure

HERE = Path(__file__).parent / "overall"
CORPUS = Path(os.environ.get("YUSOU_CORPUS", HERE.parents[2].parent / "shared")) / "corpus" / "pdf"

#: Each must be there.
GOLDENS = ("xian_petitions_2026",)


def golden(name: str) -> Mapping[str, Any]:
    """A golden with every scalar as the text it is written in."""
    found: Mapping[str, Any] = yaml.load((HERE / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    return found


def read_goal(start: str) -> OverallGoal:
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there; set YUSOU_CORPUS to the folder of real documents")
    (path,) = CORPUS.glob(f"{start}*")
    (goal,) = load_disclosure(FileTask(path, hash_file(path))).overall_goals
    return goal


def squeezed(text: str | None) -> str:
    """Without white space and widths of letters, which a page image does not tell apart."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def cells(one: Indicator) -> list[str]:
    parts = (one.level1, one.level2, one.level3, one.operator, one.target, one.unit, one.weight)
    return [squeezed(part) or "-" for part in parts]


def test_every_golden_is_listed_and_there() -> None:
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted(GOLDENS)


@pytest.mark.parametrize("name", GOLDENS)
def test_the_goal_its_money_tasks_and_indicators(name: str) -> None:
    expected = golden(name)
    unit = YUAN_PER_UNIT[expected["unit"]]

    goal = read_goal(expected["file"])

    assert goal.holder == expected["holder"]
    assert [str(cited.page) for cited in goal.citations] == [expected["page"]]
    assert squeezed(goal.goal).startswith(squeezed(expected["goal_begins"]))
    assert squeezed(goal.goal).endswith(squeezed(expected["goal_ends"]))
    assert goal.amount is not None
    assert goal.amount.yuan == Decimal(expected["amount"]) * unit
    tasks = [(task.name, task.amount.yuan if task.amount else None) for task in goal.tasks]
    assert tasks == [(task, Decimal(amount) * unit) for task, amount in expected["tasks"]]
    printed = [[squeezed(cell) for cell in indicator] for indicator in expected["indicators"]]
    assert [cells(indicator) for indicator in goal.indicators] == printed
