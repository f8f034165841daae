"""Generated disclosures are read as they were meant; ``python -m tests.layouts --seeds 500`` reads more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layouts.comparison import read_case
from tests.layouts.document import Case, case

#: The first documents that print their columns: by rules, tabs or the cells of a web page.
_CASES = tuple(made for made in map(case, range(60)) if made.features.medium != "pdf" or made.features.rules == "full")


@pytest.mark.parametrize("made", _CASES, ids=lambda made: f"seed {made.seed}")
def test_a_generated_disclosure_is_read_as_it_is_printed(made: Case, tmp_path: Path) -> None:
    assert read_case(made, tmp_path) == []


def test_a_seed_always_gives_the_same_document() -> None:
    assert case(3) == case(3)
    assert case(3) != case(4)


def test_a_generated_budget_closes() -> None:
    for made in _CASES:
        expected = made.expected
        classes = [amount for code, amount in expected.spent.items() if len(code) == 3]
        assert sum(classes) == expected.totals["income"] == expected.totals["expenditure"]
