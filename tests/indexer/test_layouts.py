"""Generated disclosures are read as they were meant; ``python -m tests.layouts --seeds 500`` reads more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layouts.comparison import read_case
from tests.layouts.document import Case, case


def _is_undrawn(made: Case) -> bool:
    """Whether nothing on the page says for which rows a code in a merged cell stands."""
    features = made.features
    return features.medium == "pdf" and features.rules == "none" and features.codes == "merged"


_CASES = tuple(made for made in map(case, range(60)) if not _is_undrawn(made))
_UNDRAWN = tuple(made for made in map(case, range(200)) if _is_undrawn(made))


@pytest.mark.parametrize("made", _CASES, ids=lambda made: f"seed {made.seed}")
def test_a_generated_disclosure_is_read_as_it_is_printed(made: Case, tmp_path: Path) -> None:
    assert read_case(made, tmp_path) == []


@pytest.mark.parametrize("made", _UNDRAWN, ids=lambda made: f"seed {made.seed}")
def test_where_merged_cells_are_not_drawn_codes_are_left_out_rather_than_guessed(made: Case, tmp_path: Path) -> None:
    assert [found for found in read_case(made, tmp_path) if found.fault == "wrong"] == []


def test_a_seed_always_gives_the_same_document() -> None:
    assert case(3) == case(3)
    assert case(3) != case(4)


def test_a_generated_budget_closes() -> None:
    for made in _CASES:
        expected = made.expected
        classes = [amount for code, amount in expected.spent.items() if len(code) == 3]
        assert sum(classes) == expected.totals["income"] == expected.totals["expenditure"]
