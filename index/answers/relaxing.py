"""Looser questions for a query that finds little: most of its words, their parts, other readings.

Only unquoted words at the top of the tree are loosened, never quoted text, fields, ranges or exclusions. In order:

1. Latin letters that stand nowhere are read as pinyin: zwww as 政务外网.
2. A long word may be said by its parts (互联网出口 by 互联网 and 出口); words that say little (经费, 项目) may be
   missing where another word of the same typed piece is there. Where nothing is found, a broader term will do too, but
   not what else is narrower than that: who asks for 电梯 is not shown 锅炉 for being 特种设备 too.
3. Of three words or more, most will do.
4. Of a typed piece of several words the last known term will do, as Chinese says last what a thing is: 印刷 of
   图书印刷.

The first that finds something is the answer; a query whose words are nowhere still finds nothing. What the query
itself finds, if only a record or two, comes first; then only the second step is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil

from analyzers.parts import QueryWord, query_parts
from analyzers.pinyin import terms_typed
from analyzers.synonyms import broader, equals, expansions
from index.engine import Engine
from index.query.natural import KIND
from index.query.tree import And, AtLeast, Exact, Node, Or, Query, Words
from index.sentence import Sentence, listed

#: Readings of one word typed in pinyin that are searched together, and those looked up.
MOST_READINGS, MOST_TRIED = 3, 12
#: The share of the words that must be there when most will do, and the fewest words of which one may be missing.
LEAST_SHARE, FEWEST_WORDS = 0.65, 3
#: Parts of all words together; beyond it the query is a sentence and is not loosened to most of its words.
MOST_PARTS = 10


#: A query that finds as many needs no looser one.
ENOUGH = 3

_PARTS_NOTICE = Sentence("没有记录含有全部词语，以下结果含有它们的主要部分或上位说法")


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A looser query that finds more, and what to tell the reader about it, in Chinese."""

    query: Query
    notice: str


def relaxed(engine: Engine, query: Query, *, total: int | None = None) -> Relaxed | None:
    """The looser query to answer in place of one that finds little; None where the query is to be answered itself.

    ``total`` is how many records the query finds, where that is known: if enough, nothing else is counted.
    What is chosen beside the text does not count, so that a choice made on a page
    finds what the page said it would; except that records of the chosen kinds are
    looked for in looser ways where the text finds none of them.
    """
    if total is not None and total >= ENOUGH:  # then its text finds as many, with or without the chosen kinds
        return None
    if not any(isinstance(node, Words) for node in _top(query.tree)):
        return None
    whole = Query(query.tree)
    found = engine.count(whole)
    kinds = replace(whole, filters=tuple(chosen for chosen in query.filters if chosen.field == KIND))
    if not found or (kinds.filters and not engine.count(kinds)):
        return _answer(query, _instead(engine, kinds), engine)
    if found >= ENOUGH:
        return None
    wider = _besides(whole, found)
    return _answer(query, (wider,), engine) if engine.count(wider.query) > found else None


def _answer(query: Query, looser: Iterable[Relaxed], engine: Engine) -> Relaxed | None:
    """The first of some looser readings of a query's text that finds something, with all that was chosen beside it."""
    found = next((reading for reading in looser if engine.count(reading.query)), None)
    return found and Relaxed(replace(query, tree=found.query.tree), found.notice)


def _besides(query: Query, found: int) -> Relaxed:
    """What the query finds, and what it finds when loosened."""
    either = Or((query.tree, _all(_in_parts(query, wider=False))))
    return Relaxed(
        replace(query, tree=either),
        Sentence("含有全部词语的记录只有 %(found)s 条，其后是含有主要部分的记录", found=found),
    )


def _instead(engine: Engine, query: Query) -> Iterator[Relaxed]:
    """Looser queries for one that finds nothing, the closest first."""
    yield from _in_pinyin(engine, query)
    nodes = _in_parts(query, wider=True)
    yield Relaxed(replace(query, tree=_all(nodes)), _PARTS_NOTICE)
    asked = [node for node in _top(query.tree) if not isinstance(node, Words)]
    parts = tuple(node for node in nodes if node not in asked)
    if FEWEST_WORDS <= len(parts) <= MOST_PARTS:
        least = min(len(parts) - 1, ceil(len(parts) * LEAST_SHARE))
        most = _all([*asked, AtLeast(parts, least)])
        notice = Sentence(
            "没有记录含有全部词语，以下结果至少含有 %(all)s 个词语中的 %(least)s 个", all=len(parts), least=least
        )
        yield Relaxed(replace(query, tree=most), notice)
    heads = [_head(node) if isinstance(node, Words) else None for node in _top(query.tree)]
    if said := list(dict.fromkeys(head.text for head in heads if head)):
        tree = _all([head or node for head, node in zip(heads, _top(query.tree), strict=True)])
        notice = Sentence("没有记录含有全部词语，以下结果只含有 %(terms)s", terms=listed(said, Sentence("、")))
        yield Relaxed(replace(query, tree=tree), notice)


def _head(typed: Words) -> Words | None:
    """The last of the telling words of a typed piece that has other names; None for one word, a number, a sentence."""
    telling = [word.text for word in query_parts(typed.text) if not word.weak]
    known = [word for word in telling if expansions(word)]
    if not known or not 1 < len(telling) <= MOST_PARTS or any(character.isdigit() for character in typed.text):
        return None
    return Words(known[-1], typed.field)


def _in_pinyin(engine: Engine, query: Query) -> Iterator[Relaxed]:
    """The query with the words read that are typed in pinyin, if any is."""
    read: list[Node] = []
    said: list[Sentence] = []
    for node in _top(query.tree):
        terms = _readings(engine, node) if isinstance(node, Words) else ()
        if isinstance(node, Words) and terms:
            said.append(Sentence("%(typed)s 读作 %(terms)s", typed=node.text, terms=listed(terms, Sentence(" 或 "))))
        read.append(_either([Words(term, node.field) for term in terms]) if isinstance(node, Words) and terms else node)
    if said:
        notice = Sentence("没有找到原文，按拼音把 %(said)s", said=listed(said, Sentence("、")))
        yield Relaxed(replace(query, tree=_all(read)), notice)


def _in_parts(query: Query, *, wider: bool) -> tuple[Node, ...]:
    """What the tree asks for, all of it, with its words loosened, ``wider`` to broader terms as well."""
    pieces = (_pieces(node, wider=wider) if isinstance(node, Words) else (node,) for node in _top(query.tree))
    return tuple(dict.fromkeys(node for piece in pieces for node in piece))


def _top(tree: Node) -> tuple[Node, ...]:
    return tree.children if isinstance(tree, And) else (tree,)


def _all(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _readings(engine: Engine, word: Words) -> tuple[str, ...]:
    """What a word typed in pinyin can stand for among what the index holds, the most frequent first."""
    tried = terms_typed(word.text)[:MOST_TRIED]
    counts = {term: engine.count(Query(Exact(term, word.field))) for term in tried}
    found = sorted((term for term in tried if counts[term]), key=lambda term: -counts[term])
    return tuple(islice(found, MOST_READINGS))


def _pieces(typed: Words, *, wider: bool) -> tuple[Node, ...]:
    """What one typed piece must still say: its telling words, by themselves, their parts or a broader term.

    One part alone is enough where it names a kind of thing, as 督查 does in 政务督查 and 城市 does not in 智慧城市.
    """
    if any(character.isdigit() for character in typed.text):
        return (typed,)  # 63人 is not 63 of anything
    telling = [word for word in query_parts(typed.text) if not word.weak]
    return tuple(_loosened(word, typed.field, wider=wider) for word in telling) or (typed,)


def _loosened(word: QueryWord, field: str | None, *, wider: bool) -> Node:
    parts = tuple(Words(part, field) for part in word.parts)
    alone = [And(parts)] if len(parts) > 1 else [part for part in parts if expansions(part.text)]
    above = [Exact(name, field) for term in broader(word.text) for name in (term, *equals(term))] if wider else []
    return _either([Words(word.text, field), *alone, *above])


def _either(nodes: Sequence[Node]) -> Node:
    different = tuple(dict.fromkeys(nodes))
    return different[0] if len(different) == 1 else Or(different)
