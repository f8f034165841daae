"""The typed query cut into tokens: words, quoted text, operators, brackets, fields and their values.

Nothing is interpreted here but the signs themselves; the full-width form of
each is read like the plain one.
"""

from __future__ import annotations

import difflib
import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from analyzers.text import normalise_text
from index.fields import FIELDS, Field, FieldType, field_typed
from index.query.tree import QueryError
from index.sentence import Sentence


class TokenKind(enum.Enum):
    WORDS = enum.auto()
    QUOTED = enum.auto()
    FIELD = enum.auto()  # a field name and its operator; what it applies to follows
    VALUE = enum.auto()
    AND = enum.auto()
    OR = enum.auto()
    NOT = enum.auto()
    NEAR = enum.auto()  # between two texts; carries the distance
    OPEN = enum.auto()
    CLOSE = enum.auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the typed text; ``text`` is as typed, for quoted text without the quotes.

    A FIELD carries its ``field`` and its ``operator``, one of ``: > >= < <=``; a NEAR its ``distance`` in characters.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    field: Field | None = None
    operator: str = ":"
    distance: int = 0

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


#: Full-width ASCII and the ideographic space -> their plain forms, one character for one.
_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
#: Punctuation between words, which keeps its width: unlike the plain forms it never belongs to a number or a name.
_STOPS = "，；。！？"

_PLAIN_SIGNS = {code: plain for code, plain in _HALF_WIDTH.items() if chr(code) not in _STOPS}

_DOUBLE = '"“”„‟'
#: Opening quote -> the marks that close it, and those that will do when none of the first follows.
_CLOSING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys("“”„‟", ("”", _DOUBLE)),
        '"': ('"', _DOUBLE),
        "「": ("」", "」"),
        "『": ("』", "』"),
        "‘": ("’", "’'"),
    }
)
_QUOTES = "".join(_CLOSING)

#: Characters between the two texts of a NEAR, where none are named and at most.
DEFAULT_DISTANCE, MOST_DISTANCE = 10, 30

_OPERATORS: Mapping[str, TokenKind] = MappingProxyType(
    {
        **dict.fromkeys(("and", "&", "&&", "与", "且", "并且"), TokenKind.AND),
        **dict.fromkeys(("or", "|", "||", "或", "或者"), TokenKind.OR),
        **dict.fromkeys(("not", "非"), TokenKind.NOT),
        "(": TokenKind.OPEN,
        ")": TokenKind.CLOSE,
    }
)
_BORDER = rf"(?=[\s()|,;{_QUOTES}{_STOPS}]|$)"
_OPERATOR = re.compile(
    rf"[()]|\|{{1,2}}|(?:and|or|not|&&?|与|且|并且|或|或者|非){_BORDER}|(?P<minus>[-−–](?=[^\s)|−–-]))", re.IGNORECASE
)

#: NEAR/5, 邻近5字; without a number DEFAULT_DISTANCE.
_NEAR = re.compile(rf"(?:near|邻近)(?:\s*/?\s*(?P<distance>[0-9]{{1,4}})字?)?{_BORDER}", re.IGNORECASE)

#: Within a number a comma is no separator.
_THOUSANDS = r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))"
_SEPARATORS = re.compile(rf"[\s,;{_STOPS}]+")
_WORD_CHARACTER = rf"(?:[^\s()|,;{_QUOTES}{_STOPS}]|{_THOUSANDS})"
#: Brackets and printed quotes within a word belong to it: 因公出国（境）费用, “三公”经费.
_BRACKETED_PART = rf"\([^\s()|{_QUOTES}{_STOPS}]*\)"
_QUOTED_PART = r"(?:“[^\s“”]+”|「[^\s「」]+」|『[^\s『』]+』)"
_WORD = re.compile(
    rf"(?:{_WORD_CHARACTER}|{_QUOTED_PART}(?={_WORD_CHARACTER}))(?:{_WORD_CHARACTER}|{_BRACKETED_PART}|{_QUOTED_PART})*"
)
_QUOTED_START = re.compile(rf"{_QUOTED_PART}(?={_WORD_CHARACTER})")
#: An apostrophe quotes only whole words, so that don't stays a word.
_APOSTROPHES = re.compile(rf"'([^']+)'{_BORDER}")

_NAMES = sorted((name for field in FIELDS for name in (*field.names, field.name)), key=len, reverse=True)
_SEARCHED = {FieldType.TEXT, FieldType.KEYWORD, FieldType.INTEGER}
_FIELD = re.compile(
    rf"(?P<name>{'|'.join(map(re.escape, _NAMES))})\s*(?P<operator>[:=]?\s*(?:>=|=>|≥|<=|=<|≤|>|<)|[:=])\s*",
    re.IGNORECASE,
)
_UNKNOWN_FIELD = re.compile(r"(?P<name>[a-z_]{3,30})(?:[:=]|[<>]=?)(?![/:])", re.IGNORECASE)
_COMPARISONS: Mapping[str, str] = MappingProxyType({"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", "=": ":", "": ":"})

_VALUE = re.compile(rf"(?:[^\s()|{_QUOTES}{_STOPS}]|{_THOUSANDS})+")
#: A range of numbers may be typed with spaces around its sign; a space behind an open range (10万.. 专线) ends it.
_SPACED_RANGE = re.compile(
    rf"[^\s()|{_QUOTES}{_STOPS}]+\s+(?:(?:\.\.|~|到|至)\s*|[-–—]\s+)[0-9零一二两三四五六七八九十]"
    rf"[^\s()|{_QUOTES}{_STOPS}]*"
)


def fold_width(text: str) -> str:
    """Full-width signs, letters and digits as plain ones; every position stays where it was."""
    return text.translate(_HALF_WIDTH)


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a typed query into tokens, in order.

    Raises:
        QueryError: a quote is not closed, quoted text is empty, a field has no
            value, or the name before a colon is nearly that of a field.
    """
    return tuple(_Tokeniser(text).tokens())


class _Tokeniser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = _signs(text)
        self._position = 0

    def tokens(self) -> Iterator[Token]:
        while self._skip_separators():
            token = self._near() or self._operator() or self._quoted() or self._field() or self._word()
            if token is None:
                continue
            yield token
            if token.kind is TokenKind.FIELD:
                yield from self._value(token)

    def _skip_separators(self) -> bool:
        """Go to the next token; False at the end."""
        if separators := _SEPARATORS.match(self._plain, self._position):
            self._position = separators.end()
        return self._position < len(self._plain)

    def _near(self) -> Token | None:
        match = _NEAR.match(self._plain, self._position)
        if match is None:
            return None
        distance = int(match["distance"] or DEFAULT_DISTANCE)
        if distance > MOST_DISTANCE:
            start, end = match.span("distance")
            raise QueryError(
                Sentence("NEAR 的距离太大：最多 %(most)s 个字", most=MOST_DISTANCE),
                span=(start, end),
                hint=Sentence("把距离改小，或用空格表示两者都有"),
                repaired=f"{self._text[:start]}{MOST_DISTANCE}{self._text[end:]}",
            )
        return replace(self._taken(TokenKind.NEAR, match.end()), distance=distance)

    def _operator(self) -> Token | None:
        match = _OPERATOR.match(self._plain, self._position)
        if match is None:
            return None
        kind = TokenKind.NOT if match["minus"] else _OPERATORS[match[0].lower()]
        return self._taken(kind, match.end())

    def _quoted(self) -> Token | None:
        opening = self._plain[self._position]
        if self._starts_quoted_word():
            return None
        if opening in _CLOSING:
            return self._quoted_until(self._closing(opening))
        if apostrophes := _APOSTROPHES.match(self._plain, self._position):
            return self._quoted_until(apostrophes.end() - 1)
        return None

    def _starts_quoted_word(self) -> bool:
        """Whether quotes open a name that goes on behind them, as in “三公”经费."""
        start = _QUOTED_START.match(self._plain, self._position)
        return start is not None and _OPERATOR.match(self._plain, start.end()) is None

    def _quoted_until(self, closing: int) -> Token:
        start, inner = self._position, self._text[self._position + 1 : closing]
        if not normalise_text(inner):
            without = f"{self._text[:start].rstrip()} {self._text[closing + 1 :].lstrip()}".strip()
            raise QueryError(
                Sentence("引号里没有文字"),
                span=(start, closing + 1),
                hint=Sentence("在引号里填上要找的原文，或去掉引号"),
                repaired=without,
            )
        self._position = closing + 1
        return Token(TokenKind.QUOTED, start, closing + 1, inner)

    def _closing(self, opening: str) -> int:
        for marks in _CLOSING[opening]:
            places = (self._plain.find(mark, self._position + 1) for mark in marks)
            if found := [place for place in places if place >= 0]:
                return min(found)
        raise QueryError(
            Sentence("引号没有配对"),
            span=(self._position, len(self._text)),
            hint=Sentence("在要找的原文后面补上引号"),
            repaired=self._text + _CLOSING[opening][0],
        )

    def _field(self) -> Token | None:
        match = _FIELD.match(self._plain, self._position)
        field = field_typed(match["name"]) if match else None
        if match is None or field is None or field.type not in _SEARCHED:
            self._refuse_misspelt_field()
            return None
        sign = re.sub(r"[:=]?\s*(?=[<>≥≤])|\s", "", match["operator"], count=1).strip()
        operator = _COMPARISONS.get(sign, sign)
        if operator != ":" and field.type is not FieldType.INTEGER:
            return None
        start, self._position = self._position, match.end()
        return Token(TokenKind.FIELD, start, match.end(), self._text[start : match.end()], field, operator)

    def _refuse_misspelt_field(self) -> None:
        match = _UNKNOWN_FIELD.match(self._plain, self._position)
        if match is None:
            return
        close = difflib.get_close_matches(
            match["name"].lower(), [name for name in _NAMES if name.isascii()], cutoff=0.75
        )
        if close:
            start, end = match.span("name")
            raise QueryError(
                Sentence("没有名为“%(name)s”的字段", name=self._text[start:end]),
                span=(start, end),
                hint=Sentence("是不是想写 %(name)s？", name=close[0]),
                repaired=self._text[:start] + close[0] + self._text[end:],
            )

    def _value(self, field: Token) -> Iterator[Token]:
        """The value behind a field; nothing where a bracket opens, whose content is then the value."""
        if field.operator == ":" and self._plain.startswith("(", self._position):
            return
        quoted = self._quoted() if self._position < len(self._plain) else None
        yield quoted or self._bare_value(field)

    def _bare_value(self, field: Token) -> Token:
        patterns = (_SPACED_RANGE, _VALUE) if field.field and field.field.type is FieldType.INTEGER else (_VALUE,)
        for pattern in patterns:
            match = pattern.match(self._plain, self._position)
            if match and normalise_text(match[0]):
                return self._taken(TokenKind.VALUE, match.end())
        raise QueryError(
            Sentence("“%(field)s”后面缺少值", field=field.text.strip()),
            span=field.span,
            hint=Sentence("在后面填上要找的值，或去掉它"),
            repaired=self._text[: field.start] + " " + self._text[field.end :],
        )

    def _word(self) -> Token | None:
        """The next word; None (and past it) where nothing of it can be searched, such as a lone accent."""
        match = _WORD.match(self._plain, self._position)
        token = self._taken(TokenKind.WORDS, match.end() if match else self._position + 1)
        return token if normalise_text(token.text) else None

    def _taken(self, kind: TokenKind, end: int) -> Token:
        start, self._position = self._position, end
        return Token(kind, start, end, self._text[start:end])


def _signs(text: str) -> str:
    """The text to look for signs in: plain forms, but stops as typed, and spaces for what cannot be seen."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text.translate(_PLAIN_SIGNS))
