"""Text as it is searched: one normal form for documents and queries, with a way back to the original.

Characters are folded one by one (width, case, traditional to simplified,
brackets and dashes), double quotes are dropped (“三公”经费 and 三公经费 are one), and
so is white space except between two words of Latin letters or digits, so that
a wrapped Chinese line reads on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, repeat

#: Ideographs, kana and their punctuation: scripts written without spaces.
CJK_RANGES = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

#: What NFKC leaves apart but people do not tell apart when they type. 〇 stays: it is a digit of years.
_PUNCTUATION = (
    ("", '"“”„‟«»「」『』〝〞'),
    ("'", "‘’‚‛`"),
    ("[", "【〔〖"),
    ("]", "】〕〗"),
    ("<", "《〈"),
    (">", "》〉"),
    (".", "。"),
    ("-", "‐‑‒–—―−─"),
    ("~", "〜∼"),
    ("·", "・•‧∙⋅"),
    (" ", "␣"),
)

#: Radicals that PDF fonts print in place of the character. Source: Unicode EquivalentUnifiedIdeograph.txt.
_RADICALS = dict(
    zip(
        "⺀⺁⺊⺋⺓⺔⺕⺟⺠⺯⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "冫厂卜㔾幺彑彐母民糹虎西见角贝车长长门青页风飞食饣马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)

_DIACRITICS = "\u0300-\u036f"
_DIACRITIC = re.compile(f"[{_DIACRITICS}]")
_ACCENTED = re.compile(rf"[^\s{_DIACRITICS}][{_DIACRITICS}]+")
#: What may fold to none or several characters: a letter with its accents, and all but the everyday ones.
_IRREGULAR = re.compile(
    rf"{_ACCENTED.pattern}|[^\t-\r !#-~\u3000-\u3002\u3008-\u300b\u3010\u3011\u4e00-\u9fff\uff01\uff03-\uff5e]"
)
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
#: Control and format characters (soft hyphen, zero-width space, byte order mark) and lone surrogates.
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
_SPACES = re.compile(r"\s+")
_BETWEEN_LATIN_WORDS = re.compile(rf"(?<=[^\W{CJK_RANGES}])\s+(?=[^\W{CJK_RANGES}])")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """The searched form of a text; ``offsets[i]`` is the (start, end) in the original of its character i."""

    text: str
    offsets: tuple[tuple[int, int], ...]

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """The smallest range of the original that holds the characters ``start`` to ``end`` (excluded).

        Raises:
            ValueError: the range is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters at {start}..{end} of {len(self.text)}")
        return self.offsets[start][0], self.offsets[end - 1][1]


def normalise(original: str) -> NormalisedText:
    """Fold a text to the form it is searched in, remembering where each character came from.

    >>> normalise("政務外網\\n ＶＰＮ 專線").text
    '政务外网vpn专线'
    """
    pieces: list[str] = []
    offsets: list[tuple[int, int]] = []
    for folded, spans in _folded_pieces(original):
        pieces.append(folded)
        offsets.extend(spans)
    return _close_up("".join(pieces), offsets)


def normalise_text(original: str) -> str:
    """The text of ``normalise`` without the way back, several times faster."""
    if _DIACRITIC.search(original):
        original = _ACCENTED.sub(lambda match: _compose(match[0]), original)
    folded = _folding().sub(lambda match: _FOLDED[ord(match[0])], original)
    return _SPACES.sub(_kept_space, folded)


def _folded_pieces(original: str) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    """Runs of the folded text with the (start, end) in the original of each of their characters."""
    start = 0
    for irregular in _IRREGULAR.finditer(original):
        yield _regular_piece(original, start, irregular.start())
        folded = _compose(irregular[0]).translate(_FOLDED) if len(irregular[0]) > 1 else _FOLDED[ord(irregular[0])]
        yield folded, repeat(irregular.span(), len(folded))
        start = irregular.end()
    yield _regular_piece(original, start, len(original))


def _regular_piece(original: str, start: int, end: int) -> tuple[str, Iterable[tuple[int, int]]]:
    return original[start:end].translate(_FOLDED), zip(range(start, end), range(start + 1, end + 1), strict=True)


def _close_up(folded: str, offsets: list[tuple[int, int]]) -> NormalisedText:
    """Drop white space except between Latin words, where a run becomes one space."""
    pieces, kept = [], []
    start = 0
    for spaces in _SPACES.finditer(folded):
        pieces.append(folded[start : spaces.start()])
        kept.extend(offsets[start : spaces.start()])
        if _kept_space(spaces):
            pieces.append(" ")
            kept.append((offsets[spaces.start()][0], offsets[spaces.end() - 1][1]))
        start = spaces.end()
    pieces.append(folded[start:])
    kept.extend(offsets[start:])
    return NormalisedText("".join(pieces), tuple(kept))


def _kept_space(spaces: re.Match[str]) -> str:
    """What remains of a run of white space: one space between two Latin words, else nothing."""
    return " " if _BETWEEN_LATIN_WORDS.match(spaces.string, spaces.start()) else ""


class _FoldTable(dict[int, str]):
    """Code point -> folded text, worked out when first met; fit for ``str.translate``."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = _fold(chr(code_point))
        return folded


_FOLDED = _FoldTable()


def _fold(character: str) -> str:
    compatible = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).lower())
    simplified = _DIACRITIC.sub("", compatible).translate(_replacements())
    return "".join(c for c in simplified if not _is_unseen(c))


def _compose(accented: str) -> str:
    return unicodedata.normalize("NFC", accented.lower())


def _is_unseen(character: str) -> bool:
    unseen = unicodedata.category(character) in _UNSEEN and not character.isspace()
    return unseen or any(ord(character) in selectors for selectors in _VARIATION_SELECTORS)


@cache
def _folding() -> re.Pattern[str]:
    """A character that may fold to another: none of the ASCII marks, small letters and simplified ideographs."""
    everyday = (*range(ord("!"), ord("~") + 1), *range(0x4E00, 0xA000))
    kept = (point for point in everyday if point not in _replacements() and not chr(point).isupper())
    runs = (tuple(run) for _, run in groupby(enumerate(kept), lambda numbered: numbered[1] - numbered[0]))
    return re.compile("[^" + "".join(f"\\U{run[0][1]:08x}-\\U{run[-1][1]:08x}" for run in runs) + "]")


@cache
def _replacements() -> dict[int, str]:
    """Code point -> its plain form: simplified for traditional, character for radical, one mark for its look-alikes.

    Source of the simplified forms: OpenCC ``TSCharacters.txt``, first choice of each line.
    """
    lines = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    simplified = {traditional: choices.split()[0] for traditional, choices in (line.split("\t") for line in lines)}
    marks = {mark: plain for plain, marks in _PUNCTUATION for mark in marks}
    return {ord(character): plain for character, plain in {**simplified, **_RADICALS, **marks}.items()}
