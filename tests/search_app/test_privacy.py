from __future__ import annotations

import pytest

from search_app.privacy import mask_mobile_numbers


def test_a_mobile_number_loses_its_middle_and_keeps_its_length() -> None:
    text = "联系人手机13900001234，请来电"
    assert mask_mobile_numbers(text) == "联系人手机139****1234，请来电"


@pytest.mark.parametrize(
    "text",
    ["63022300024T000013900001234", "13900001234.56", "1390000123", "139000012345", "T13900001234", "1,13900001234"],
)
def test_codes_amounts_and_other_numbers_stay(text: str) -> None:
    assert mask_mobile_numbers(text) == text
