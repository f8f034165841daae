"""What people search in vain is noted where it is asked for, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import HOSTILE_TEXT

from search_app.app import create_app
from search_app.library import Library
from search_app.serving.noted_searches import MOST_BYTES, Outcome, note, noted
from search_app.serving.options import ServingOptions


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "searches.ndjson"


@pytest.fixture
def noting(library: Library, file: Path) -> FlaskClient:
    return create_app(library, serving=ServingOptions(noted_searches=file)).test_client()


def seen(client: FlaskClient) -> set[tuple[str, Outcome, int]]:
    with client.application.app_context():
        return {(one.typed, one.outcome, one.times) for one in noted(most=100)}


def test_what_finds_nothing_or_cannot_be_understood_is_counted(noting: FlaskClient) -> None:
    for typed in ("魑魅魍魉", "魑魅魍魉", "(政务", "政务外网"):
        noting.get("/search", query_string={"q": typed})
    assert seen(noting) == {("魑魅魍魉", Outcome.NOTHING, 2), ("(政务", Outcome.WRONG, 1)}


def test_the_page_shows_them_as_text_with_mobile_numbers_masked(noting: FlaskClient) -> None:
    for typed in (f"魑魅魍魉{HOSTILE_TEXT}", "魑魅 13900001234"):
        noting.get("/search", query_string={"q": typed})
    page = noting.get("/admin").text
    assert "魑魅魍魉" in page
    assert "<script>alert" not in page
    assert "139****1234" in page
    assert "13900001234" not in page
    assert "没有找到" in page
    assert "not found" in noting.get("/admin?lang=en").text


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("１３９００００１２３４", "１３９****１２３４"),
        ("魑魅 139 0000 1234", "魑魅 139****1234"),
        ("魑魅139-0000-1234", "魑魅139****1234"),
        ("+8613900001234", "+86139****1234"),
        ("魑魅 86 139 0000 1234", "魑魅 86 139****1234"),
        ("63012113900001234567", "63012113900001234567"),
    ],
)
def test_mobile_numbers_are_masked_however_they_are_typed(
    noting: FlaskClient, file: Path, typed: str, masked: str
) -> None:
    with noting.application.app_context():
        note(typed, Outcome.NOTHING)
    assert seen(noting) == {(masked, Outcome.NOTHING, 1)}
    assert ("00001234" in file.read_text(encoding="utf-8")) == (typed == masked)


def test_nothing_is_noted_unless_it_is_asked_for(client: FlaskClient) -> None:
    client.get("/search?q=魑魅魍魉")
    assert seen(client) == set()
    page = client.get("/admin").text
    assert "--note-searches" in page
    assert "魑魅魍魉" not in page


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
def test_nobody_else_on_the_machine_may_read_what_is_noted(noting: FlaskClient, file: Path) -> None:
    noting.get("/search?q=魑魅魍魉")
    assert file.stat().st_mode & 0o777 == 0o600


def test_those_asked_longest_ago_are_forgotten(noting: FlaskClient, file: Path) -> None:
    with noting.application.app_context():
        for number in range(1_000):
            note(f"{number:04}{'长' * 400}", Outcome.NOTHING)
        found = noted(most=1_000)
    kept = {int(one.typed[:4]) for one in found}
    assert kept == set(range(min(kept), 1_000))
    assert MOST_BYTES <= sum(path.stat().st_size for path in file.parent.iterdir()) <= 2 * MOST_BYTES + 2_000


def test_a_torn_line_is_passed_over(noting: FlaskClient, file: Path) -> None:
    noting.get("/search?q=魑魅魍魉")
    file.write_bytes(file.read_bytes()[:-9] + b"\n" + file.read_bytes())
    assert seen(noting) == {("魑魅魍魉", Outcome.NOTHING, 1)}


def test_other_ends_of_lines_in_what_is_typed_end_no_note(noting: FlaskClient) -> None:
    typed = "(\u20281\u2028null\u2029[]\x85"
    noting.get("/search", query_string={"q": typed})
    assert seen(noting) == {(typed, Outcome.WRONG, 1)}
    assert noting.get("/admin").status_code == 200


@pytest.mark.parametrize(
    "odd", [b'{"typed": "\xe9\xad', b"1", b"null", b"{}", b'{"typed": "x", "outcome": "?", "at": ""}']
)
def test_a_line_that_is_no_note_is_passed_over(noting: FlaskClient, file: Path, odd: bytes) -> None:
    noting.get("/search?q=魑魅魍魉")
    file.write_bytes(odd + b"\n" + file.read_bytes())
    assert seen(noting) == {("魑魅魍魉", Outcome.NOTHING, 1)}
    assert noting.get("/admin").status_code == 200


def test_a_file_that_cannot_be_written_costs_no_answer(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(
        library, serving=ServingOptions(noted_searches=tmp_path / "no" / "such" / "folder")
    ).test_client()
    assert client.get("/search?q=魑魅魍魉").status_code == 200
    assert "could not be noted" in caplog.text
    assert client.get("/admin").status_code == 200
