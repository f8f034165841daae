"""Real disclosures: identities against the manifest, seeds against what people read, sums that close.

By default a sample of the corpus of all layouts is read; YUSOU_CORPUS_ALL=1 reads all of it (minutes).
"""

from __future__ import annotations

import csv
import functools
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from index.records import BudgetLine, Disclosure, SourceFile
from indexer import readers
from indexer.extract import extract
from indexer.extract.flow import squeeze

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("YUSOU_CORPUS", ROOT.parent / "shared"))
WHOLE = bool(os.environ.get("YUSOU_CORPUS_ALL"))

#: First letters of files of every province and layout: rotated, split codes, names only, two units, final accounts.
SAMPLE = (
    "06874f6f",
    "0ca30e0c",
    "13f02a1d",
    "205fe267",
    "43f56135",
    "5607b829",
    "597deef1",
    "5c96c5f1",
    "6d531c47",
    "7b5fe2e1",
    "7fd6f062",
    "891d54ad",
    "963b025c",
    "b3bdfb65",
    "eea04ec7",
    "samples_good",
    "tmp_doc_check_unit",
    "江苏省委办公厅",
    "江苏省高级人民法院",
)

_HIDDEN_ROWS = "prints a total above the sum of its rows: some rows are kept back"
#: Comparisons that the document itself breaks, as the page images show, by the first letters of its file.
OWN_FAULTS = {
    "0ca30e0c": (_HIDDEN_ROWS, {"function.total.total", "function.total.basic", "function.total.project"}),
    "0f5b3ebe": (
        _HIDDEN_ROWS,
        {
            "function.total.total",
            "function.total.basic",
            "function.total.project",
            "economic.total.total",
            "economic.total.personnel",
        },
    ),
    "2eda0861": (_HIDDEN_ROWS, {"function.total.total", "function.total.project"}),
    "7fd6f062": (
        "301 and 302 are 9.75 and 10.37 万元 below the sums of their rows; 1,682.76 元 said for 万元",
        {
            "narrative.expenditure",
            "economic.301.total",
            "economic.301.personnel",
            "economic.302.total",
            "economic.302.public",
        },
    ),
    "X_上海市普陀区人民政府万里街道办事处25": ("1 元 off", {"function.212.total", "function.21201.total"}),
    "ac7c3a0f": (
        f"{_HIDDEN_ROWS}; purchases of 0 万元 in all, but 3,456.6 and 4,683.6 in parts",
        {"function.20402.total", "function.20402.project", "procurement.parts"},
    ),
    "e488d331": ("82,479.29 in table 5, 82,529.89 in table 6", {"basic.function_economic"}),
    "eea04ec7": (_HIDDEN_ROWS, {"function.20402.total", "function.20402.project"}),
    "samples_bad_上海市普陀区规划": (
        "the prose has 12.89 万元 more of basic expenditure on personnel than the tables",
        {"narrative.basic.general", "narrative.personnel.general"},
    ),
    "samples_good": ("0.3 万元 said of 2,940.05", {"narrative.expenditure.fiscal"}),
    "tmp_doc_check_unit": (
        "0.34 元 missing in a total, the project expenditure printed in the row of 行政运行",
        {
            "function.total.basic",
            "function.total.parts",
            "function.20406.project",
            "basic.function_economic",
        },
    ),
}


def manifest() -> list[dict[str, str]]:
    path = CORPUS / "corpus" / "MANIFEST.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig") as rows:
        return [row for row in csv.DictReader(rows) if WHOLE or Path(row["file"]).name.startswith(SAMPLE)]


#: What the truth calls a kind or a part of it, where the records use another word.
KINDS = {"income_expenditure_explanation": "explanation", "operating_cost": "operating_cost"}

ROWS = [row for row in manifest() if row["text_layer"] != "IMAGE ONLY"]
each_document = pytest.mark.parametrize("row", ROWS, ids=[Path(row["file"]).name[:24] for row in ROWS])


@functools.cache
def disclosure_of(path: Path) -> Disclosure:
    document = readers.read(path)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return extract(document, SourceFile(digest, str(path), document.media_type, len(content), len(document.pages)))


@pytest.fixture(autouse=True)
def _corpus() -> None:
    if not CORPUS.exists():
        pytest.skip(f"{CORPUS} is not there; set YUSOU_CORPUS")


def test_the_manifest_lists_the_sample():
    assert len(ROWS) >= len(SAMPLE)


@each_document
def test_year_kind_and_place_are_those_of_the_manifest(row):
    found = disclosure_of(CORPUS / "corpus" / row["file"]).identity

    places = [place or "" for place in (found.province, found.prefecture, found.county)]
    named = row["place"].split("/")[1].removesuffix("省级")
    central = row["place"].startswith("中央")  # no division of the country
    assert str(found.year) == row["year"]
    assert row["kind"].startswith(found.kind.value)
    assert found.division_code is None if central else any(place.startswith(named) for place in places)


@each_document
def test_the_unit_of_the_tables_is_that_of_the_manifest(row):
    found = disclosure_of(CORPUS / "corpus" / row["file"]).identity.table_unit

    assert row["unit"] == "-" if found is None else row["unit"].startswith(found)


@each_document
def test_sums_close_but_for_faults_of_the_document_itself(row):
    name = Path(row["file"]).name
    own = next((ids for start, (_, ids) in OWN_FAULTS.items() if name.startswith(start)), set())

    checks = disclosure_of(CORPUS / "corpus" / row["file"]).checks

    assert {check.id for check in checks if check.holds is False and not check.id.startswith("project")} == own


def truth_of(prefix: str) -> tuple[dict[str, Any], Disclosure]:
    (truth,) = (CORPUS / "truth").glob(f"{prefix}_*.json")
    (seed,) = (CORPUS / "seeds").glob(f"{prefix}_*")
    return json.loads(truth.read_text("utf-8")), disclosure_of(seed)


def figures(lines: list[BudgetLine], columns: tuple[str, ...]) -> list[tuple[object, ...]]:
    return sorted(
        (line.code, *((line.amounts[c].yuan or 0) if c in line.amounts else 0 for c in columns)) for line in lines
    )


@pytest.mark.parametrize("prefix", ["000", "002", "004"])
def test_lines_of_the_seeds_are_those_a_person_read(prefix):
    truth, found = truth_of(prefix)

    for statement, key, columns in (
        ("expenditure", "functional", ("total", "basic", "project")),
        ("basic_expenditure", "economic", ("total",)),
    ):
        expected = sorted((line["code"], *(line.get(column) or 0 for column in columns)) for line in truth[key])
        assert figures([line for line in found.lines if line.statement == statement], columns) == expected


@pytest.mark.parametrize("prefix", ["000", "002", "004"])
def test_totals_and_three_public_of_the_seeds_are_those_a_person_read(prefix):
    truth, found = truth_of(prefix)

    totals = (found.totals.income, found.totals.expenditure)
    assert [amount.yuan for amount in totals] == [truth["total_income"], truth["total_expenditure"]]
    assert {part: (getattr(found.three_public, part).yuan or 0) for part in truth["three_public"]} == {
        part: value or 0 for part, value in truth["three_public"].items()
    }


@pytest.mark.parametrize("prefix", ["000", "002", "004"])
def test_sections_of_the_seeds_are_those_a_person_read(prefix):
    truth, found = truth_of(prefix)

    expected = {
        (squeeze(section["heading"]), KINDS.get(section["subkind"]) or KINDS.get(section["kind"], section["kind"]))
        for section in truth["sections"]
        if section["char_count"] and section["subkind"] != "container"
    }
    assert {(squeeze(section.heading), section.kind.value) for section in found.sections} >= expected
