"""Runs over real files: every file accounted for, nothing read twice, catalog and index in step."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hostile_reads import read_after_change, read_after_removal, read_unless_named_dies
from runs import assert_index_follows_catalog, index_files, indexed_records, tables
from written import bad_files, disclosure_text, write_disclosures

from index.catalog import Catalog, JournalEntry, Outcome
from index.engines import open_engine
from index.settings import Settings
from indexer import pipeline
from indexer.feed import feed
from indexer.rebuild import rebuild_index
from indexer.report import Ending, Report


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.for_data(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def endings(report: Report) -> dict[str, int]:
    return {ending: count for ending, count in report.endings.items() if count}


def journal(settings: Settings) -> dict[str, JournalEntry]:
    """File name -> its entry."""
    with Catalog.open(settings.catalog_url) as catalog:
        return {Path(entry.path).name: entry for entry in catalog.journal()}


def titles(settings: Settings) -> set[str | None]:
    with Catalog.open(settings.catalog_url) as catalog:
        return {disclosure.identity.title for disclosure in catalog.disclosures()}


def version(settings: Settings) -> int:
    with Catalog.open(settings.catalog_url) as catalog:
        return catalog.version()


def test_every_disclosure_of_a_folder_is_in_catalog_and_index(settings: Settings, folder: Path) -> None:
    paths = write_disclosures(folder, 5)

    report = index_files(settings, [folder])

    assert endings(report) == {Ending.INDEXED: 5}
    assert report.lines == ()
    assert {entry.outcome for entry in journal(settings).values()} == {Outcome.DISCLOSURE}
    with Catalog.open(settings.catalog_url) as catalog:
        assert sorted(disclosure.source.path for disclosure in catalog.disclosures()) == list(map(str, paths))
    assert_index_follows_catalog(settings)
    assert len(indexed_records(settings)) > 5


def test_a_second_run_reads_nothing_and_changes_nothing(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 3)
    (folder / "notice.txt").write_bytes(bad_files()["notice.txt"])
    (folder / "zopy.txt").write_text(disclosure_text(0), encoding="utf-8")
    first = index_files(settings, [folder])
    before = version(settings)

    second = index_files(settings, [folder], read=read_after_removal)

    assert endings(first) == {Ending.INDEXED: 3, Ending.DUPLICATE: 1, Ending.NOT_DISCLOSURE: 1}
    assert endings(second) == {Ending.UNCHANGED: 3, Ending.DUPLICATE: 1, Ending.NOT_DISCLOSURE: 1}
    assert second.lines == first.lines
    assert version(settings) == before


def test_files_of_another_program_version_are_read_again(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_disclosures(folder, 2)
    index_files(settings, [folder])
    monkeypatch.setattr(pipeline, "READER_VERSION", "99")

    report = index_files(settings, [folder])

    assert endings(report) == {Ending.INDEXED: 2}
    assert {entry.reader_version for entry in journal(settings).values()} == {"99"}
    assert_index_follows_catalog(settings)


def test_everything_is_read_again_on_request(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 2)
    index_files(settings, [folder])

    assert endings(index_files(settings, [folder], reread=True)) == {Ending.INDEXED: 2}
    assert_index_follows_catalog(settings)


def test_the_same_bytes_at_two_paths_are_one_document(settings: Settings, folder: Path) -> None:
    original, *_ = write_disclosures(folder, 2)
    shutil.copy(original, folder / "zopy.txt")

    report = index_files(settings, [folder])

    assert endings(report) == {Ending.INDEXED: 2, Ending.DUPLICATE: 1}
    assert [(line.path, line.reason) for line in report.lines] == [
        (str(folder / "zopy.txt"), f"与 {original} 内容相同")
    ]
    assert journal(settings)["zopy.txt"].outcome is Outcome.DUPLICATE
    assert journal(settings)["zopy.txt"].sha256 == journal(settings)[original.name].sha256


def test_a_copy_found_later_is_known_without_reading(settings: Settings, folder: Path) -> None:
    original, *_ = write_disclosures(folder, 1)
    index_files(settings, [folder])
    shutil.copy(original, folder / "aopy.txt")

    report = index_files(settings, [folder], read=read_after_removal)

    assert endings(report) == {Ending.UNCHANGED: 1, Ending.DUPLICATE: 1}


def test_the_same_bad_bytes_at_two_paths_are_read_once(settings: Settings, folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(bad_files()["notice.txt"])

    report = index_files(settings, [folder])

    assert endings(report) == {Ending.NOT_DISCLOSURE: 2}
    assert len({line.reason for line in report.lines}) == 1


def test_a_moved_file_is_the_same_document_at_a_new_path(settings: Settings, folder: Path) -> None:
    (path,) = write_disclosures(folder, 1)
    index_files(settings, [folder])
    moved = path.rename(folder / "moved.txt")

    report = index_files(settings, [folder], read=read_after_removal)

    assert endings(report) == {Ending.UNCHANGED: 1}
    with Catalog.open(settings.catalog_url) as catalog:
        (disclosure,) = catalog.disclosures()
        assert disclosure.source.path == str(moved)
    assert list(journal(settings)) == ["moved.txt"]
    assert_index_follows_catalog(settings)


def test_a_duplicate_takes_over_when_the_original_is_gone(settings: Settings, folder: Path) -> None:
    (path,) = write_disclosures(folder, 1)
    shutil.copy(path, folder / "zopy.txt")
    index_files(settings, [folder])
    path.unlink()

    report = index_files(settings, [folder], read=read_after_removal)

    assert endings(report) == {Ending.UNCHANGED: 1}
    assert {name: entry.outcome for name, entry in journal(settings).items()} == {"zopy.txt": Outcome.DISCLOSURE}


def test_a_removed_file_stays_in_the_catalog(settings: Settings, folder: Path) -> None:
    first, *_ = write_disclosures(folder, 2)
    index_files(settings, [folder])
    first.unlink()

    report = index_files(settings, [folder])

    assert report.found == 1
    assert len(titles(settings)) == 2
    assert_index_follows_catalog(settings)


def test_new_content_of_a_file_replaces_its_old_document(settings: Settings, folder: Path) -> None:
    (path,) = write_disclosures(folder, 1)
    index_files(settings, [folder])
    before = titles(settings)
    path.write_text(disclosure_text(7), encoding="utf-8")

    report = index_files(settings, [folder])

    assert endings(report) == {Ending.INDEXED: 1}
    assert len(titles(settings)) == 1
    assert titles(settings) != before
    assert_index_follows_catalog(settings)


def test_a_file_gone_before_it_is_looked_at_is_one_line(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 1)

    report = index_files(settings, [folder, folder / "gone.txt"])

    assert endings(report) == {Ending.INDEXED: 1, Ending.UNREADABLE: 1}
    assert [line.reason for line in report.lines] == ["文件已不存在或无法打开。"]
    assert journal(settings)["gone.txt"].code == "vanished"


def test_a_file_that_vanishes_while_being_read_is_one_line(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 2)

    report = index_files(settings, [folder], read=read_after_removal)

    assert endings(report) == {Ending.UNREADABLE: 2}
    assert {entry.code for entry in journal(settings).values()} == {"vanished"}
    assert titles(settings) == set()


def test_a_file_that_changes_while_being_read_is_read_next_time(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 2)

    report = index_files(settings, [folder], read=read_after_change)

    assert endings(report) == {Ending.UNREADABLE: 2}
    assert {entry.code for entry in journal(settings).values()} == {"changed"}
    assert titles(settings) == set()
    assert endings(index_files(settings, [folder])) == {Ending.INDEXED: 2}


def test_another_path_stands_in_for_one_that_vanished(settings: Settings, folder: Path) -> None:
    original, *_ = write_disclosures(folder, 1)
    for name in ("b-vanishes.txt", "c.txt"):
        shutil.copy(original, folder / name)
    original.rename(folder / "a-vanishes.txt")

    report = index_files(settings, [folder], read=read_after_removal)

    assert endings(report) == {Ending.UNREADABLE: 2, Ending.INDEXED: 1}
    assert journal(settings)["c.txt"].outcome is Outcome.DISCLOSURE


def test_a_file_that_kills_its_worker_is_one_line_and_tried_again(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 6)
    (folder / "dies").write_text(disclosure_text(8), encoding="utf-8")

    report = index_files(settings, [folder], read=read_unless_named_dies)

    assert endings(report) == {Ending.INDEXED: 6, Ending.UNREADABLE: 1}
    assert journal(settings)["dies"].code == "crashed"
    assert endings(index_files(settings, [folder])) == {Ending.UNCHANGED: 6, Ending.INDEXED: 1}
    assert_index_follows_catalog(settings)


def test_an_index_that_died_before_its_marks_were_taken_away_is_brought_in_step(
    settings: Settings, folder: Path
) -> None:
    write_disclosures(folder, 2)
    index_files(settings, [folder])
    with Catalog.open(settings.catalog_url) as catalog, closing(open_engine(settings.index_url)) as engine:
        catalog.mark_pending(catalog.document_ids())
        feed(catalog, engine, catalog.pending())

    index_files(settings, [folder])

    assert_index_follows_catalog(settings)


def test_a_lost_index_is_filled_again_by_the_next_run(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 2)
    index_files(settings, [folder])
    shutil.rmtree(settings.data / "index")

    report = index_files(settings, [folder], read=read_after_removal)

    assert endings(report) == {Ending.UNCHANGED: 2}
    assert_index_follows_catalog(settings)


def test_a_rebuilt_index_equals_the_old_one_whatever_became_of_that(settings: Settings, folder: Path) -> None:
    write_disclosures(folder, 3)
    index_files(settings, [folder])
    before = indexed_records(settings)
    (settings.data / "index" / "meta.json").write_text("damaged", encoding="utf-8")

    with Catalog.open(settings.catalog_url) as catalog:
        advanced: list[int] = []
        rebuild_index(catalog, settings.index_url, advanced.append)

    assert sum(advanced) == 3
    assert indexed_records(settings) == before
    assert {path.name for path in settings.data.iterdir()} == {"catalog.sqlite", "index"}


def test_a_file_name_of_another_encoding_is_one_line(settings: Settings, folder: Path) -> None:
    name = "预算.txt".encode("gb18030")
    try:
        Path(bytes(folder).decode(), name.decode("utf-8", "surrogateescape")).write_text(disclosure_text(0))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    report = index_files(settings, [folder])

    assert endings(report) == {Ending.UNREADABLE: 1}
    assert "改名" in report.lines[0].reason
    assert [entry.code for entry in journal(settings).values()] == ["bad_name"]


def test_the_order_of_reading_does_not_show(settings: Settings, folder: Path, tmp_path: Path) -> None:
    write_disclosures(folder, 4)
    shutil.copy(folder / "001.txt", folder / "zopy.txt")
    other = Settings.for_data(tmp_path / "other")

    index_files(settings, [folder], jobs=1)
    index_files(other, [folder], jobs=2)

    assert tables(settings) == tables(other)
    assert indexed_records(settings) == indexed_records(other)
