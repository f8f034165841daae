"""Chinese text cut into words, for ranking and recall: a general dictionary, our own lexicon, no guessing.

``rjieba`` does the cutting where it is installed, ``jieba`` elsewhere; both
are used without HMM and with the same added words, and then agree.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from analyzers.text import normalise_text
from analyzers.word_lists import read_entries

#: Frequency of an added word by its length: wins against its cut-up parts (single characters are
#: frequent), not against everyday words across its borders.
PAIR_FREQUENCY = 3_000
COMPOUND_FREQUENCY = 500

#: Another number whenever the same text with the same words is cut in another way.
CUTTING = 2

#: A decimal number; a run both segmenters cut alike (ideographs they know, Latin letters, digits);
#: an ideograph they do not know; a word of another script.
_RUNS = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)+)|(?P<cut>(?:[\u4e00-\u9fa5a-z]+|(?![0-9]+\.[0-9])[0-9])+)|"
    r"(?P<rare>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])|"
    r"(?P<other>[^\W\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff_]+)"
)
_LATIN = re.compile(r"[a-z0-9]{2,}")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fa5]")

#: Start and end (excluded) of a part of a text.
Span = tuple[int, int]


class Word(NamedTuple):
    """A word of a normalised text at ``start`` to ``end`` (excluded)."""

    text: str
    start: int
    end: int


class Segmenter(Protocol):
    """A dictionary that cuts text; the cut pieces joined are the text again, and a space is a piece of its own."""

    def cut(self, text: str) -> list[str]: ...

    def knows(self, word: str) -> bool: ...

    def __hash__(self) -> int: ...


def index_words(normalised: str) -> list[str]:
    """The words a text is found by: every word and every dictionary word within a longer one (search mode)."""
    return word_stream(normalised).split()


def word_stream(normalised: str) -> str:
    """``index_words`` joined by spaces, for an analyser that splits at white space."""
    streams: list[str] = []
    together: list[str] = []
    for number, cut, rare, other in _RUNS.findall(normalised):
        if cut:
            together.append(cut)
        else:
            streams += (_stream_of(together), _with_parts(number or rare or other))
            together.clear()
    return " ".join(filter(None, (*streams, _stream_of(together))))


def _stream_of(runs: Sequence[str]) -> str:
    """The words of some runs, handed to the segmenter together: calling it costs as much as cutting a run."""
    if not runs:
        return ""
    pieces = default_segmenter().cut(" ".join(runs))
    return " ".join(map(_with_parts, pieces)).replace("   ", " ")  # a space between two runs is a piece too


def query_words(normalised: str) -> list[str]:
    """The words a query asks for, once each: its cut without the parts of words and without stop words.

    A query of nothing but stop words keeps them.

    >>> query_words("互助县的政务外网")
    ['互助县', '政务外网']
    """
    words = list(dict.fromkeys(word.text for word in cut_words(normalised)))
    return [word for word in words if word not in _stop_words()] or words


def cut_words(normalised: str, segmenter: Segmenter | None = None) -> Iterator[Word]:
    """The text as words in order, without overlap; punctuation and spaces are left out."""
    cutter = segmenter or default_segmenter()
    for run in _RUNS.finditer(normalised):
        start = run.start()
        for piece in cutter.cut(run[0]) if run.lastgroup == "cut" else (run[0],):
            yield Word(piece, start, start + len(piece))
            start += len(piece)


def index_word_spans(normalised: str, segmenter: Segmenter | None = None) -> Iterator[Word]:
    """``index_words`` with their places; the parts of a word come before it."""
    cutter = segmenter or default_segmenter()
    for word in cut_words(normalised, cutter):
        for part in _parts(word.text, cutter):
            yield Word(part.text, word.start + part.start, word.start + part.end)
        yield word


def find_words(normalised: str, wanted: Collection[str]) -> Iterator[Word]:
    """Those of ``index_word_spans`` that are wanted, cutting only the runs of text that can hold one."""
    if not wanted:
        return
    candidate = re.compile("|".join(map(re.escape, wanted)))
    for run in _RUNS.finditer(normalised):
        if candidate.search(normalised, run.start(), run.end()):
            for word in index_word_spans(run[0]):
                if word.text in wanted:
                    yield Word(word.text, run.start() + word.start, run.start() + word.end)


def find_words_starting(normalised: str, start: str) -> Iterator[Word]:
    """Those of ``index_word_spans`` that start with a text."""
    if start:
        yield from (word for word in index_word_spans(normalised) if word.text.startswith(start))


@lru_cache(maxsize=65_536)
def _parts(word: str, segmenter: Segmenter) -> tuple[Word, ...]:
    """Dictionary words of two characters or more within a word, and the Latin runs of a mixed one.

    A word that falls into such words is not read across their borders: 确保安全 holds 确保 and 安全, not 保安.
    """
    if len(word) < 3 or not _IDEOGRAPH.search(word):
        return ()
    spans = [(start, end) for start in range(len(word) - 1) for end in range(start + 2, len(word) + 1)]
    latin = {run.span() for run in _LATIN.finditer(word)}
    known = [
        (start, end)
        for start, end in spans
        if end - start < len(word) and ((start, end) in latin or segmenter.knows(word[start:end]))
    ]
    pieces = _pieces(known, len(word))
    inside = {
        (start + part.start, start + part.end) for start, end in pieces for part in _parts(word[start:end], segmenter)
    }
    kept = inside.union(pieces) if pieces else known
    return tuple(Word(word[start:end], start, end) for start, end in known if (start, end) in kept)


def _pieces(spans: Sequence[Span], length: int) -> list[Span]:
    """Those of the spans from which, with others of them, the whole length can be put together without a gap."""
    reached = {0}  # spans come in the order of their starts, so what leads to a start is known before it
    for start, end in spans:
        if start in reached:
            reached.add(end)
    leading = {length}
    for start, end in sorted(spans, key=lambda span: -span[1]):
        if end in leading:
            leading.add(start)
    return [(start, end) for start, end in spans if start in reached and end in leading]


@lru_cache(maxsize=65_536)
def _with_parts(word: str) -> str:
    return " ".join((*(part.text for part in _parts(word, default_segmenter())), word))


@cache
def default_segmenter() -> Segmenter:
    """The fast segmenter where it is installed, else the portable one; loaded once a process."""
    try:
        return RjiebaSegmenter()
    except ImportError:
        return JiebaSegmenter()


class RjiebaSegmenter:
    """Compiled; added words belong to the instance."""

    def __init__(self) -> None:
        """Raises ImportError where no wheel is installed."""
        from rjieba import Jieba  # optional: not every machine has a wheel

        self._jieba = Jieba()
        for word in lexicon():
            self._jieba.add_word(word, _frequency(word), None)

    def cut(self, text: str) -> list[str]:
        return self._jieba.cut(text, False)

    def knows(self, word: str) -> bool:
        return self._jieba.has_word(word)


class JiebaSegmenter:
    """Pure Python; reads its dictionary for half a second and keeps no cache file on the machine."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba imports pkg_resources and has invalid escapes
            from jieba import Tokenizer  # type: ignore[import-untyped]  # slow to import, seldom needed

        self._tokenizer = Tokenizer()
        dictionary = self._tokenizer.get_dict_file()
        self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(dictionary)
        self._tokenizer.initialized = True
        for word in lexicon():
            self._tokenizer.add_word(word, _frequency(word))

    def cut(self, text: str) -> list[str]:
        return list(self._tokenizer.cut(text, HMM=False))

    def knows(self, word: str) -> bool:
        return bool(self._tokenizer.FREQ.get(word))


def _frequency(word: str) -> int:
    return PAIR_FREQUENCY if len(word) == 2 else COMPOUND_FREQUENCY


@cache
def lexicon() -> tuple[str, ...]:
    """Our own words, normalised: ``data/lexicon.txt`` and the terms of the synonyms."""
    return tuple(word for word in dict.fromkeys(map(normalise_text, _own_words())) if _RUNS.fullmatch(word))


def cutting_version() -> str:
    """What has to agree between an index and the queries it is asked: the way of cutting, and the words of our own."""
    said = "\n".join((str(CUTTING), *sorted({word.strip() for word in _own_words()})))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _own_words() -> Iterator[str]:
    yield from read_entries("lexicon.txt")
    for entry in read_entries("synonyms.txt"):
        yield from re.split("[=>]", entry)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(read_entries("stopwords.txt"))
