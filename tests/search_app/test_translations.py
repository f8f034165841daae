"""Every text that pages show is translated, and none is written where it cannot be."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

import search_app
from search_app.wording.languages import Language
from tools import messages

PROGRAM = Path(search_app.__file__).parent
HAN = re.compile(r"[\u3400-\u9fff]")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")
TRANSLATED = [language for language in Language if language is not Language.CHINESE]

#: Modules that speak to the command line or to programs, in Chinese only: their texts are no texts of pages.
NOT_PAGES = {"cli.py", "printing.py", "api/forms.py", "api/openapi.py", "export/xlsx_file.py"}
#: Texts that are Chinese on any page: names of languages, examples of queries, names of files, what is typed.
ALWAYS_CHINESE = {
    "wording/languages.py": {"中文"},
    "views/landing.py": {
        *("政务外网", "公务接待费", "劳务派遣", "物业管理", "“机关运行经费”", "网络安全"),
        *("网络", "10万", "200万"),
    },
    "api/views.py": {
        "/search?q=政务外网&kind=project&sort=amount_desc&limit=5",
        "/facets?q=政务外网&field=county&field=year",
        "/aggregate?by=department_type&q=政务外网",
        "/kinds?name=政务外网",
        "/export.csv?q=政务外网&kind=project",
    },
    "pages/download.py": {"预搜_全部_快照"},
    "pages/export.py": {"全部", "预搜_", "_快照"},
    "pages/feed.py": {"预搜", "预搜：", "全部记录"},
    "wording/formats.py": {"折合 ", "元", "万元", "，约 ", "亿元"},
    "addresses/query_args.py": {"亿", "万", "元"},
    "views/place.py": {"预算", "决算"},
}  # fmt: skip


@pytest.fixture(scope="module")
def collected() -> list[messages.Message]:
    return list(messages.messages())


@pytest.fixture(scope="module", params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> Language:
    asked: Language = request.param
    return asked


def texts(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A message and its translations, plural forms apart."""
    told = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return told, said


def told(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def test_every_text_is_translated(language: Language, collected: list[messages.Message]) -> None:
    kept = messages.read_catalog(language)
    wanted = {(message.context, message.id) for message in told(messages.catalog(language, collected, kept))}
    assert {(message.context, message.id) for message in told(kept)} == wanted, "run: make messages"
    assert [message.id for message in told(kept) if not all(texts(message)[1]) or message.fuzzy] == []


def test_translations_keep_their_places_and_are_not_chinese(language: Language) -> None:
    for message in told(messages.read_catalog(language)):
        originals, translations = texts(message)
        assert len(translations) == (2 if message.pluralizable else 1)
        for translation in translations:
            assert not CHINESE.search(translation), translation
            assert set(PLACES.findall(translation)) == set(PLACES.findall(originals[0])), translation


def test_the_compiled_translations_are_those_that_are_kept(language: Language) -> None:
    path = messages.po_path(language).with_suffix(".mo")
    kept = gettext.GNUTranslations(io.BytesIO(messages.compiled(messages.read_catalog(language))))
    used = gettext.GNUTranslations(io.BytesIO(path.read_bytes()))
    assert {**vars(used)["_catalog"], "": ""} == {**vars(kept)["_catalog"], "": ""}, "run: make messages"


def chinese_of(path: Path) -> Iterator[str]:
    """The Chinese literals of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, documented))
    docstrings = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from [node.value] if HAN.search(node.value) else []


def test_no_module_of_the_pages_says_what_cannot_be_translated(collected: list[messages.Message]) -> None:
    known = {text if isinstance(text, str) else text[0] for text, _ in collected}
    modules = {path.relative_to(PROGRAM).as_posix(): path for path in PROGRAM.rglob("*.py")}
    assert modules.keys() >= NOT_PAGES | ALWAYS_CHINESE.keys()
    unknown = {
        (name, text)
        for name, path in modules.items()
        if name not in NOT_PAGES
        for text in chinese_of(path)
        if text not in known and text not in ALWAYS_CHINESE.get(name, ())
    }
    assert unknown == set()


def test_no_template_says_what_cannot_be_translated() -> None:
    for path in (PROGRAM / "templates").glob("*.html"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            left = re.sub(r"\{#.*?#\}|\{% trans %\}.*?\{% endtrans %\}", "", line)
            left = re.sub(r'\b(_|counted|pgettext|term|figures)\((?:"[^"]*", )?"[^"]*"', "", left)
            left = re.sub(r"<[^<>]*\{\{ zh\(\) \}\}>[^<{]*", "", left)  # an example of what is typed, marked as Chinese
            left = re.sub(r'(!=|==) "[^"]*"', "", left)
            assert not CHINESE.search(left), f"{path.name}:{number}"


def test_the_script_says_nothing_itself() -> None:
    code = re.sub(r"//.*", "", (PROGRAM / "static" / "yusou.js").read_text(encoding="utf-8"))
    assert not CHINESE.search(code)
