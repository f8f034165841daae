"""Bad files: each ends as one clear line and one journal entry, and the run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import assert_index_follows_catalog, index_files, tables
from written import bad_files, disclosure_text, write_disclosures

from index.catalog import Catalog, JournalEntry, Outcome
from index.settings import Settings
from indexer.readers import ocr
from indexer.report import Ending, Report

#: Name -> code in the journal, and a word of the line that the user reads.
EXPECTED = {
    "empty.pdf": ("empty", "空"),
    "empty.txt": ("empty", "空"),
    "encrypted.pdf": ("encrypted", "加密"),
    "image.pdf": ("empty", "OCR") if ocr.is_installed() else ("image_only", "扫描"),
    "junk.bin": ("not_text", "无法识别"),
    "many-pages.pdf": ("too_many_pages", "页"),
    "notice.pdf": ("not_disclosure", "预算"),
    "notice.txt": ("not_disclosure", "预算"),
    "page.pdf": ("shell", "网页"),
    "truncated.pdf": ("damaged", "损坏"),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.for_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bad files between good ones, one of these in GB18030."""
    folder = tmp_path_factory.mktemp("files")
    write_disclosures(folder, 2)
    (folder / "gb18030.txt").write_bytes(disclosure_text(2).encode("gb18030"))
    for name, content in bad_files().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def report(settings: Settings, folder: Path) -> Report:
    return index_files(settings, [folder])


@pytest.fixture(scope="module")
def journal(report: Report, settings: Settings) -> dict[str, JournalEntry]:
    assert report.found
    with Catalog.open(settings.catalog_url) as catalog:
        return {Path(entry.path).name: entry for entry in catalog.journal()}


def test_every_bad_file_is_tried() -> None:
    assert EXPECTED.keys() == bad_files().keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_is_one_clear_line_and_one_entry(
    name: str, report: Report, journal: dict[str, JournalEntry], folder: Path
) -> None:
    code, word = EXPECTED[name]

    (line,) = [line for line in report.lines if line.path == str(folder / name)]

    assert word in line.reason
    assert "\n" not in line.reason
    assert journal[name].code == code
    assert journal[name].reason == line.reason
    refused = (Outcome.NOT_DISCLOSURE, Ending.NOT_DISCLOSURE)
    unreadable = (Outcome.UNREADABLE, Ending.UNREADABLE)
    assert (journal[name].outcome, line.ending) == (refused if code == "not_disclosure" else unreadable)


def test_the_good_files_between_are_all_there(report: Report, journal: dict[str, JournalEntry]) -> None:
    assert report.endings[Ending.INDEXED] == 3
    assert sum(report.endings.values()) == report.found == len(journal)
    assert journal["gb18030.txt"].outcome is Outcome.DISCLOSURE


def test_nothing_is_half_written(report: Report, settings: Settings) -> None:
    assert report.found
    documents = {row["id"] for row in tables(settings)["documents"]}

    assert len(documents) == 3
    for name, rows in tables(settings).items():
        assert {row["document_id"] for row in rows if "document_id" in row} <= documents, name
    assert_index_follows_catalog(settings)
