"""The commands as a user runs them: what they print, what they leave behind, what they say when it goes wrong."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from runs import assert_index_follows_catalog
from written import bad_files, disclosure_text, write_disclosures

from index.cli import PluginGroup
from index.lock import writer_lock
from index.settings import Settings
from indexer.cli import commands


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    write_disclosures(folder, 3)
    (folder / "notice.txt").write_bytes(bad_files()["notice.txt"])
    (folder / "page.pdf").write_bytes(bad_files()["page.pdf"])
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def yusou(*arguments: str | Path) -> Result:
    group = PluginGroup("yusou", entry_point_group="yusou.no.plugins")
    for command in commands:
        assert isinstance(command, click.Command)
        group.add_command(command)
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


def counts(result: Result) -> dict[str, str]:
    """The rows of a printed table."""
    cells = [line.split("│")[1:3] for line in result.stdout.splitlines() if line.startswith("│")]
    return {name.strip(): number.strip() for name, number in cells}


def test_index_accounts_for_every_file(folder: Path, data: Path) -> None:
    result = yusou("index", folder, "--data", data)

    assert result.exit_code == 0, result.output
    assert counts(result) == {
        "新收录": "3", "未变": "0", "内容重复": "0", "不是预决算公开": "1", "无法读取": "1",
    }  # fmt: skip
    assert "共 5 个文件" in result.stdout
    reasons = [line for line in result.stdout.splitlines() if str(folder) in line]
    assert [line.split()[:2] for line in reasons] == [
        ["不是预决算公开", str(folder / "notice.txt")],
        ["无法读取", str(folder / "page.pdf")],
    ]
    assert "[5/5]" in result.stderr
    assert {path.name for path in data.iterdir()} == {"catalog.sqlite", "index", "writing.lock"}
    assert_index_follows_catalog(Settings.for_data(data))


def test_the_data_folder_is_not_indexed_into_itself(folder: Path) -> None:
    data = folder / "data"
    yusou("index", folder, "--data", data)

    result = yusou("index", folder, "--data", data)

    assert "共 5 个文件" in result.stdout
    assert counts(result)["未变"] == "3"


def test_catalog_and_index_go_where_they_are_told(folder: Path, data: Path, tmp_path: Path) -> None:
    catalog, index = tmp_path / "c" / "all.sqlite", tmp_path / "i"

    result = yusou("index", folder, "--data", data, "--catalog", f"sqlite:///{catalog}", "--index", f"tantivy:{index}")

    assert result.exit_code == 0, result.output
    assert catalog.is_file()
    assert index.is_dir()
    assert {path.name for path in data.iterdir()} == {"writing.lock"}


def test_every_command_works_with_an_index_of_whoosh(folder: Path, data: Path, tmp_path: Path) -> None:
    where = ("--data", data, "--index", f"whoosh:{tmp_path / 'i'}")

    results = [yusou(*command, *where) for command in (("index", folder), ("rebuild",), ("status",))]

    assert [result.exit_code for result in results] == [0, 0, 0]
    shown = counts(results[-1])
    assert (shown["文件库：文件"], shown["索引：文件"]) == ("3", "3")
    assert not (tmp_path / "i" / "meta.json").exists()
    assert list((tmp_path / "i").glob("*.seg"))


def test_status_says_what_is_there(folder: Path, data: Path) -> None:
    yusou("index", folder, "--data", data)

    result = yusou("status", "--data", data)

    assert result.exit_code == 0, result.output
    shown = counts(result)
    assert (shown["文件库：文件"], shown["索引：文件"]) == ("3", "3")
    assert (shown["日志：收录"], shown["日志：不是预决算公开"], shown["日志：无法读取"]) == ("3", "1", "1")
    assert "rebuild" not in result.stdout


def test_status_says_when_documents_wait_for_the_index(folder: Path, data: Path) -> None:
    yusou("index", folder, "--data", data)
    with closing(sqlite3.connect(data / "catalog.sqlite")) as database, database:
        database.execute("INSERT INTO pending SELECT id FROM documents LIMIT 2")

    assert "有 2 份文件待入索引" in yusou("status", "--data", data).stdout


def test_rebuild_makes_the_index_anew(folder: Path, data: Path) -> None:
    yusou("index", folder, "--data", data)
    (data / "index" / "yusou-version").write_text("0", encoding="utf-8")
    refused = yusou("status", "--data", data)

    result = yusou("rebuild", "--data", data)

    assert refused.exit_code == 1
    assert "yusou rebuild" in refused.stderr
    assert result.exit_code == 0, result.output
    assert "索引已重建：3 份文件。" in result.stdout
    assert_index_follows_catalog(Settings.for_data(data))


def test_indexing_renews_an_index_of_another_version_first(folder: Path, data: Path) -> None:
    yusou("index", folder, "--data", data)
    (data / "index" / "yusou-version").write_text("0", encoding="utf-8")

    result = yusou("index", folder, "--data", data)

    assert result.exit_code == 0, result.output
    assert "先根据文件库重建" in result.stderr
    assert_index_follows_catalog(Settings.for_data(data))


def test_parse_prints_json_that_the_schema_describes(folder: Path) -> None:
    schema = json.loads(yusou("schema").stdout)
    parsed = yusou("parse", folder / "001.txt", "--json")

    value = json.loads(parsed.stdout)

    Draft202012Validator(schema).validate(value)
    assert parsed.stderr == ""
    assert value["document"]["file"] == "001.txt"
    assert value["document"]["year"] == 2021
    assert value["totals"]["expenditure"] == 310000
    assert [(line["code"], line["total"]) for line in value["function_lines"]] == [
        ("201", 310000), ("20103", 310000), ("2010301", 200000), ("2010302", 110000),
    ]  # fmt: skip


def test_parse_shows_a_disclosure_in_brief(folder: Path) -> None:
    result = yusou("parse", folder / "001.txt")

    assert result.exit_code == 0, result.output
    assert "31.00万元" in result.stdout


@pytest.mark.parametrize(
    ("name", "words"), [("notice.txt", "不是预决算公开"), ("page.pdf", "无法读取"), ("missing.pdf", "不存在")]
)
def test_parse_says_in_one_line_why_there_is_nothing(folder: Path, name: str, words: str) -> None:
    result = yusou("parse", folder / name, "--json")

    assert result.exit_code != 0
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("错误：")
    assert words in line


def test_parse_writes_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    yusou("parse", folder / "001.txt")

    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("command", ["status", "rebuild"])
def test_a_missing_data_folder_is_said_and_not_made(command: str, data: Path) -> None:
    result = yusou(command, "--data", data)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"错误：没有找到文件库 {data / 'catalog.sqlite'}")
    assert not data.exists()


@pytest.mark.parametrize("command", ["status", "rebuild", "index"])
def test_a_damaged_catalog_is_said_without_a_traceback(command: str, data: Path, folder: Path) -> None:
    data.mkdir()
    (data / "catalog.sqlite").write_bytes(b"not a database " * 400)

    result = yusou(command, *([folder] if command == "index" else []), "--data", data)

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "已损坏" in line


def test_a_second_writer_is_refused(folder: Path, data: Path) -> None:
    with writer_lock(data / "writing.lock"):
        result = yusou("index", folder, "--data", data)

    assert result.exit_code == 1
    assert "另一个 yusou 正在写入" in result.stderr


def test_a_terminal_or_not_the_text_of_a_file_is_never_markup(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "[bold]files"
    folder.mkdir()
    (folder / "[red]空.txt").touch()
    (folder / "good.txt").write_text(disclosure_text(1), encoding="utf-8")

    result = yusou("index", folder, "--data", data)

    assert str(folder / "[red]空.txt") in result.stdout
    assert str(folder / "good.txt") in result.stderr
