"""A real browser over a real server over the examples."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kinds_of_pages import PAGES

from tools.faulty_examples import copy_examples

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

YUSOU = str(Path(sys.executable).parent / "yusou")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``yusou serve`` over the indexed examples, one of them with a check that does not close."""
    folder = tmp_path_factory.mktemp("browser")
    data, documents = str(folder / "data"), copy_examples(folder / "documents")
    subprocess.run([YUSOU, "index", "--data", data, str(documents)], check=True, capture_output=True)
    command = [YUSOU, "serve", "--data", data, "--port", "0", "--no-limits"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        address = re.search(r"http://[\d.:]+", process.stdout.readline().decode())
        assert address is not None
        yield address[0]
        process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium: apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(browser: Any, site: str) -> Callable[[str], str]:
    """The address of a kind of page."""
    request = browser.new_context().request

    def first(kind: str) -> dict[str, Any]:
        hit: dict[str, Any] = request.get(f"{site}/search.json?kind={kind}&q=互助&limit=1").json()["hits"][0]
        return hit

    project = first("project")["id"]
    ids = {
        "project": project,
        "line": first("line")["id"],
        "section": first("section")["id"],
        "document": project.partition("-")[0],
    }
    return lambda kind: site + PAGES[kind].format(**ids)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A desktop window whose page may log no error and open no dialog."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: troubles.append(message.text) if _is_trouble(message) else None)
    yield page
    context.close()
    assert troubles == []


def _is_trouble(message: Any) -> bool:
    """Errors, but for the status of a page that is meant to be an error."""
    return message.type == "error" and not re.search("status of 40[04]", message.text)
