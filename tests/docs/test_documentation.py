"""The documentation names everything there is: commands, options, settings, fields, pages, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from index.catalog import Catalog
from index.cli import main
from index.engines import open_engine
from index.fields import FIELDS, Field
from index.settings import Settings
from search_app.app import create_app
from search_app.library import open_library

ROOT = Path(__file__).parents[2]
USAGE = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
READMES = ("README.md", "README.zh-CN.md")
#: What the environment may say.
VARIABLES = {"YUSOU_ADMIN_KEY", "YUSOU_DATA", "YUSOU_NOTE_SEARCHES", "YUSOU_NOTICE"}
DOCUMENTS = (
    *READMES,
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/decisions.md",
    "docs/operating.md",
    "docs/usage.md",
)


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options() -> Iterator[tuple[str, str]]:
    for name, command in commands().items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield name, max(parameter.opts, key=len)


def section_on(command: str) -> str:
    """What stands about a command: its own section, and the settings that all commands share."""
    own = re.search(rf"^### `yusou {command}\b.*?(?=^##)", USAGE, re.MULTILINE | re.DOTALL)
    settings = re.search(r"^## Settings\n.*?(?=^## )", USAGE, re.MULTILINE | re.DOTALL)
    assert own is not None, f"docs/usage.md says nothing of yusou {command}"
    assert settings is not None
    return own.group() + settings.group()


@pytest.mark.parametrize("readme", READMES)
def test_readmes_name_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert commands().keys() == set(re.findall(r"^    yusou (\w+)", text, re.MULTILINE))


@pytest.mark.parametrize(("command", "option"), sorted(options()))
def test_every_option_is_documented(command: str, option: str) -> None:
    assert f"`{option}" in section_on(command) or option == "--help"


@pytest.mark.parametrize("variable", sorted(VARIABLES))
def test_every_environment_variable_of_an_option_is_documented(variable: str) -> None:
    used = {parameter.envvar for command in commands().values() for parameter in command.params if parameter.envvar}

    assert used == VARIABLES
    assert f"`{variable}`" in USAGE


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_documented_with_its_names(field: Field) -> None:
    typed = ", ".join(f"`{name}`" for name in field.names) or "(shown only)"

    assert f"| `{field.name}` | {field.label} | {typed} | {'yes' if field.facet else ''} |" in USAGE


def test_every_page_is_documented(tmp_path: Path) -> None:
    settings = Settings.for_data(tmp_path / "data")
    Catalog.open(settings.catalog_url, create=True).close()
    open_engine(settings.index_url, create=True).close()
    with open_library(settings) as library:
        rules = [rule.rule for rule in create_app(library).url_map.iter_rules() if rule.endpoint != "static"]
    written = {
        "document_id": "DOCUMENT",
        "record": "ID",
        "number": "PAGE",
        "form": "FORMAT",
        "document": "DOCUMENT",
        "code": "CODE",
        "name": "NAME",
    }
    rules = [re.sub(r"<[^>]*?(\w+)>", lambda part: written[part[1]], rule) for rule in rules]

    documented = set(re.findall(r"`(/[^` ]*)`", USAGE.partition("## Pages")[2].partition("Parameters")[0]))
    assert set(rules) == documented


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_paths_of_documents_exist(document: str) -> None:
    path = ROOT / document
    text = path.read_text(encoding="utf-8")
    linked = [target for target in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in target]
    named = re.findall(r"`((?:analyzers|docs|examples|index|indexer|requirements|search_app|tests)/[\w./-]+)`", text)

    missing = [target for target in linked if not (path.parent / target).exists()]
    missing += [target for target in named if not (ROOT / target).exists()]
    assert missing == []


def test_both_readmes_have_the_same_parts() -> None:
    shapes = [shape((ROOT / readme).read_text(encoding="utf-8")) for readme in READMES]

    assert shapes[0] == shapes[1]


def shape(text: str) -> list[str]:
    """The kinds of the parts of a document, in order, and the commands it shows up to their explanation."""
    kinds = {"#": "heading", "- ": "item", "> ": "quote", "    ": "command"}
    lines = [next((kind for start, kind in kinds.items() if line.startswith(start)), "") for line in text.splitlines()]
    return [
        kind
        for kind, before in zip(lines, ["", *lines], strict=False)
        if kind in {"heading", "item", "command"} or (kind and kind != before)
    ]
