from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.encoding import decode

#: What budgets are written in.
chinese = st.text("一般公共预算支出总表政府办公室，。（）：0123456789.%\n\t ", min_size=12).filter(
    lambda text: sum("\u4e00" <= char <= "\u9fff" for char in text) >= 4
)


@given(chinese, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]))
def test_chinese_text_is_decoded_whatever_its_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert decoded is not None
    assert decoded.text == text
    assert decoded.errors == 0


@given(chinese)
def test_one_bad_byte_in_long_text_is_counted_and_the_rest_kept(text: str) -> None:
    data = (text * 200).encode() + b"\xff" + text.encode()

    decoded = decode(data)

    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert decoded.errors == 1
    assert decoded.text.startswith(text)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_not_text(seed: int) -> None:
    assert decode(random.Random(seed).randbytes(5_000)) is None


@given(st.binary(max_size=2_000))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    decoded = decode(data)

    assert decoded is None or decoded.errors <= len(data)


def test_traditional_characters_and_symbols_are_decoded() -> None:
    text = "臺灣預算①②③Ⅱ℃≥≤—…·“”\n" * 5

    for encoding in ("utf-8", "gb18030", "utf-16"):
        decoded = decode(text.encode(encoding))
        assert decoded is not None
        assert decoded.text == text
