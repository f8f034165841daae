"""The query language: typed text in, a typed tree out. The only parser for page, API, command line and feeds.

either  = all { OR all }
all     = part { [AND] part }
part    = NOT part | ( either ) | field part | text { NEAR text } | words
text    = "exact text" | word
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analyzers.text import normalise_text
from index.fields import Field, FieldType
from index.query.field_values import FieldValueError, field_node
from index.query.natural import SHORT_START_HINT, ShortStartError, read_words
from index.query.reading import Chip, also_searched, describe, understood
from index.query.tokens import Token, TokenKind, tokenise
from index.query.tree import And, Exact, MatchAll, Near, Node, Not, Or, Query, QueryError, Words
from index.sentence import Sentence

__all__ = ["MAX_CLAUSES", "MAX_DEPTH", "MAX_LENGTH", "Chip", "also_searched", "describe", "parse", "understood"]

MAX_LENGTH = 512
MAX_CLAUSES = 64
MAX_DEPTH = 16

#: Faults mended one after the other before a query is reduced to its plain words.
_MOST_REPAIRS = 4
_PLAIN_WORD = re.compile(r"\w+")
_OPERATOR_WORDS = frozenset(("and", "or", "not", "与", "且", "并且", "或", "或者", "非"))
_MOST_PLAIN_WORDS = 16


def parse(text: str) -> Query:
    """Read what a user typed.

    Words, exact text in any quotes, AND (or a space) / OR / NOT in English and
    Chinese, brackets, ``field:value``; unquoted words are also read for ranges,
    places and codes (``index/query/natural.py``). No text at all asks for every record.

    Raises:
        QueryError: located in the text, with a query that works where there is one.

    >>> parse('政务外网 金额:10万..200万').tree
    And(children=(Words(text='政务外网', field=None), Range(field='amount_fen', low=10000000, high=200000000)))
    """
    try:
        return Query(_Parser(_limited(text)).tree(), text)
    except QueryError as error:
        repaired = _mended(error.repaired, _plain_words(text))
        raise QueryError(error.message, span=error.span, hint=error.hint, repaired=repaired) from None


def _limited(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise QueryError(
            Sentence("查询太长：最多 %(most)s 个字符", most=MAX_LENGTH),
            span=(MAX_LENGTH, len(text)),
            hint=Sentence("删去一部分，或分几次查询"),
            repaired=text[:MAX_LENGTH],
        )
    return text


def _mended(*candidates: str | None) -> str | None:
    """The first candidate that is a query, or becomes one as its own faults are mended."""
    for candidate in candidates:
        for _ in range(_MOST_REPAIRS):
            if not candidate or not candidate.strip():
                break
            try:
                _Parser(_limited(candidate)).tree()
            except QueryError as error:
                candidate = error.repaired
            else:
                return candidate
    return None


def _plain_words(text: str) -> str:
    """A query of the words of a text alone."""
    words = [word for word in _PLAIN_WORD.findall(text[:MAX_LENGTH]) if word.lower() not in _OPERATOR_WORDS]
    return " ".join(words[:_MOST_PLAIN_WORDS])


class _Parser:
    """One pass over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokenise(text)
        self._next = 0
        self._clauses = 0

    def tree(self) -> Node:
        if not self._tokens:
            return MatchAll()
        tree = self._either(None, depth=0)
        if (extra := self._peek()) is not None:
            raise self._fault(extra, Sentence("右括号多了一个"), Sentence("去掉它，或在前面补上左括号"))
        return tree

    def _either(self, field: Field | None, *, depth: int) -> Node:
        operands = [self._all(field, depth=depth)]
        while self._at(TokenKind.OR):
            self._next += 1
            operands.append(self._all(field, depth=depth))
        return _joined(operands, Or)

    def _all(self, field: Field | None, *, depth: int) -> Node:
        operands: list[Node] = []
        while not self._at(None, TokenKind.OR, TokenKind.CLOSE):
            if self._at(TokenKind.AND):
                if not operands:
                    break
                self._next += 1
                if self._at(None, TokenKind.OR, TokenKind.CLOSE, TokenKind.AND):
                    raise self._missing_operand()
            operands.extend(self._part(field, depth=depth))
        if not operands:
            raise self._missing_operand()
        return _all_of(operands)

    def _part(self, field: Field | None, *, depth: int) -> tuple[Node, ...]:
        token = self._tokens[self._next]
        if self._is_near_text(self._next) and self._at(TokenKind.NEAR, ahead=1):
            return self._near(field)
        match token.kind:
            case TokenKind.NEAR:
                raise self._missing_operand()
            case TokenKind.NOT:
                return (self._negated(field, depth=depth),)
            case TokenKind.OPEN:
                return (self._group(field, depth=depth),)
            case TokenKind.FIELD:
                self._next += 1
                return (self._field_value(token, depth=depth),)
            case TokenKind.WORDS if field is None:
                return self._words()
            case _:
                self._next += 1
                return (self._leaf(token, field),)

    def _near(self, field: Field | None) -> tuple[Node, ...]:
        """Texts joined by NEAR, each two neighbours near each other."""
        nodes: list[Node] = []
        while self._at(TokenKind.NEAR, ahead=1):
            first, near = self._tokens[self._next : self._next + 2]
            self._next += 2
            if not self._is_near_text(self._next):
                self._next -= 1
                raise self._fault(
                    near, Sentence("“%(word)s”的两边要各有一个词", word=near.text), Sentence("写成：政务 NEAR/5 外网")
                )
            second = self._tokens[self._next]
            nodes.append(Near(first.text, second.text, near.distance, self._text_field(field, near)))
            self._count(2, second)
        self._next += 1
        return tuple(nodes)

    def _is_near_text(self, place: int) -> bool:
        """Whether the token at this place can stand beside NEAR."""
        kinds = (TokenKind.WORDS, TokenKind.QUOTED)
        return place < len(self._tokens) and self._tokens[place].kind in kinds

    def _text_field(self, field: Field | None, near: Token) -> str | None:
        if field is not None and field.type is not FieldType.TEXT:
            raise self._fault(
                near,
                Sentence("“%(field)s”里不能用 %(word)s", field=Sentence(field.label), word=near.text),
                Sentence("NEAR 只用于文字"),
            )
        return field.name if field else None

    def _negated(self, field: Field | None, *, depth: int) -> Node:
        self._deepen(depth)
        self._next += 1
        if self._at(None, TokenKind.OR, TokenKind.CLOSE, TokenKind.AND):
            raise self._missing_operand()
        only_next_word = field is None and self._at(TokenKind.WORDS) and not self._at(TokenKind.NEAR, ahead=1)
        return Not(_all_of(self._words(most=1) if only_next_word else self._part(field, depth=depth + 1)))

    def _group(self, field: Field | None, *, depth: int) -> Node:
        self._deepen(depth)
        opening = self._tokens[self._next]
        self._next += 1
        content = self._either(field, depth=depth + 1)
        if self._at(None):
            raise QueryError(
                Sentence("左括号没有配对"),
                span=opening.span,
                hint=Sentence("在后面补上右括号"),
                repaired=self._text.rstrip() + ")",
            )
        self._next += 1
        return content

    def _field_value(self, named: Token, *, depth: int) -> Node:
        """What follows ``field:``: one value, or a bracket in which every value is the field's."""
        field = named.field
        value = self._tokens[self._next]
        if value.kind is TokenKind.OPEN:
            return self._group(field, depth=depth)
        self._next += 1
        return self._leaf(value, field, operator=named.operator)

    def _leaf(self, token: Token, field: Field | None, *, operator: str = ":") -> Node:
        """Quoted text, or a value of a field."""
        if field is None:
            return self._counted(Exact(token.text), token)
        try:
            node = field_node(field, operator, token.text, quoted=token.kind is TokenKind.QUOTED)
        except FieldValueError as error:
            raise QueryError(
                error.message, span=token.span, hint=error.hint, repaired=self._replaced(token, error.better or "")
            ) from error
        return self._counted(node, token)

    def _words(self, most: int | None = None) -> tuple[Node, ...]:
        """The words up to the next sign, read together; ``most`` of them at most."""
        run = tuple(self._run())[:most]
        self._next += len(run)
        self._count(len(run), run[min(len(run), MAX_CLAUSES - self._clauses + 1) - 1])
        nodes = self._read(run)
        self._count(sum(map(_leaves, nodes)) - len(run), run[-1])
        return nodes

    def _read(self, run: Sequence[Token]) -> tuple[Node, ...]:
        try:
            return read_words(self._text, [token.span for token in run])
        except ShortStartError as error:
            span = (run[0].start, run[-1].end)
            plain = self._text[: span[0]] + re.sub(r"[*＊]", " ", self._text[slice(*span)]) + self._text[span[1] :]
            raise QueryError(error.message, span=span, hint=SHORT_START_HINT, repaired=plain.strip()) from error

    def _run(self) -> Iterator[Token]:
        """The words from here on; the last before a NEAR belongs to that."""
        for place in range(self._next, len(self._tokens)):
            near_follows = self._at(TokenKind.NEAR, ahead=place + 1 - self._next)
            if self._tokens[place].kind is not TokenKind.WORDS or near_follows:
                return
            yield self._tokens[place]

    def _counted(self, node: Node, token: Token) -> Node:
        self._count(_leaves(node), token)
        return node

    def _count(self, clauses: int, token: Token) -> None:
        self._clauses += max(clauses, 0)
        if self._clauses > MAX_CLAUSES:
            raise QueryError(
                Sentence("条件太多：最多 %(most)s 个", most=MAX_CLAUSES),
                span=token.span,
                hint=Sentence("删去一部分条件，或分几次查询"),
                repaired=self._text[: token.start],
            )

    def _deepen(self, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise QueryError(
                Sentence("括号或否定套得太深：最多 %(most)s 层", most=MAX_DEPTH),
                span=self._tokens[self._next].span,
                hint=Sentence("减少嵌套的括号"),
            )

    def _missing_operand(self) -> QueryError:
        """The fault of an operator or bracket with nothing on one side."""
        before = self._tokens[self._next - 1] if self._next else None
        after = self._peek()
        if before is not None and before.kind is TokenKind.OPEN:
            return self._fault(before, Sentence("括号里没有内容"), Sentence("在括号里填上条件，或去掉括号"))
        operator = before if before is not None and before.kind is not TokenKind.CLOSE else after
        assert operator is not None, "an empty text has no tokens and is never parsed"
        return self._fault(
            operator, Sentence("“%(word)s”的一边缺少内容", word=operator.text), Sentence("补上要找的内容，或去掉它")
        )

    def _fault(self, token: Token, message: str, hint: str) -> QueryError:
        return QueryError(message, span=token.span, hint=hint, repaired=self._replaced(token, ""))

    def _replaced(self, token: Token, better: str) -> str:
        before, behind = self._text[: token.start].rstrip(), self._text[token.end :].lstrip()
        return " ".join(piece for piece in (before, better, behind) if piece)

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _at(self, *kinds: TokenKind | None, ahead: int = 0) -> bool:
        """Whether the next token, or one further ahead, is of one of the kinds; None is the end."""
        place = self._next + ahead
        token = self._tokens[place] if place < len(self._tokens) else None
        return (token.kind if token else None) in kinds


def _all_of(operands: Iterable[Node]) -> Node:
    """All operands together; punctuation standing alone is left out where there is anything else."""
    every = tuple(operands)
    return _joined([node for node in every if not _is_punctuation(node)] or every, And)


def _is_punctuation(node: Node) -> bool:
    return isinstance(node, Words) and not any(c.isalnum() for c in normalise_text(node.text))


def _joined(operands: Iterable[Node], kind: type[And] | type[Or]) -> Node:
    """Operands under one node of a kind: nested ones of that kind laid open, each once, alone if it is the only one."""
    children = dict.fromkeys(
        node for operand in operands for node in (operand.children if isinstance(operand, kind) else (operand,))
    )
    return kind(tuple(children)) if len(children) > 1 else next(iter(children))


def _leaves(node: Node) -> int:
    match node:
        case And(children) | Or(children):
            return sum(_leaves(child) for child in children)
        case Not(child):
            return _leaves(child)
        case _:
            return 1
