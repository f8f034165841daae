"""Real documents: what is expected here was read off the page images by a person."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from indexer.readers import Limits, media, read, sniff
from indexer.readers.document import Document, Line, Table, UnreadableFileError
from indexer.readers.pdf import read_pdf

#: A rotated one, one cut off by pages, merged cells, a page wider than paper, titles inside the grid.
SAMPLE = ("06874f6f", "0ca30e0c", "e4ab25c2", "5c96c5f1", "江苏省委办公厅")


@cache
def read_document(folder: Path, start: str) -> Document:
    (path,) = (folder / "corpus" / "pdf").glob(f"{start}*")
    return read(path)


def page_blocks(folder: Path, start: str, page: int) -> tuple[Line | Table, ...]:
    return read_document(folder, start).pages[page - 1].blocks


def only_table(blocks: tuple[Line | Table, ...]) -> list[list[str | None]]:
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return [[None if cell is None else cell.text.replace("\n", "") for cell in row] for row in table.rows]


@pytest.mark.parametrize("start", SAMPLE)
def test_page_counts_are_those_of_the_manifest(corpus: Path, start: str) -> None:
    with (corpus / "corpus" / "MANIFEST.csv").open(encoding="utf-8-sig") as rows:
        (pages,) = [int(row["pages"]) for row in csv.DictReader(rows) if row["file"].startswith(f"pdf/{start}")]

    document = read_document(corpus, start)

    assert len(document.pages) == pages
    assert document.problems == ()


def test_a_rotated_table_reads_upright_with_codes_in_three_columns(corpus: Path) -> None:
    blocks = page_blocks(corpus, "06874f6f", 14)

    assert [block.text for block in blocks[:2] if isinstance(block, Line)] == ["公开表5", "一般公共预算支出情况表"]
    rows = only_table(blocks)
    assert rows[0] == ["科目编码", None, None, "科目名称", "合 计", "基本支出", None, None, "项目支出"]
    assert rows[1] == ["类", "款", "项", None, None, "小 计", "人员支出", "日常公用支出", None]
    assert rows[3] == ["201", "", "", "一般公共服务支出", "1,506.40", "1,180.40", "1,055.75", "124.65", "326.00"]
    assert rows[6] == ["", "", "02", "一般行政管理事务", "41.00", "", "", "", "41.00"]


def test_the_project_at_the_foot_of_a_page_is_kept_though_its_cells_go_on(corpus: Path) -> None:
    rows = only_table(page_blocks(corpus, "0ca30e0c", 16))

    project = next(row for row in rows if "11000022T000000433504-物业服务" in row)
    assert project[2:5] == ["39.580000", "39.580000", ""]
    assert rows[-1][-2:] == ["100", "%"]


def test_a_head_cut_off_by_the_side_of_the_page_is_kept(corpus: Path) -> None:
    rows = only_table(page_blocks(corpus, "e4ab25c2", 8))

    assert rows[0] == ["项目", None, None, None, "收入预算", None, None, None]
    assert rows[4] == ["201", "41", "", "数据事务", "463,892,324", "463,892,324", "", ""]


def test_white_shading_behind_prose_makes_no_tables(corpus: Path) -> None:
    assert all(isinstance(block, Line) for page in range(2, 8) for block in page_blocks(corpus, "5c96c5f1", page))


def test_titles_on_a_white_area_above_the_rules_stay_lines(corpus: Path) -> None:
    blocks = page_blocks(corpus, "江苏省委办公厅", 3)

    assert any(isinstance(block, Line) and "收支预算总表" in block.text for block in blocks)
    assert only_table(blocks)[0][0] == "收入"


def test_every_pdf_among_the_traps_is_refused_or_read_for_what_it_is(corpus: Path) -> None:
    traps = sorted(path for path in (corpus / "corpus" / "traps").iterdir() if sniff(path) == media.PDF)

    assert {path.name[:8]: outcome(path) for path in traps} == {
        "02e95746": "image_only",
        "2aa836a2": "image_only",
        "8791eecb": "image_only",
        "cdbb5f1f": "image_only",
        "ec9b798e": "15 pages",
    }


def outcome(path: Path) -> str:
    try:
        return f"{len(read_pdf(path, Limits()).pages)} pages"
    except UnreadableFileError as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("seed", "pages", "tables"), [("000", 29, 0), ("001", 1, 9), ("002", 28, 0), ("003", 28, 0), ("004", 1, 11)]
)
def test_the_text_dumps_have_their_pages_and_tables(corpus: Path, seed: str, pages: int, tables: int) -> None:
    (path,) = (corpus / "seeds").glob(f"{seed}_*")

    document = read(path)

    assert len(document.pages) == pages
    assert sum(isinstance(block, Table) for page in document.pages for block in page.blocks) == tables


def test_formulas_and_tags_of_a_recognised_dump_are_cleaned(corpus: Path) -> None:
    (path,) = (corpus / "seeds").glob("004_*")
    tables = [block for page in read(path).pages for block in page.blocks if isinstance(block, Table)]
    cells = {
        number: [None if cell is None else cell.text for cell in row]
        for table in tables
        for number, row in zip(table.line_numbers, table.rows, strict=True)
    }

    assert cells[362] == ["", "产出指标", "数量指标", "26名临聘人员劳务费", "≥100%"]
    goal = cells[466][1]
    assert goal is not None
    assert goal.startswith("目标1")
    assert "<" not in goal
