from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from flask.testing import FlaskClient
from sample_disclosures import east_county, fill, hostile_county, west_county

from index.records import Disclosure
from index.settings import Settings
from search_app.app import create_app
from search_app.library import Library, open_library


@pytest.fixture(scope="session")
def western_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two blank pages of A4."""
    path = tmp_path_factory.mktemp("pdf") / "西县.pdf"
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(595, 842).close()
    document.save(path)
    document.close()
    return path


@pytest.fixture(scope="session")
def west(western_pdf: Path) -> Disclosure:
    return west_county(western_pdf, hashlib.sha256(western_pdf.read_bytes()).hexdigest())


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, west: Disclosure) -> Settings:
    """A data folder that holds the sample disclosures, in catalog and index."""
    settings = Settings.for_data(tmp_path_factory.mktemp("data"))
    fill(settings, (east_county(), west, hostile_county()))
    return settings


@pytest.fixture(scope="session")
def library(settings: Settings) -> Iterator[Library]:
    with open_library(settings) as library:
        yield library


@pytest.fixture
def client(library: Library) -> FlaskClient:
    return create_app(library).test_client()
