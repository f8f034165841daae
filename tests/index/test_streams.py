"""Cutting a text part by part gives what cutting it whole gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.grams import gram_stream
from analyzers.segment import index_words
from analyzers.text import normalise_text
from index.streams import streams

PIECES = (
    "政务外网",
    "维护",
    "；",
    ";",
    " ",
    "\n",
    "a",
    "VPN",
    "1.5",
    "㎡",
    "；；",
    "é",
    "的",
    "\u0301",
    "🙂",
    "中 ；",
    "x" * 70,
)


@settings(deadline=None)  # the first example reads the dictionaries
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=9).map("".join))
def test_a_text_cut_part_by_part_is_the_text_cut_whole(text: str) -> None:
    cut, normalised = streams(text), normalise_text(text)
    assert cut.text == normalised
    assert cut.grams == gram_stream(normalised)
    assert cut.words.split() == index_words(normalised)
