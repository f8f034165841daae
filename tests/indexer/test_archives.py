"""Archives through the whole pipeline: each member its own document, at its own path."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from runs import index_files
from written import NO_DISCLOSURE, disclosure_text

from index.catalog import Catalog, Outcome
from index.settings import Settings
from indexer.cli import parse_command
from indexer.report import Ending
from indexer.walk import find_files


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.for_data(tmp_path / "data")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "公开.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("甲/说明.txt", disclosure_text(1))
        made.writestr("乙.txt", disclosure_text(2))
        made.writestr("通知.txt", NO_DISCLOSURE)
    return path


def test_every_member_of_an_archive_is_a_document_of_its_own(settings: Settings, archive: Path) -> None:
    report = index_files(settings, [archive.parent])

    assert report.found == 3
    assert report.endings[Ending.INDEXED] == 2
    assert report.endings[Ending.NOT_DISCLOSURE] == 1
    with Catalog.open(settings.catalog_url) as catalog:
        assert {entry.path: entry.outcome for entry in catalog.journal()} == {
            f"{archive}!/甲/说明.txt": Outcome.DISCLOSURE,
            f"{archive}!/乙.txt": Outcome.DISCLOSURE,
            f"{archive}!/通知.txt": Outcome.NOT_DISCLOSURE,
        }


def test_an_archive_that_begins_with_an_uncompressed_pdf_is_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "公开.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr("甲.pdf", b"%PDF-1.4\n")
        made.writestr("乙.pdf", b"%PDF-1.4\n")

    assert find_files([path]) == (tmp_path / "公开.zip!" / "甲.pdf", tmp_path / "公开.zip!" / "乙.pdf")


def test_members_read_before_are_not_read_again(settings: Settings, archive: Path) -> None:
    index_files(settings, [archive])

    report = index_files(settings, [archive])

    assert report.endings[Ending.UNCHANGED] == 2
    assert report.pages == 0


def test_a_member_with_the_bytes_of_a_file_is_its_duplicate(settings: Settings, archive: Path) -> None:
    (archive.parent / "丙.txt").write_text(disclosure_text(1), encoding="utf-8")

    report = index_files(settings, [archive.parent])

    assert report.endings[Ending.INDEXED] == 2
    assert report.endings[Ending.DUPLICATE] == 1


def test_an_archive_that_is_refused_is_reported_as_itself(settings: Settings, archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as made:
        made.writestr("../出.txt", "x")

    report = index_files(settings, [archive])

    assert [(line.path, line.ending) for line in report.lines] == [(str(archive), Ending.UNREADABLE)]
    assert "恶意文件" in report.lines[0].reason


def test_a_member_can_be_parsed_by_its_path(archive: Path) -> None:
    result = CliRunner().invoke(parse_command, [f"{archive}!/乙.txt", "--json"])

    assert result.exit_code == 0
    assert "东山2县" in result.output


def test_parsing_an_archive_says_how_to_name_its_members(archive: Path) -> None:
    result = CliRunner().invoke(parse_command, [str(archive)])

    assert result.exit_code == 1
    assert "公开.zip!/甲/说明.txt" in result.output
