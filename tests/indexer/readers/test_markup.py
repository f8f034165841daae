from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.markup import clean_cell, without_formulas


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (r"$\geq 90\%$", "≥90%"),
        (r"$ \leq 20 \% $", "≤20%"),
        (r"覆盖率 $\ge 95\%$ 以上", "覆盖率 ≥95% 以上"),
        (r"$3 \times 4$", "3×4"),
        (r"$\mathrm{CO}_{2}$", "CO₂"),
        (r"$100 m^{2}$", "100m²"),
        (r"$25^{\circ}C$", "25°C"),
        (r"$= 100 \%$", "=100%"),
        ("$5 和 $6", "$5 和 $6"),
        ("没有公式", "没有公式"),
    ],
)
def test_formulas_are_written_as_plain_characters(printed: str, meant: str) -> None:
    assert without_formulas(printed) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("<p>目标1: 覆盖</p> <p>目标2: 维护</p>", "目标1: 覆盖\n目标2: 维护"),
        ("第一行<br>第二行<br/>第三行", "第一行\n第二行\n第三行"),
        ("**合计**", "合计"),
        ("&lt;=15万元&nbsp;", "<=15万元"),
        ("<=10%", "<=10%"),
        ("a<b 且 c>d", "a<b 且 c>d"),
        ('<span style="x">办公费</span>', "办公费"),
        ("  684.00 ", "684.00"),
        ("", ""),
    ],
)
def test_tags_entities_and_bold_marks_are_taken_off_cells(printed: str, meant: str) -> None:
    assert clean_cell(printed) == meant


@given(st.text(st.sampled_from("一般公共预算0123456789.,()（）≥%: ")))
def test_text_without_markup_is_only_trimmed(text: str) -> None:
    assert clean_cell(text) == text.strip()
