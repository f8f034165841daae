from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.affine import Affine, shown_page
from indexer.readers.lines import text_lines
from indexer.readers.printed import Glyph, band, is_slanted

SIZE = 10.0


def printed(text: str, x: float, base_line: float, size: float = SIZE, advance: float | None = None) -> list[Glyph]:
    """Characters set side by side, each as wide as it is high unless an advance is given."""
    step = size if advance is None else advance
    above, below = base_line - 0.86 * size, base_line + 0.14 * size
    return [Glyph(char, x + step * place, above, x + step * (place + 1), below) for place, char in enumerate(text)]


words = st.text("一二三四五六七八九十0123456789.,", min_size=1, max_size=12)


@given(st.lists(words, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_lines_come_back_whole_in_whatever_order_they_are_drawn(rows: list[str], random: object) -> None:
    glyphs = [glyph for place, row in enumerate(rows) for glyph in printed(row, 50, 100 + 14 * place)]
    random.shuffle(glyphs)  # type: ignore[attr-defined]

    assert [line.text for line in text_lines(glyphs)] == rows


@given(words, st.floats(0, 2.9))
def test_a_second_stroke_for_bold_adds_nothing(text: str, shift: float) -> None:
    glyphs = [*printed(text, 50, 100), *printed(text, 50 + shift, 100.2)]

    assert [line.text for line in text_lines(glyphs)] == [text]


@given(words, words, st.floats(3.1, 300))
def test_a_gap_is_one_space_however_wide(left: str, right: str, gap: float) -> None:
    glyphs = [*printed(left, 50, 100), *printed(right, 50 + SIZE * len(left) + gap, 100)]

    assert [line.text for line in text_lines(glyphs)] == [f"{left} {right}"]


@given(words, st.floats(6, 30))
def test_sizes_share_a_line_when_they_share_the_base_line(text: str, size: float) -> None:
    glyphs = [*printed("合计", 50, 100), *printed(text, 70, 100, size)]

    assert [line.text for line in text_lines(glyphs)] == [f"合计{text}"]


def test_raised_notes_stay_on_their_line() -> None:
    glyphs = [*printed("登记中心", 50, 100, 16), *printed("*1", 114, 94, 8), *printed("、", 130, 100, 16)]

    assert [line.text for line in text_lines(glyphs)] == ["登记中心*1、"]


def test_a_brace_over_three_lines_does_not_join_them() -> None:
    rows = [glyph for place in range(3) for glyph in printed("款项", 80, 100 + 14 * place)]

    assert len(text_lines([*printed("{", 50, 122, 40), *rows])) == 3


def test_printed_blanks_alone_are_no_line() -> None:
    assert text_lines(printed("　 \xa0", 50, 100)) == []


def test_the_box_of_a_line_is_that_of_its_ink() -> None:
    (line,) = text_lines(printed("　合计　", 50, 100))

    assert line.box == (60, 91.4, 80, 101.4)


@given(st.integers(0, 3), st.floats(0, 500), st.floats(0, 700))
def test_every_point_of_a_page_is_shown_on_the_page(turns: int, x: float, y: float) -> None:
    area = (10.0, 20.0, 510.0, 720.0)
    width, height = (500, 700) if turns % 2 == 0 else (700, 500)

    shown_x, shown_y = shown_page(area, turns).point(10 + x, 20 + y)

    assert -1e-6 <= shown_x <= width + 1e-6
    assert -1e-6 <= shown_y <= height + 1e-6


def test_turned_pages_show_their_corners_clockwise() -> None:
    area = (0.0, 0.0, 500.0, 700.0)

    top_left = [shown_page(area, turns).point(0, 700) for turns in range(4)]

    assert top_left == [(0, 0), (700, 0), (500, 700), (0, 500)]


@given(*[st.floats(-100, 100)] * 2)
def test_maps_one_after_the_other_are_one_map(x: float, y: float) -> None:
    first, second = Affine(2, 1, -1, 3, 5, 7), Affine(0, 1, -1, 0, 4, 2)

    together = second.after(first).point(x, y)

    expected = second.point(*first.point(x, y))
    assert all(abs(a - b) < 1e-6 for a, b in zip(together, expected, strict=True))


def test_text_on_its_head_has_its_band_the_other_way_up() -> None:
    assert band(100, 10) == (98.6, 108.6)
    assert band(100, -10) == (91.4, 101.4)


def test_only_text_between_upright_and_sideways_is_slanted() -> None:
    assert [is_slanted(a, b) for a, b in [(1, 0), (0, 1), (-1, 0), (1, 0.05), (0.7, 0.7), (-0.8, 0.5)]] == [
        False, False, False, False, True, True,
    ]  # fmt: skip
