"""The command group: plug-ins that load and that break, options, Chinese errors without tracebacks."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from index import cli
from index.catalog import CatalogError
from index.cli import PluginGroup, settings_options
from index.settings import Settings


@click.command("greet", help="问好。")
@click.argument("name")
@click.option("--times", type=click.IntRange(min=1), default=1, show_default=True)
def greet(name: str, times: int) -> None:
    click.echo(f"你好，{name}" * times)


@click.command("fail")
def fail() -> None:
    raise CatalogError("文件库坏了。")


@click.command("where")
@settings_options
def where(settings: Settings) -> None:
    click.echo(f"{settings.data}|{settings.catalog_url}|{settings.index_url}")


commands = (greet, fail)
commands_by_name = {"where": where}

GOOD = EntryPoint("good", f"{__name__}:commands", "yusou.commands")
MAPPING = EntryPoint("mapping", f"{__name__}:commands_by_name", "yusou.commands")
BROKEN = EntryPoint("broken", "no_such_module:commands", "yusou.commands")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs the group over the entry points above."""
    monkeypatch.setattr(cli, "entry_points", lambda group: EntryPoints([BROKEN, GOOD, MAPPING]).select(group=group))
    return CliRunner()


def invoke(run: CliRunner, *arguments: str) -> Result:
    return run.invoke(PluginGroup("yusou"), arguments)


def test_commands_of_every_plugin_are_there(run: CliRunner) -> None:
    result = invoke(run, "greet", "东县")

    assert result.exit_code == 0
    assert result.stdout == "你好，东县\n"
    assert invoke(run, "where").exit_code == 0


def test_a_broken_plugin_is_named_and_takes_nothing_else_down(run: CliRunner) -> None:
    result = invoke(run, "greet", "东县")

    assert "警告：命令组 broken 无法加载" in result.stderr
    assert "no_such_module" in result.stderr
    assert result.stderr.count("警告") == 1


def test_help_is_chinese(run: CliRunner) -> None:
    result = invoke(run, "--help")

    assert result.exit_code == 0
    assert "用法：yusou" in result.stdout
    assert "选项:" in result.stdout
    assert "命令:" in result.stdout
    assert "问好。" in result.stdout

    of_a_command = invoke(run, "greet", "--help").stdout
    assert "用法：yusou greet [选项] NAME" in of_a_command
    assert "显示用法。" in of_a_command
    assert "[默认：1; x>=1]" in of_a_command


def test_an_error_a_user_can_mend_is_one_line_without_a_traceback(run: CliRunner) -> None:
    result = invoke(run, "fail")

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "错误：文件库坏了。"
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gret", "东县"], "没有这个命令：gret。"),
        (["greet"], "缺少参数 NAME。"),
        (["greet", "东县", "--twice"], "没有选项 --twice。"),
        (["greet", "东县", "--times", "0"], "参数 --times 的值不对：0 不在范围 x>=1 内。"),
        (["greet", "东县", "--times", "多"], "参数 --times 的值不对：“多” 不是数字。"),
        (["greet", "东县", "西县"], "多余的参数：西县。"),
        (["greet", "东县", "--times"], "选项 --times 缺少值。"),
        (["where", "--data", __file__], f"参数 --data 的值不对：{__file__} 是文件，这里需要文件夹。"),
    ],
)
def test_wrong_calls_are_explained_in_chinese(run: CliRunner, arguments: list[str], message: str) -> None:
    result = invoke(run, *arguments)

    assert result.exit_code == 2
    assert f"错误：{message}" in result.stderr


def test_the_data_folder_comes_from_the_option_the_environment_or_the_default(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("YUSOU_DATA", raising=False)
    here = tmp_path / "data"
    assert invoke(run, "where").stdout == f"{here}|sqlite:///{here}/catalog.sqlite|tantivy:{here}/index\n"

    monkeypatch.setenv("YUSOU_DATA", "/env")
    assert invoke(run, "where").stdout.startswith("/env|")
    assert invoke(run, "where", "--data", "/option").stdout.startswith("/option|")


def test_catalog_and_index_can_live_elsewhere(run: CliRunner) -> None:
    result = invoke(run, "where", "--data", "/d", "--catalog", "postgresql://x/y", "--index", "tantivy:/i")

    assert result.stdout == "/d|postgresql://x/y|tantivy:/i\n"


def test_the_installed_command_offers_what_both_floors_bring() -> None:
    program = Path(sys.executable).with_name("yusou")
    shown = subprocess.run([program, "--help"], capture_output=True, text=True, check=True, env=os.environ)

    assert shown.stderr == ""
    for name in ("index", "rebuild", "status", "parse", "schema", "search", "similar", "serve"):
        assert f"\n  {name} " in shown.stdout
