"""The committed examples are what their data give, and say what they are."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import generate
import pypdfium2
import pytest
from typesetting import disclosure, fonts, sheet

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "examples" / "documents"
DATA = sorted((ROOT / "examples" / "data").glob("*.yaml"))
CORPUS = Path(os.environ.get("YUSOU_CORPUS", ROOT.parent / "shared"))

#: Data file -> file of hand-verified truth about the same document.
TRUTH = {"huzhu": "000_0bbe4ec4f2946aa4", "wangdu": "002_f614aceebdb75e01", "fengxian": "004_5c7a82bd40abeba2"}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    generate.main(folder)
    return folder


def page_texts(path: Path) -> list[str]:
    if path.suffix == ".txt":
        return [path.read_text(encoding="utf-8")]
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_five_examples_of_four_layouts_are_committed() -> None:
    examples = [disclosure.read(path) for path in DATA]

    assert {path.name for path in DOCUMENTS.iterdir()} == {example.file_name for example in examples}
    assert sorted(path.suffix for path in DOCUMENTS.iterdir()) == [".pdf"] * 4 + [".txt"]
    assert {example.layout for example in examples} == {"青海", "新疆", "河北", "陕西"}


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.iterdir()))
def test_committed_example_has_the_pages_that_the_data_give(generated: Path, name: str) -> None:
    assert page_texts(generated / name) == page_texts(DOCUMENTS / name)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.iterdir()), ids=lambda path: path.name)
def test_first_page_says_that_it_is_an_example(path: Path) -> None:
    assert "示例文件，非官方文件" in page_texts(path)[0]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_subjects_add_up_as_printed(path: Path) -> None:
    """类 = Σ 项 and 合计 = Σ 类 in the figures themselves, within a cent of the unit for each addend."""
    example = disclosure.read(path)
    for total, parts in (
        (example.totals.total, [s for s in example.function if len(s.code) == 3]),
        (example.totals.basic, [s for s in example.economic if len(s.code) == 3]),
    ):
        difference = abs(Decimal(total) - sum(Decimal(part.total) for part in parts))
        assert difference <= Decimal("0.01") * len(parts)


@pytest.mark.parametrize(("stem", "truth"), sorted(TRUTH.items()))
def test_figures_are_those_of_the_official_document(stem: str, truth: str) -> None:
    path = CORPUS / "truth" / f"{truth}.txt.json"
    if not path.exists():
        pytest.skip(f"{path} is not there; set YUSOU_CORPUS")
    official = json.loads(path.read_text(encoding="utf-8"))
    example = disclosure.read(ROOT / "examples" / "data" / f"{stem}.yaml")

    assert [Decimal(p.amount) * 10_000 for p in example.projects] == [p["amount"] for p in official["projects"]]
    assert [len(p.indicators) for p in example.projects] == [len(p["indicators"]) for p in official["projects"]]
    assert [(s.code, in_yuan(s)) for s in example.function] == [
        (line["code"], line["total"]) for line in official["functional"]
    ]
    assert [(s.code, in_yuan(s)) for s in example.economic] == [
        (line["code"], line["total"]) for line in official["economic"]
    ]


def in_yuan(subject: disclosure.Subject) -> Decimal:
    return Decimal(subject.total) * {"元": 1, "万元": 10_000}[subject.unit]


def test_character_without_a_glyph_is_named() -> None:
    fonts.register()

    with pytest.raises(fonts.MissingGlyphError, match="龘"):
        fonts.require_glyphs("县龘")


def test_equal_neighbours_merge_only_within_their_group() -> None:
    rows = [("a", "x"), ("a", "x"), ("b", "x")]

    assert sheet.merged_down(rows, (0, 1)) == (("a", "x"), (sheet.UP, sheet.UP), ("b", "x"))


def test_merged_block_becomes_one_span() -> None:
    rows = [("a", sheet.LEFT, "b"), (sheet.UP, sheet.UP, "c")]

    assert sheet.spans(rows) == [("SPAN", (0, 0), (1, 1))]
