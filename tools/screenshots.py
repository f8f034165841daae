"""Draw the screenshots of docs/ again: ``make screenshots``. Needs playwright and chromium.

The pages are those of a fresh index over ``examples/documents``: what anyone sees after ``make serve``, but for one
figure that was changed so that there is a check that does not close.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))  # this file is run as a script

from tools.faulty_examples import copy_examples

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
YUSOU = str(Path(sys.executable).parent / "yusou")

#: File name -> address, window width. {project} is the first hit of the results.
SHOTS = {
    "landing": ("/", 1280),
    "results": ("/search?q=政务外网", 1280),
    "project": ("{project}", 1280),
    "viewer": ("{printed}", 1280),
    "findings": ("/findings", 1280),
    "compare": ("/compare?id=630223&id=632801&id=130631", 1280),
    "phone": ("/search?q=政务外网", 375),
}
HEIGHT = 860
COLOURS = 96


def main() -> None:
    """Draw every screenshot, or those named on the command line."""
    command = argparse.ArgumentParser(description="Draw the screenshots of docs/images again from the examples.")
    command.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(SHOTS)}; default all")
    wanted = command.parse_args().names
    if unknown := set(wanted) - set(SHOTS):
        command.error(f"no such screenshot: {', '.join(sorted(unknown))}")
    _draw({name: SHOTS[name] for name in wanted or SHOTS})


def _draw(shots: Mapping[str, tuple[str, int]]) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no chromium: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with _site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": HEIGHT})
        page.goto(f"{site}/search?q=政务外网&kind=project")
        places = {
            "project": page.get_attribute(".hit h2 a", "href"),
            "printed": page.get_attribute(".hit .actions a", "href"),
        }
        for name, (address, width) in shots.items():
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(site + address.format(**places), wait_until="networkidle")
            _save(page.screenshot(), IMAGES / f"{name}.png")
        browser.close()


def _save(picture: bytes, path: Path) -> None:
    """Few colours are enough for a page, and a third of the bytes."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


@contextmanager
def _site() -> Iterator[str]:
    """The address of a server over the examples, one with a check that does not close."""
    with tempfile.TemporaryDirectory() as data:
        documents = copy_examples(Path(data) / "documents")
        subprocess.run([YUSOU, "index", "--data", data, str(documents)], check=True)
        command = [YUSOU, "serve", "--data", data, "--port", "0", "--no-limits", "--notice", "示例文件，不是官方文件。"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            address = re.search(r"http://[\d.:]+", process.stdout.readline().decode())
            assert address is not None
            yield address[0]
            process.terminate()


if __name__ == "__main__":
    main()
