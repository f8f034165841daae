"""The audit: what it counts, how it judges a document, what it prints."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from written import NO_DISCLOSURE, disclosure_text

from index.catalog import Outcome
from index.records import Check, Indicator
from indexer.audit import Audited, Family, Verdict, audit_files, family_of, is_complete, total_of, verdicts
from indexer.cli import audit_command
from indexer.pool import ReadingPool

TABLE_KEYS = {
    "file", "sha256", "media_type", "pages", "outcome", "reason", "document", "tables", "checks", "broken",
    "projects", "indicators", "problems", "seconds",
}  # fmt: skip


def check(check_id: str, holds: bool | None, formula: str = "") -> Check:
    return Check(check_id, formula, holds, None, None, None, ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four files: sums that close, one item that is 5 万元 too high, no disclosure, nothing at all."""
    folder = tmp_path / "files"
    folder.mkdir()
    good = disclosure_text(0)  # total 30, basic 20, project 10 万元
    (folder / "1-good.txt").write_text(good, encoding="utf-8")
    item = "2010302\t一般行政管理事务\t10.00\t\t10.00"
    assert item in good
    bad = good.replace(item, "2010302\t一般行政管理事务\t15.00\t\t15.00")
    (folder / "2-bad.txt").write_text(bad, encoding="utf-8")
    (folder / "3-notice.txt").write_text(NO_DISCLOSURE, encoding="utf-8")
    (folder / "4-empty.txt").touch()
    return folder


@pytest.fixture
def audits(folder: Path) -> list[Audited]:
    stop = threading.Event()
    return list(audit_files(sorted(folder.iterdir()), ReadingPool(2, stop), stop))


def test_files_are_told_of_in_the_order_given(audits: list[Audited]) -> None:
    assert [(one.audit.file, one.audit.outcome) for one in audits] == [
        ("1-good.txt", Outcome.DISCLOSURE),
        ("2-bad.txt", Outcome.DISCLOSURE),
        ("3-notice.txt", Outcome.NOT_DISCLOSURE),
        ("4-empty.txt", Outcome.UNREADABLE),
    ]


def test_a_file_without_disclosure_says_why(audits: list[Audited]) -> None:
    for one in audits[2:]:
        assert one.audit.document is None
        assert one.audit.reason
        assert one.audit.sha256
    assert [one.audit.media_type for one in audits[2:]] == ["text/plain", "application/x-empty"]


def test_a_missing_file_is_told_of_without_bytes(tmp_path: Path) -> None:
    stop = threading.Event()

    (missing,) = audit_files([tmp_path / "gone.pdf"], ReadingPool(1, stop), stop)

    assert (missing.audit.outcome, missing.audit.sha256, missing.audit.media_type) == (Outcome.UNREADABLE, None, None)


def test_a_sum_that_does_not_close_is_broken_with_both_sides(audits: list[Audited]) -> None:
    good, bad = audits[0].audit, audits[1].audit

    assert good.broken == ()
    assert good.checks.broken == 0
    assert [(one.id, one.left, one.right, one.difference) for one in bad.broken] == [
        ("function.20103.total", 300_000, 350_000, -50_000),
        ("function.20103.project", 100_000, 150_000, -50_000),
    ]
    assert bad.checks.holds == good.checks.holds - 2


def test_a_document_is_judged_by_family(audits: list[Audited]) -> None:
    good, bad = audits[0].verdicts, audits[1].verdicts

    assert {family for family in Family if good[family] is Verdict.HOLDS} >= {
        Family.CLASSES, Family.GROUPS, Family.ITEMS, Family.PARTS,
    }  # fmt: skip
    assert {family for family in Family if bad[family] is Verdict.BROKEN} == {Family.ITEMS}
    assert good[Family.PROCUREMENT] is Verdict.UNTESTABLE


def test_the_total_counts_documents_and_not_files_that_are_none(audits: list[Audited]) -> None:
    total = total_of(audits, seconds=2.0)

    assert total.files == 4
    assert total.outcomes == {"disclosure": 2, "not_disclosure": 1, "unreadable": 1}
    assert (total.pages, total.pages_per_second) == (2, 1.0)
    assert total.identity["year"] == 2
    items = total.families[Family.ITEMS]
    assert (items.holds, items.broken, items.untestable) == (1, 1, 0)
    assert total.checks.broken == 2


@pytest.mark.parametrize(
    ("check_id", "formula", "family"),
    [
        ("function.total.basic", "支出总表 合计（基本支出）= Σ类", Family.CLASSES),
        ("function.total.parts", "支出总表 合计 = 基本支出 + 项目支出", Family.PARTS),
        ("function.201.total", "支出总表 201 一般公共服务支出（合计）= Σ款", Family.GROUPS),
        ("function.20103.total", "支出总表 20103 政府办公厅（合计）= Σ项", Family.ITEMS),
        ("function.4.total", "支出总表  一般公共服务支出（合计）= Σ款", Family.GROUPS),
        ("economic.301.total", "基本支出表 301 工资福利支出（合计）= Σ款", Family.BASIC),
        ("basic.function_economic", "", Family.BASIC),
        ("three_public.parts", "", Family.THREE_PUBLIC),
        ("projects.sum", "", Family.PROJECTS),
        ("procurement.parts", "", Family.PROCUREMENT),
        ("balance.income_expenditure", "", Family.BALANCE),
    ],
)
def test_every_check_has_a_family(check_id: str, formula: str, family: Family) -> None:
    assert family_of(check(check_id, True, formula)) is family


@given(st.lists(st.sampled_from([True, False, None])))
def test_one_broken_check_breaks_a_family_and_untestable_ones_never_do(ends: list[bool | None]) -> None:
    verdict = verdicts([check("procurement.parts", holds) for holds in ends])[Family.PROCUREMENT]

    assert (verdict is Verdict.BROKEN) == any(holds is False for holds in ends)
    assert (verdict is Verdict.UNTESTABLE) == all(holds is None for holds in ends)


@pytest.mark.parametrize(
    ("level1", "level3", "value", "complete"),
    [
        ("产出指标", "巡查次数", "≥12 次", True),
        ("产出指标", "巡查次数", None, False),
        (None, "巡查次数", "≥12 次", False),
        ("产出指标", None, "≥12 次", False),
    ],
)
def test_an_indicator_is_complete_with_levels_subject_and_value(
    level1: str | None, level3: str | None, value: str | None, complete: bool
) -> None:
    assert is_complete(Indicator(level1, "数量指标", level3, value)) is complete


def test_json_is_a_line_for_each_document_and_one_for_all(folder: Path) -> None:
    result = CliRunner().invoke(audit_command, [str(folder), "--json", "--jobs", "1"])

    assert result.exit_code == 0, result.output
    *documents, last = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(document.keys() == TABLE_KEYS for document in documents)
    assert documents[0]["document"]["year"] == 2020
    assert documents[0]["checks"].keys() == {"holds", "broken", "untestable"}
    assert "expenditure" in documents[0]["tables"]
    assert documents[1]["broken"][0]["difference"] == -50_000
    assert last.keys() == {"total"}
    assert last["total"]["outcomes"] == {"disclosure": 2, "not_disclosure": 1, "unreadable": 1}


def test_people_read_every_broken_sum_and_a_table_by_family(folder: Path) -> None:
    result = CliRunner().invoke(audit_command, [str(folder), "--jobs", "1"])

    assert result.exit_code == 0, result.output
    (broken,) = [line for line in result.stdout.splitlines() if "（合计）= Σ项" in line]
    assert "30.00万元 与 35.00万元，相差 -5.00万元（第 1 页）" in broken
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in result.stdout.splitlines() if "│" in line]
    assert ["支出总表 款=Σ项", "1", "1", "0"] in rows
    assert [row[0] for row in rows] == list(Family)


def test_nothing_is_stored(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    CliRunner().invoke(audit_command, [str(folder), "--jobs", "1"])

    assert list(empty.iterdir()) == []
