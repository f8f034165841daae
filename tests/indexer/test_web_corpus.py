"""Real web pages: what is expected here was read off the pages by a person."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from index.records import Amount, Disclosure
from indexer.extract import NotADisclosureError
from indexer.readers import UnreadableFileError
from indexer.reading import FileTask, hash_file, load_disclosure

CORPUS = Path(os.environ.get("YUSOU_CORPUS", Path(__file__).parents[2].parent / "shared")) / "corpus"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="no corpus: set YUSOU_CORPUS to the folder of real documents"
)


def load(start: str) -> Disclosure:
    (path,) = CORPUS.glob(f"*/{start}*")
    return load_disclosure(FileTask(path, hash_file(path)))


def yuan(amount: Amount | None) -> Decimal | None:
    return amount.yuan if amount else None


#: Start of the name -> division, department, year, income, expenditure, basic and project expenditure in yuan, pages.
PAGES = {
    "423af5a7": (
        ("370600", "烟台市退役军人事务局", 2026),
        ("358744900.00", "358744900.00", "104400100.00", "254344800.00"),
        53,
    ),
    "ba054c25": (("500000", "中共重庆市委宣传部", 2026), ("453691800.00", "453691800.00", None, None), 1),
    "fb012852": (("410100", "郑州市国土资源局", 2015), ("9231961.0000", "9231961.0000", None, None), 1),
}


@pytest.mark.parametrize("start", PAGES)
def test_web_pages_with_a_body_are_disclosures(start: str) -> None:
    who, totals, pages = PAGES[start]

    found = load(start)

    assert (found.identity.division_code, found.identity.department, found.identity.year) == who
    assert [yuan(getattr(found.totals, part)) for part in ("income", "expenditure", "basic", "project")] == [
        Decimal(total) if total else None for total in totals
    ]
    assert found.source.media_type == "text/html"
    assert found.source.pages == pages


def test_the_tables_of_a_page_drawn_by_places_are_recognised() -> None:
    kinds = {statement.kind for statement in load("423af5a7").statements}

    assert {
        "income_expenditure",
        "income",
        "expenditure",
        "fiscal_income_expenditure",
        "general_expenditure",
        "three_public",
        "government_fund",
        "procurement",
    } <= kinds


@pytest.mark.parametrize("start", ["10f73185", "1c646388", "21f0cfa6", "29fe6626", "30cdb690", "49aa1750"])
def test_portal_shells_are_refused_as_such(start: str) -> None:
    with pytest.raises(UnreadableFileError, match="没有正文；请下载其中的附件") as refused:
        load(start)

    assert refused.value.code == "shell"


def test_a_news_page_about_budgets_is_no_disclosure() -> None:
    with pytest.raises(NotADisclosureError, match="没有预算报表"):
        load("04fa2a47")
