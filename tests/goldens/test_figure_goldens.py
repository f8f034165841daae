"""The figures that real disclosures state on some of their pages, held against what a person read off the images.

On the pages of a golden every figure must be found and no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from test_goldens import CORPUS, Golden, Value, number, parsed, yuan

HERE = Path(__file__).parent / "figures"

#: Each must be there.
GOLDENS = (
    "changsha_petitions_2026",
    "chongqing_planning_2026",
    "fuzhou_police_2026",
    "guangzhou_government_services_2026",
    "hangzhou_weather_2026",
    "suzhou_transport_2026",
    "xian_statistics_2026",
    "yantai_statistics_2026",
)
ABOUT_LEVEL = "≈"
NONE = "-"

#: Subject with the price equipment is counted from, fund, amount in yuan or count, change in yuan, percentage.
Figure = tuple[str, str, Decimal | str | None, Decimal | str | None, Decimal | None]


def golden(name: str) -> Golden:
    found: Golden = yaml.load((HERE / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    return found


def expected(row: Sequence[str]) -> Figure:
    subject, fund, figure, change, percentage, _, _ = row
    return (
        subject,
        fund,
        figure if figure[-1] in "辆台" else yuan(figure, "万元"),
        change if change == ABOUT_LEVEL else yuan(change, "万元"),
        None if percentage == NONE else Decimal(percentage),
    )


def found(figure: Value) -> Figure:
    (change,) = figure["changes"] or [{"amount": None, "percentage": None, "direction": None}]
    about = change["direction"] == "持平" and change["amount"] is None
    price = f">{figure['threshold'] // 10_000}" if figure["threshold"] else ""
    counted = figure["count"] is not None
    return (
        figure["subject"] + price,
        str(figure["fund"] or NONE),
        f"{figure['count']}{figure['count_unit']}" if counted else number(figure["amount"]),
        ABOUT_LEVEL if about else number(change["amount"]),
        None if change["percentage"] is None else Decimal(str(change["percentage"])),
    )


def on_pages(name: str) -> list[Value]:
    noted = golden(name)
    pages = set(map(int, noted["pages"]))
    return [figure for figure in parsed(noted["file"])["figures"] if figure["page"] in pages]


def test_every_golden_of_figures_is_listed_and_there() -> None:
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted(GOLDENS)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there; set YUSOU_CORPUS")
@pytest.mark.parametrize("name", GOLDENS)
def test_all_figures_of_the_pages_and_no_others(name: str) -> None:
    noted = sorted(map(expected, golden(name)["figures"]), key=str)

    assert sorted(map(found, on_pages(name)), key=str) == noted


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there; set YUSOU_CORPUS")
@pytest.mark.parametrize("name", GOLDENS)
def test_reasons_begin_as_printed_and_pages_are_right(name: str) -> None:
    read = {(one["subject"], str(one["fund"] or NONE), one["threshold"] or 0): one for one in on_pages(name)}

    for subject, fund, *_, reason, page in golden(name)["figures"]:
        plain, _, price = subject.partition(">")
        figure = read[plain, fund, int(price or 0) * 10_000]
        told = [change["reason"] for change in figure["changes"]]
        assert str(figure["page"]) == page, subject
        assert told in ([], [None]) if reason == NONE else (told[0] or "").startswith(reason), (subject, told)
