"""Every record is made once, whichever process makes it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hostile_encodings import dies_in_a_worker, encoded

from index.catalog import Catalog
from index.records import Disclosure, DocumentKind, Identity, Section, SectionKind, SourceFile, Stage, Totals
from indexer.encoding import WORTH_WORKERS, Encode, records_of

COUNT = WORTH_WORKERS + 5


def disclosure(number: int) -> Disclosure:
    digest = f"{number:064x}"[::-1]
    return Disclosure(
        source=SourceFile(digest, f"/{number}.pdf", "application/pdf", 1000, 1),
        identity=Identity(
            title="部门预算",
            province="某省",
            prefecture=None,
            county="某县",
            division_code=None,
            department="办公室",
            department_type=None,
            year=2024,
            stage=Stage.BUDGET,
            kind=DocumentKind.DEPARTMENT_BUDGET,
            table_unit=None,
        ),
        totals=Totals(None, None, None, None),
        sections=(Section(0, ("概况",), SectionKind.DUTIES, f"第{number}份说明", ()),),
    )


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    path: Path = tmp_path_factory.mktemp("encoding") / "catalog.sqlite"
    with Catalog.open(f"sqlite:///{path}", create=True) as catalog:
        for number in range(COUNT):
            catalog.put(disclosure(number))
        yield catalog


def ids_made(catalog: Catalog, document_ids: Sequence[str], encode: Encode, *, jobs: int) -> tuple[Counter[str], int]:
    """How often each record was made, and how many parts came from workers."""
    made: Counter[str] = Counter()
    from_workers = 0
    for _, records in records_of(catalog, document_ids, encode, jobs=jobs):
        if isinstance(records, bytes):
            from_workers += 1
            made.update(records.decode().split())
        else:
            made.update(record.id for record in records)
    return made, from_workers


def every_record(catalog: Catalog) -> Counter[str]:
    return Counter(f"{document_id}-{place}" for document_id in catalog.document_ids() for place in ("d0", "s0"))


def test_processes_share_the_records_out(catalog: Catalog) -> None:
    made, from_workers = ids_made(catalog, catalog.document_ids(), encoded, jobs=2)

    assert made == every_record(catalog)
    assert from_workers


def test_one_job_needs_no_worker(catalog: Catalog) -> None:
    made, from_workers = ids_made(catalog, catalog.document_ids(), encoded, jobs=1)

    assert made == every_record(catalog)
    assert not from_workers


def test_records_of_a_worker_that_died_are_made_here(catalog: Catalog, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        made, from_workers = ids_made(catalog, catalog.document_ids(), dies_in_a_worker, jobs=2)

    assert made == every_record(catalog)
    assert not from_workers
    assert "without worker processes" in caplog.text


def test_documents_that_the_catalog_does_not_hold_have_no_records(catalog: Catalog) -> None:
    parts = list(records_of(catalog, ("f" * 16,), encoded, jobs=2))

    assert parts == [(("f" * 16,), [])]
