"""The catalog gives back exactly what was put, changes whole or not at all, and knows every file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from random_disclosures import disclosures

from index.catalog import (
    Catalog,
    CatalogDamagedError,
    CatalogError,
    CatalogMissingError,
    CatalogVersionError,
    JournalEntry,
    Outcome,
)
from index.catalog.store import OUTLINES_AT_ONCE
from index.documents import index_documents
from index.records import (
    Amount,
    AmountState,
    Box,
    BudgetLine,
    Check,
    Citation,
    Classification,
    Disclosure,
    DocumentKind,
    Identity,
    Indicator,
    PageText,
    Project,
    SourceFile,
    Stage,
    ThreePublic,
    Totals,
)

SEEN_AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)


def wan(figure: str) -> Amount:
    return Amount(Decimal(figure) * 10_000, figure, "万元", "表头")


def disclosure(digit: str, path: str) -> Disclosure:
    cited = (Citation(2, Box(10.5, 20, 300.25, 40)),)
    return Disclosure(
        source=SourceFile(digit * 64, path, "application/pdf", 1000, 2),
        identity=Identity(
            f"{digit}县部门预算",
            "某省",
            None,
            f"{digit}县",
            "630223",
            "办公室",
            None,
            2024,
            Stage.BUDGET,
            DocumentKind.DEPARTMENT_BUDGET,
            "万元",
        ),
        totals=Totals(wan("30"), wan("30.00"), None, Amount(None, "-", "万元", "表头", AmountState.BLANK)),
        pages=(PageText(1, 595.0, 842.0, ("第一行", "")), PageText(2, 842.0, 595.0, ())),
        lines=(
            BudgetLine(
                0,
                Classification.FUNCTION,
                "expenditure",
                "2010301",
                "印刷",
                "行政运行",
                3,
                {"total": wan("30"), "basic": Amount(None, "", "万元", "表头", AmountState.BLANK)},
                cited,
            ),
        ),
        projects=(
            Project(0, "线路租赁", None, wan("0.123456"), None, (Indicator("产出", None, None, "≥ 5 条"),), cited),
        ),
        three_public=ThreePublic(None, None, None, None, wan("2"), Citation(2)),
        checks=(Check("totals", "收入 = 支出", True, Decimal("300000"), Decimal("300000.00"), Decimal(0), cited),),
    )


def entry(path: str, sha256: str | None, outcome: Outcome = Outcome.DISCLOSURE, reason: str = "") -> JournalEntry:
    return JournalEntry(path, sha256, outcome, reason, SEEN_AT, 1.5, 2)


EAST = disclosure("a", "/放/东.pdf")
WEST = disclosure("b", "/放/西.pdf")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}", create=True) as catalog:
        yield catalog


@pytest.fixture
def database(catalog: Catalog, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The file as another program sees it."""
    connection = sqlite3.connect(tmp_path / "catalog.sqlite")
    yield connection
    connection.close()


@given(disclosures)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_disclosure_comes_back_equal(catalog: Catalog, put: Disclosure) -> None:
    catalog.put(put)

    assert catalog.disclosure(put.document_id) == put


@given(disclosures)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_an_index_is_the_same_from_the_outline_of_a_disclosure(catalog: Catalog, put: Disclosure) -> None:
    catalog.put(put)

    (outline,) = catalog.outlines((put.document_id,))

    assert index_documents(outline) == index_documents(put)


def test_outlines_come_in_the_order_asked_for_and_unknown_documents_are_left_out(catalog: Catalog) -> None:
    catalog.put(EAST)
    catalog.put(WEST)
    many = [f"{number:016x}" for number in range(OUTLINES_AT_ONCE)]

    outlines = catalog.outlines((WEST.document_id, *many, EAST.document_id))

    assert [outline.document_id for outline in outlines] == [WEST.document_id, EAST.document_id]


def test_a_written_disclosure_comes_back_equal(catalog: Catalog) -> None:
    catalog.put(EAST)
    catalog.put(WEST)

    assert tuple(catalog.disclosures()) == (EAST, WEST)
    assert catalog.document_ids() == ("a" * 16, "b" * 16)
    assert catalog.disclosure("c" * 16) is None


def test_a_page_is_found_by_its_number(catalog: Catalog) -> None:
    catalog.put(EAST)

    assert catalog.page(EAST.document_id, 1) == PageText(1, 595.0, 842.0, ("第一行", ""))
    assert catalog.page(EAST.document_id, 3) is None


def test_putting_again_replaces_everything(catalog: Catalog) -> None:
    catalog.put(EAST)
    poorer = replace(EAST, projects=(), lines=(), checks=(), three_public=None)

    catalog.put(poorer)

    assert catalog.disclosure(EAST.document_id) == poorer
    assert catalog.counts()["indicators"] == 0


def test_a_deleted_document_leaves_no_row_behind(catalog: Catalog, database: sqlite3.Connection) -> None:
    catalog.put(EAST)

    catalog.delete(EAST.document_id)

    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    left = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    assert {name for name, count in left.items() if count} == {"state", "pending"}


def test_a_failing_put_changes_nothing(catalog: Catalog) -> None:
    catalog.put(EAST)
    before = catalog.version()
    unstorable = replace(EAST, pages=(PageText(1, None, None, ("\ud800",)),))

    with pytest.raises(UnicodeEncodeError):
        catalog.put(unstorable, entry("/放/东.pdf", "a" * 64))

    assert catalog.disclosure(EAST.document_id) == EAST
    assert catalog.journal() == ()
    assert catalog.version() == before


def test_changes_are_pending_until_the_index_has_them(catalog: Catalog) -> None:
    catalog.put(EAST)
    catalog.put(WEST)
    assert catalog.pending() == (EAST.document_id, WEST.document_id)

    catalog.indexed([EAST.document_id])
    assert catalog.pending() == (WEST.document_id,)

    catalog.delete(EAST.document_id)
    assert catalog.pending() == (EAST.document_id, WEST.document_id)


def test_the_version_grows_with_every_change(catalog: Catalog) -> None:
    versions = [catalog.version()]
    for change in (
        lambda: catalog.put(EAST),
        lambda: catalog.log(entry("/放/东.pdf", "a" * 64)),
        lambda: catalog.indexed([EAST.document_id]),
        lambda: catalog.delete(EAST.document_id),
    ):
        change()
        versions.append(catalog.version())

    assert versions == sorted(set(versions))


def test_the_journal_keeps_the_last_ending_of_each_path(catalog: Catalog) -> None:
    catalog.log(entry("/放/乙.pdf", None, Outcome.UNREADABLE, "文件已不存在。"))
    catalog.log(entry("/放/甲.pdf", "a" * 64))
    catalog.log(entry("/放/乙.pdf", "a" * 64, Outcome.DUPLICATE, "与 /放/甲.pdf 内容相同"))

    expected = (
        entry("/放/乙.pdf", "a" * 64, Outcome.DUPLICATE, "与 /放/甲.pdf 内容相同"),
        entry("/放/甲.pdf", "a" * 64),
    )
    assert catalog.journal() == expected
    assert catalog.entries("a" * 64) == expected
    assert catalog.entry("/放/丙.pdf") is None


def test_new_bytes_at_a_path_supersede_the_old_document(catalog: Catalog) -> None:
    catalog.put(EAST)
    newer = disclosure("b", EAST.source.path)

    catalog.put(newer)

    assert catalog.document_ids() == (newer.document_id,)
    assert catalog.pending() == (EAST.document_id, newer.document_id)


def test_a_superseded_document_survives_at_another_path_that_holds_its_bytes(catalog: Catalog) -> None:
    catalog.put(EAST, entry(EAST.source.path, EAST.source.sha256))
    catalog.log(entry("/放/副本.pdf", EAST.source.sha256, Outcome.DUPLICATE, "与 /放/东.pdf 内容相同"))
    newer = disclosure("b", EAST.source.path)

    catalog.put(newer, entry(newer.source.path, newer.source.sha256))

    assert catalog.path(EAST.document_id) == Path("/放/副本.pdf")
    assert catalog.entry("/放/副本.pdf") == entry("/放/副本.pdf", EAST.source.sha256)


def test_a_moved_document_keeps_its_id_and_forgets_the_old_place(catalog: Catalog) -> None:
    catalog.put(EAST, entry(EAST.source.path, EAST.source.sha256))
    catalog.indexed(catalog.pending())

    catalog.move(EAST.document_id, entry("/新/东.pdf", EAST.source.sha256))

    assert catalog.path(EAST.document_id) == Path("/新/东.pdf")
    assert [known.path for known in catalog.journal()] == ["/新/东.pdf"]
    assert catalog.pending() == (EAST.document_id,)


def test_amounts_are_whole_fen_with_the_exact_rest_beside(catalog: Catalog, database: sqlite3.Connection) -> None:
    catalog.put(EAST)

    query = "SELECT amount_fen, amount_rest, amount_raw, amount_unit FROM projects"
    assert database.execute(query).fetchall() == [(123456, None, "0.123456", "万元")]


def test_views_show_flat_rows_in_yuan_to_other_programs(catalog: Catalog, database: sqlite3.Connection) -> None:
    catalog.put(EAST)

    lines = database.execute("SELECT county, code, name, total_yuan, basic_yuan, page FROM function_lines").fetchall()
    assert lines == [("a县", "2010301", "行政运行", 300000.0, None, 2)]
    assert database.execute("SELECT reception_yuan, total_yuan FROM three_public").fetchall() == [(20000.0, None)]
    assert database.execute("SELECT name, amount_yuan, page FROM project_list").fetchall() == [("线路租赁", 1234.56, 2)]
    assert database.execute("SELECT * FROM economic_lines").fetchall() == []
    assert database.execute("SELECT * FROM procurement").fetchall() == []


def test_a_reader_sees_the_last_whole_state_while_another_connection_writes(catalog: Catalog, tmp_path: Path) -> None:
    catalog.put(EAST)
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}") as reader:
        reading = reader.disclosures()
        first = next(reading)
        catalog.put(WEST)

        assert [first, *reading] == [EAST]
        assert len(reader.document_ids()) == 2


def test_a_missing_catalog_is_not_made_by_looking(tmp_path: Path) -> None:
    path = tmp_path / "data" / "catalog.sqlite"

    with pytest.raises(CatalogMissingError, match="yusou index"):
        Catalog.open(f"sqlite:///{path}")

    assert not path.parent.exists()


def test_a_catalog_that_was_never_finished_is_missing_and_can_be_made(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.touch()

    with pytest.raises(CatalogMissingError):
        Catalog.open(f"sqlite:///{path}")
    with Catalog.open(f"sqlite:///{path}", create=True) as catalog:
        assert catalog.document_ids() == ()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"no database at all" * 100)

    with pytest.raises(CatalogDamagedError, match="已损坏"):
        Catalog.open(f"sqlite:///{path}", create=True)

    assert path.read_bytes() == b"no database at all" * 100


def test_a_catalog_cut_short_is_refused(catalog: Catalog, tmp_path: Path) -> None:
    catalog.put(EAST)
    catalog.close()
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(path.read_bytes()[:5000])

    with pytest.raises(CatalogDamagedError, match="已损坏"):
        Catalog.open(f"sqlite:///{path}")


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()

    with pytest.raises(CatalogDamagedError, match="别的程序"):
        Catalog.open(f"sqlite:///{path}", create=True)


def test_a_catalog_of_another_version_is_refused(
    catalog: Catalog, database: sqlite3.Connection, tmp_path: Path
) -> None:
    database.execute("UPDATE state SET value = 99 WHERE name = 'schema_version'")
    database.commit()

    with pytest.raises(CatalogVersionError, match="99"):
        Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}")


@pytest.mark.parametrize("url", ["不是地址", "nosuchdatabase:///x"])
def test_an_address_that_leads_nowhere_is_said_so(url: str) -> None:
    with pytest.raises(CatalogError):
        Catalog.open(url)
