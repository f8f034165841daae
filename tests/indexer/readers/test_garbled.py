"""Text that is told from numbers of glyphs, in whatever script."""

from __future__ import annotations

import pytest

from indexer.readers.garbled import foreign_share, meaningless_share


@pytest.mark.parametrize("text", ["", "2026年部门预算", "budget 12.30", "مالىيە خامچوتى", "བོད་ལྗོངས", "ᠮᠣᠩᠭᠣᠯ"])
def test_every_script_in_use_means_something(text: str) -> None:
    assert meaningless_share(text) == 0


def test_private_and_unknown_characters_mean_nothing() -> None:
    assert meaningless_share("预算\ue001\ufffd") == 0.5


def test_numbers_of_glyphs_taken_for_characters_mean_nothing() -> None:
    assert meaningless_share("".join(map(chr, range(0x200, 0x1000, 64)))) == 1


def test_chinese_and_english_are_not_foreign() -> None:
    assert foreign_share("预算 budget，（万元）㎡①") == 0
