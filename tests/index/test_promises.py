"""The promises of text search, over random pieces of real text, at every leaf of a Boolean query, on every engine.

Quoted text is found as brute force over normalised text finds it; unquoted text finds what it finds quoted, and
first; a mark stands on exactly what was asked for, in the original text, and no two marks touch.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import project
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engine import Engine
from index.engines import open_engine
from index.fields import CONTENT_FIELDS
from index.highlight import highlight
from index.query.tree import And, Exact, Node, Not, Or, Query, Words

CORPUS = Path(os.environ.get("YUSOU_CORPUS", Path(__file__).parents[3] / "shared"))
#: Written for these tests: every script, width and sign that disclosures mix.
OWN_TEXT = (
    "一、政务外网（含ＶＰＮ專線）105条，單價1,200.50元／月；IPv6改造≥98％。“三公”经费、公務用車運行維護費：12345热线\n"
    " VPN 专线服务 24 小时，满意度≥９５%——目标1:保障8辆公车(加油、保险);e-mail：无。〇二四年度　預算 A4纸"
)
MOST_RECORDS, MOST_LENGTH, PIECE = 60, 400, 30
WIDE = str.maketrans({code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
TRADITIONAL = str.maketrans("务网车专线为电维护级", "務網車專線為電維護級")


def real_texts() -> list[str]:
    """Pieces of the corpus' text dumps where they are at hand, and always our own text."""
    dumps = sorted(CORPUS.glob("seeds/*.txt"))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in dumps]
    chooser = random.Random(7)
    pieces = [
        text[start : start + MOST_LENGTH]
        for text in texts
        for start in chooser.sample(range(len(text)), min(len(text), MOST_RECORDS // max(len(texts), 1)))
    ]
    return [*pieces, OWN_TEXT, OWN_TEXT[::-1]]


TEXTS = real_texts()
RECORDS = tuple(
    project(number, text[:20], goal=text[20:200], text=text[200:], document=f"{number:016x}")
    for number, text in enumerate(TEXTS)
)


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(f"{request.param}:{tmp_path_factory.mktemp('index') / 'index'}", create=True)
    with engine.batch() as batch:
        batch.add(RECORDS)
    yield engine
    engine.close()


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """One to thirty characters of a text as it is, in wide letters or in traditional characters."""
    text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, max(len(text) - 1, 0)))
    piece = text[start : start + draw(st.integers(1, PIECE))]
    return draw(st.sampled_from((piece, piece.translate(WIDE), piece.translate(TRADITIONAL), piece.upper())))


trees = st.recursive(
    st.builds(Exact, pieces()),
    lambda children: st.one_of(
        st.builds(And, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, children),
    ),
    max_leaves=4,
)


def found(engine: Engine, tree: Node) -> list[str]:
    return [hit.document.id for hit in engine.search(Query(tree, limit=len(RECORDS))).hits]


def holds(record: IndexDocument, node: Node) -> bool:
    """Brute force over the normalised texts."""
    match node:
        case Exact(text):
            wanted = normalise_text(text)
            held = (normalise_text(getattr(record, field.name)) for field in CONTENT_FIELDS)
            return bool(wanted) and any(wanted in text for text in held)
        case And(children):
            return all(holds(record, child) for child in children)
        case Or(children):
            return any(holds(record, child) for child in children)
        case Not(child):
            return not holds(record, child)
    raise AssertionError(node)


@settings(deadline=None, max_examples=150)
@given(trees)
def test_quoted_text_at_every_leaf_is_found_as_brute_force_finds_it(engine: Engine, tree: Node) -> None:
    assert sorted(found(engine, tree)) == sorted(record.id for record in RECORDS if holds(record, tree))


@settings(deadline=None, max_examples=150)
@given(pieces())
def test_unquoted_text_finds_what_it_finds_quoted_and_first(engine: Engine, piece: str) -> None:
    literal = found(engine, Exact(piece))
    unquoted = found(engine, Words(piece))
    assert set(unquoted[: len(literal)]) == set(literal)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(TEXTS), pieces())
def test_marks_stand_on_exactly_what_was_asked_for(text: str, piece: str) -> None:
    wanted = normalise_text(piece)
    for snippet in highlight(text, [Exact(piece)], window=len(text) + 1):
        assert text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert all(end < start for (_, end), (start, _) in zip(snippet.ranges, snippet.ranges[1:], strict=False))
        for start, end in snippet.ranges:
            assert wanted in normalise_text(snippet.text[start:end])
    if wanted and wanted in normalise_text(text):
        assert highlight(text, [Exact(piece)])
