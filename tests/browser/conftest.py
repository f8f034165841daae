"""A real browser over a real server over the examples."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

ROOT = Path(__file__).parents[2]
YUSOU = str(Path(sys.executable).parent / "yusou")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``yusou serve`` over the indexed examples."""
    data = str(tmp_path_factory.mktemp("browser") / "data")
    subprocess.run(
        [YUSOU, "index", "--data", data, str(ROOT / "examples" / "documents")], check=True, capture_output=True
    )
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
