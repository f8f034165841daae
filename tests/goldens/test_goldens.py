"""Twelve real disclosures held against what a person read off their page images.

The documents are not part of the repository; the goldens beside this file hold
names and figures of them. Nothing here writes a golden. A ``-`` is a blank cell,
for codes and texts a cell that was not noted; sums are amounts that the page
prints in several rows or cells.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzers.money import YUAN_PER_UNIT
from index.json_form.disclosure import disclosure_json
from indexer.reading import FileTask, hash_file, load_disclosure

HERE = Path(__file__).parent
CORPUS = Path(os.environ.get("YUSOU_CORPUS", HERE.parents[1].parent / "shared")) / "corpus" / "pdf"

#: Each must be there.
GOLDENS = (
    "beijing_petitions_2026",
    "changchun_petitions_2026",
    "changsha_petitions_2026",
    "chongqing_commerce_2026",
    "fuzhou_police_2026",
    "guangzhou_petitions_2026",
    "hangzhou_justice_2026",
    "hangzhou_weather_2026",
    "shanghai_audit_2026",
    "shanghai_putuo_finance_2024_accounts",
    "suzhou_data_2026",
    "yantai_statistics_2026",
)
ANY = "-"
LEVELS = {"类": 1, "款": 2, "项": 3}

Golden = Mapping[str, Any]
Value = Mapping[str, Any]


def golden(name: str) -> Golden:
    """A golden with every scalar as the text it is written in."""
    found: Golden = yaml.load(
        (HERE / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader
    )  # BaseLoader makes texts only
    return found


@cache
def parsed(start: str) -> Value:
    """What ``yusou parse --json`` says of the document."""
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there; set YUSOU_CORPUS to the folder of real documents")
    (path,) = CORPUS.glob(f"{start}*")
    return disclosure_json(load_disclosure(FileTask(path, hash_file(path))))


def yuan(printed: str, unit: str) -> Decimal | None:
    """Yuan to the fen, as the JSON gives it."""
    if printed == ANY:
        return None
    exact = sum((Decimal(part) for part in printed.split("+")), Decimal(0)) * YUAN_PER_UNIT[unit]
    return exact.quantize(Decimal("0.01"))


def number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def squeezed(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def numbers(value: Value, names: Sequence[str]) -> dict[str, Decimal | None]:
    return {name: number(value[name]) for name in names}


#: What a table of figures notes beside them: its page, and its unit where that is not the document's.
NOTES = {"page", "unit"}


def amounts(printed: Mapping[str, str], unit: str) -> dict[str, Decimal | None]:
    own = printed.get("unit", unit)
    return {name: yuan(text, own) for name, text in printed.items() if name not in NOTES}


def lines_by_code_and_name(lines: Sequence[Value]) -> dict[tuple[str, str], Value]:
    """Lines under their code and name, and under their name alone."""
    named = {(ANY, squeezed(line["name"])): line for line in lines}
    return named | {(line["code"], squeezed(line["name"])): line for line in lines}


def test_every_golden_is_listed_and_there() -> None:
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted(GOLDENS)


@pytest.mark.parametrize("name", GOLDENS)
def test_identity(name: str) -> None:
    expected = golden(name)
    document = parsed(expected["file"])["document"]

    found = {key: ANY if document[key] is None else str(document[key]) for key in expected["document"]}
    assert found == expected["document"]


@pytest.mark.parametrize("name", GOLDENS)
def test_totals(name: str) -> None:
    expected = golden(name)

    found = numbers(parsed(expected["file"])["totals"], list(expected["totals"]))

    assert found == amounts(expected["totals"], expected["unit"])


@pytest.mark.parametrize(("table", "columns"), [
    ("function_lines", ("total", "basic", "project")),
    ("economic_lines", ("total", "personnel", "public")),
])  # fmt: skip
@pytest.mark.parametrize("name", GOLDENS)
def test_lines(name: str, table: str, columns: Sequence[str]) -> None:
    expected = golden(name)
    found = lines_by_code_and_name(parsed(expected["file"])[table])

    for code, level, subject, *printed in expected[table]:
        line = found[code, subject]
        noted = dict(zip(columns, printed, strict=False))
        assert numbers(line, list(noted)) == amounts(noted, expected["unit"]), (code, subject)
        assert line["level"] == LEVELS[level], (code, subject)
        if len(printed) > len(columns):
            assert str(line["page"]) == printed[len(columns)], (code, subject)


@pytest.mark.parametrize("name", GOLDENS)
def test_three_public(name: str) -> None:
    expected = golden(name)
    record = parsed(expected["file"])["three_public"]
    printed = expected["three_public"]

    parts = [part for part in printed if part not in NOTES]
    assert numbers(record, parts) == amounts(printed, expected["unit"])
    assert str(record["page"]) == printed["page"]


@pytest.mark.parametrize("name", [name for name in GOLDENS if "procurement" in golden(name)])
def test_procurement(name: str) -> None:
    expected = golden(name)
    printed = expected["procurement"]

    parts = [part for part in printed if part not in NOTES]
    assert numbers(parsed(expected["file"])["procurement"], parts) == amounts(printed, expected["unit"])


@pytest.mark.parametrize("name", GOLDENS)
def test_all_projects_and_no_others(name: str) -> None:
    expected = golden(name)

    found = [
        (project["code"] or ANY, squeezed(project["name"]), number(project["amount"]))
        for project in parsed(expected["file"])["projects"]
    ]

    assert found == [(code, title, yuan(amount, expected["unit"])) for code, title, amount in expected["projects"]]


@pytest.mark.parametrize("name", GOLDENS)
def test_goals_and_indicators(name: str) -> None:
    expected = golden(name)
    projects = {squeezed(project["name"]): project for project in parsed(expected["file"])["projects"]}

    for title, goal in expected["goals"].items():
        assert squeezed(projects[title]["goal"]).startswith(goal["目标开头"]), title
        indicators = projects[title]["indicators"]
        assert len(indicators) == len(goal["indicators"]), title
        for indicator, noted in zip(indicators, goal["indicators"], strict=True):
            found = [squeezed(indicator[key]) for key in ("level3", "value", "level2", "level1")]
            assert all(found)
            assert [ANY if text == ANY else one for one, text in zip(found, noted, strict=True)] == noted, title


@pytest.mark.parametrize("name", GOLDENS)
def test_headings_stand_in_order(name: str) -> None:
    expected = golden(name)
    headings = iter(
        [squeezed(heading) for section in parsed(expected["file"])["sections"] for heading in section["path"]]
    )

    for heading in expected["headings"]:
        assert squeezed(heading["标题"]) in headings, heading  # consumes up to the heading
