"""Small PDF files that the reader tests draw for themselves."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
PAGE = (600.0, 800.0)

Draw = Callable[[Canvas], None]


@pytest.fixture(scope="session", autouse=True)
def _song_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Draw one function a page, origin bottom left as reportlab has it; returns the path of the file."""

    def make(*pages: Draw, name: str = "made.pdf", **options: object) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=PAGE, **options)
        for draw in pages:
            canvas.setFont(FONT, 10)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return path

    return make


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents, when it is there."""
    folder = Path(os.environ.get("YUSOU_CORPUS", Path(__file__).parents[3].parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no corpus: set YUSOU_CORPUS to the folder of real documents")
    return folder
