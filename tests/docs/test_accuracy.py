"""docs/accuracy.md says what an audit says, and explains every broken check."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest

from indexer.audit import FileAudit, audit_files
from indexer.pool import ReadingPool

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("YUSOU_CORPUS", ROOT.parent / "shared")) / "corpus" / "pdf"
ACCURACY = (ROOT / "docs" / "accuracy.md").read_text("utf-8")

#: Starts of the names of the files audited: small ones, with broken checks and projects of every kind of place.
SAMPLE = (
    "5c96c5f1",
    "633fab9d",
    "6d531c47",
    "7fd6f062",
    "eea04ec7",
    "tmp_doc_check_unit",
    "X_上海市普陀区商务委员会25年",
)

_ROW = re.compile(r"^\| `([0-9a-f]{8})` \| (.*) \|$", re.MULTILINE)


def recorded() -> dict[str, list[str]]:
    """The rows of the table of documents, by document id."""
    return {document: cells.split(" | ") for document, cells in _ROW.findall(ACCURACY)}


@pytest.fixture(scope="module")
def audits() -> list[FileAudit]:
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there; set YUSOU_CORPUS to the folder of real documents")
    paths = [next(CORPUS.glob(f"{start}*")) for start in SAMPLE]
    stop = threading.Event()
    return [one.audit for one in audit_files(paths, ReadingPool(2, stop), stop)]


def test_recorded_counts_are_those_of_a_fresh_audit(audits: list[FileAudit]) -> None:
    rows = recorded()

    for audit in audits:
        assert audit.sha256 is not None
        counts = (
            audit.pages,
            len(audit.tables),
            audit.checks.holds,
            audit.checks.broken,
            audit.checks.untestable,
            audit.projects,
            audit.indicators,
            audit.problems,
        )
        assert rows[audit.sha256[:8]][2:] == [str(count) for count in counts], audit.file


def test_every_document_of_the_corpus_has_a_row() -> None:
    assert len(recorded()) == 72


def test_every_document_with_a_broken_check_is_explained() -> None:
    _, _, explanations = ACCURACY.partition("## Every broken check")
    broken = {document for document, cells in recorded().items() if cells[5] != "0"}

    assert broken
    assert broken <= set(re.findall(r"`([0-9a-f]{8})`", explanations))


def test_the_number_of_broken_checks_is_that_of_the_rows() -> None:
    total = sum(int(cells[5]) for cells in recorded().values())

    assert f"{total} are broken" in ACCURACY
    assert f"All {total} are the documents' own" in ACCURACY
