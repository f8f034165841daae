"""Projects of the five county disclosures, held against what people read in them."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from index.records import Project
from indexer import readers
from indexer.extract.flow import flow, squeeze
from indexer.extract.projects import read_projects
from indexer.extract.regions import layout

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("YUSOU_CORPUS", ROOT.parent / "shared"))
COMPARED = ("level1", "level2", "level3", "value", "operator", "unit", "description", "basis")

#: 格尔木 (003) prints these amounts in 万元, and their sum; 若羌 (001) these in its prose.
GOLMUD = (
    "744.78",
    "100.00",
    "10.00",
    "600.00",
    "19.80",
    "120.00",
    "15.80",
    "6.50",
    "64.80",
    "225.00",
    "104.10",
    "140.00",
)
RUOQIANG = ("144.08", "40", "50", "15")


def projects_of(prefix: str) -> tuple[Project, ...]:
    found = sorted((CORPUS / "seeds").glob(f"{prefix}_*"))
    if not found:
        pytest.skip(f"{CORPUS}/seeds is not there; set YUSOU_CORPUS")
    return read_projects(layout(flow(readers.read(found[0]))), default_unit="万元")[0]


def truth_of(prefix: str) -> list[dict[str, Any]]:
    found = sorted((CORPUS / "truth").glob(f"{prefix}_*.json"))
    if not found:
        pytest.skip(f"{CORPUS}/truth is not there; set YUSOU_CORPUS")
    projects: list[dict[str, Any]] = json.loads(found[0].read_text("utf-8"))["projects"]
    return projects


@pytest.mark.parametrize("prefix", ["000", "002", "004"])
def test_projects_are_those_a_person_found(prefix):
    expected = [(squeeze(p["name"]), p["code"], p["amount"], squeeze(p["goal"])) for p in truth_of(prefix)]

    found = [(squeeze(p.name), p.code, p.amount and p.amount.yuan, squeeze(p.goal or "")) for p in projects_of(prefix)]

    assert found == expected


@pytest.mark.parametrize("prefix", ["000", "002", "004"])
def test_indicators_are_those_a_person_found(prefix):
    for expected, project in zip(truth_of(prefix), projects_of(prefix), strict=True):
        wanted = [{k: squeeze(i[k] or "") for k in COMPARED if k in i} for i in expected["indicators"]]
        found = [
            {k: squeeze(getattr(i, k) or "") for k in keys} for i, keys in zip(project.indicators, wanted, strict=True)
        ]
        assert found == wanted


@pytest.mark.parametrize(("prefix", "printed"), [("003", GOLMUD), ("001", RUOQIANG)])
def test_amounts_of_the_other_two_are_as_printed(prefix, printed):
    assert [p.amount and p.amount.yuan for p in projects_of(prefix)] == [Decimal(raw) * 10_000 for raw in printed]


def test_every_project_of_golmud_has_its_goal_and_indicators():
    projects = projects_of("003")

    assert [len(project.indicators) for project in projects] == [5, 7, 7, 6, 7, 7, 7, 6, 6, 6, 6, 6]
    assert all(project.goal and i.level1 and i.level2 and i.level3 for project in projects for i in project.indicators)
