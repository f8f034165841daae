from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.money import (
    YUAN_LIMIT,
    YUAN_PER_UNIT,
    AmountError,
    format_yuan,
    from_fen,
    parse_amount,
    parse_money,
    to_fen,
)

MAX_FEN = 10**16
FULL_WIDTH = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")

fens = st.integers(-MAX_FEN, MAX_FEN)
printed_yuan = st.decimals(-(10**12), 10**12, places=2)


@pytest.mark.parametrize("raw", ["", "  ", "\n", "　", "-", "—", "——", "－", "–", "/", "／"])
def test_blank_cell_is_none(raw: str) -> None:
    assert parse_amount(raw, "万元") is None


@pytest.mark.parametrize("raw", ["0", "0.00", "０", "-0", "0.0 "])
def test_printed_zero_is_zero_and_not_blank(raw: str) -> None:
    amount = parse_amount(raw, "万元")
    assert amount == 0
    assert not str(amount).startswith("-")


@pytest.mark.parametrize(
    ("raw", "unit", "yuan"),
    [
        ("1771.16", "万元", "17711600"),
        ("1,771.16", "万元", "17711600"),
        ("1，771．16", "万元", "17711600"),
        ("１，７７１.１６", "万元", "17711600"),
        ("6106713.00", "元", "6106713"),
        (".5", "元", "0.5"),
        ("0.01", "万元", "100"),
        ("12", "百元", "1200"),
        ("12", "千元", "12000"),
        ("1.5", "亿元", "150000000"),
        ("1,771.\n16", "万元", "17711600"),
        ("1771\n.16", "万元", "17711600"),
        ("1, 771 .16", "万元", "17711600"),
        ("1 771.16", "万元", "17711600"),
        (" 12.5 ", "元", "12.5"),
        ("¥12.50", "元", "12.5"),
        ("￥12.50", "元", "12.5"),
    ],
)
def test_cell_is_read_in_the_unit_of_its_table(raw: str, unit: str, yuan: str) -> None:
    assert parse_amount(raw, unit) == Decimal(yuan)


@pytest.mark.parametrize("raw", ["-12.5", "－12.5", "−12.5", "—12.5", "(12.5)", "（12.5）", "- 12.5"])
def test_every_way_to_print_a_negative_amount(raw: str) -> None:
    assert parse_amount(raw, "元") == Decimal("-12.5")


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        ("7.52万元", 75200),
        ("7.52 万元", 75200),
        ("200元", 200),
        ("1.2亿", 120_000_000),
        ("（3万元）", -30000),
        ("(3)万元", -30000),
    ],
)
def test_unit_behind_the_number_overrides_the_unit_of_the_table(raw: str, yuan: int) -> None:
    assert parse_amount(raw, "千元") == yuan


@pytest.mark.parametrize(
    "raw",
    [
        "无",
        "96%",
        "0123",
        "003001",
        "1,23",
        "12,3456",
        "1.2.3",
        "12.00\n13.00",
        "12 13",
        "1e5",
        "nan",
        "①",
        "²",
        "(12",
        "12)",
        "3万元)元",
        "630223000241000000439",
        "不涉及",
        "--5",
        "9" * 16,
        "0." + "1" * 11,
    ],
)
def test_anything_else_in_a_cell_is_an_error_and_never_a_guess(raw: str) -> None:
    with pytest.raises(AmountError, match=r"[一-鿿]"):
        parse_amount(raw, "万元")


def test_unknown_unit_is_an_error() -> None:
    with pytest.raises(AmountError, match="美元"):
        parse_amount("12", "美元")


def test_error_quotes_only_the_start_of_a_long_note() -> None:
    with pytest.raises(AmountError) as error:
        parse_amount("注" * 500, "万元")
    assert len(str(error.value)) < 60


@given(printed_yuan, st.sampled_from(sorted(YUAN_PER_UNIT)), st.booleans(), st.booleans())
def test_any_printed_amount_is_read_exactly(value: Decimal, unit: str, commas: bool, full_width: bool) -> None:
    raw = f"{value:,.2f}" if commas else f"{value:.2f}"
    printed = raw.translate(FULL_WIDTH) if full_width else raw
    expected = int(value.scaleb(2)) * int(YUAN_PER_UNIT[unit])  # in fen
    if abs(expected) >= int(YUAN_LIMIT) * 100:
        with pytest.raises(AmountError):
            parse_amount(printed, unit)
    else:
        amount = parse_amount(printed, unit)
        assert amount is not None
        assert int(amount * 100) == expected


@given(st.text())
def test_any_text_is_a_blank_an_amount_or_an_error(raw: str) -> None:
    try:
        amount = parse_amount(raw, "万元")
    except AmountError:
        return
    assert amount is None or abs(amount) < YUAN_LIMIT


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("200", "200"),
        ("10万", "100000"),
        ("10 万元", "100000"),
        ("１０万元", "100000"),
        ("10w", "100000"),
        ("1,000", "1000"),
        ("1，000.50元", "1000.5"),
        ("￥300", "300"),
        ("-3万", "-30000"),
        ("1.5亿", "150000000"),
        ("1亿2000万", "120000000"),
        ("1万亿", "1000000000000"),
        ("3百万", "3000000"),
        ("2千5百", "2500"),
        ("二十万元", "200000"),
        ("十五万", "150000"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("三百五", "350"),
        ("两万五", "25000"),
        ("3万5", "35000"),
        ("一亿五", "150000000"),
        ("一万零五百", "10500"),
        ("一点五亿", "150000000"),
        ("五百二十万", "5200000"),
        ("壹佰贰拾萬元整", "1200000"),
        ("20块", "20"),
    ],
)
def test_typed_amounts_of_every_kind_are_understood(text: str, yuan: str) -> None:
    assert parse_money(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["", " ", "万", "元", "abc", "1万2万", "1亿亿", "2万30000", "1..5", "10美元", "1亿" * 500, "9" * 30, "--1"]
)
def test_typed_nonsense_is_an_error_in_chinese(text: str) -> None:
    with pytest.raises(AmountError, match=r"[一-鿿]"):
        parse_money(text)


CHINESE_DIGITS = "零一二三四五六七八九"


def chinese_below_ten_thousand(number: int) -> str:
    words = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            words += CHINESE_DIGITS[digit] + unit
        elif words and number % value and not words.endswith("零"):
            words += "零"
    return words


@given(st.integers(1, 9999), st.sampled_from(["", "万", "亿"]))
def test_every_chinese_numeral_is_read_back(number: int, unit: str) -> None:
    yuan = number * {"": 1, "万": 10**4, "亿": 10**8}[unit]
    assert parse_money(chinese_below_ten_thousand(number) + unit + "元") == yuan


@given(st.text(alphabet="0123456789.,亿万千百十零一二两元-¥w （）", max_size=40))
def test_typed_text_is_an_amount_or_an_error(text: str) -> None:
    try:
        yuan = parse_money(text)
    except AmountError:
        return
    assert abs(yuan) < YUAN_LIMIT


@given(fens)
def test_fen_come_back_from_yuan(fen: int) -> None:
    assert to_fen(from_fen(fen)) == fen


@pytest.mark.parametrize(
    ("yuan", "fen"), [("10.01", 1001), ("0.005", 1), ("0.004", 0), ("-0.005", -1), ("12345600.00", 1234560000)]
)
def test_yuan_become_whole_fen(yuan: str, fen: int) -> None:
    assert to_fen(Decimal(yuan)) == fen


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        ("0", "0元"),
        ("5", "5元"),
        ("9999.50", "9,999.50元"),
        ("10000", "1.00万元"),
        ("-20000", "-2.00万元"),
        ("12345600", "1,234.56万元"),
        ("6106713", "610.6713万元"),
        ("99999999.99", "9,999.999999万元"),
        ("150000000", "1.50亿元"),
        ("123456789.12", "12,345.678912万元"),
    ],
)
def test_amount_is_shown_in_the_unit_that_reads_best(yuan: str, shown: str) -> None:
    assert format_yuan(Decimal(yuan)) == shown


@given(fens)
def test_shown_amount_is_exact_to_the_fen(fen: int) -> None:
    yuan = from_fen(fen)
    assert parse_amount(format_yuan(yuan), "元") == yuan
