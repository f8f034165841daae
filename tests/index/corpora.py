"""Small corpora: records written by hand, and strategies for random records and queries over them."""

from __future__ import annotations

from hypothesis import strategies as st

from index.documents import IndexDocument
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    Filter,
    MatchAll,
    Near,
    Not,
    Or,
    Prefix,
    Query,
    Range,
    Sort,
    Words,
    WordStart,
)
from index.records import RecordKind, SectionKind, record_id

DOCUMENT_IDS = ("00000000000000a1", "ffffffffffffffb2", "7c00000000000003")
COUNTIES = {"630223": "互助土族自治县", "632801": "格尔木市", "130631": "望都县", "": ""}

#: Pieces that meet in many ways: words in words, synonyms, Latin and digits, other widths and scripts, punctuation.
PIECES = (
    *(
        "政务外网",
        "电子政务外网",
        "外网",
        "政务",
        "政",
        "网",
        "国外网站",
        "专线",
        "公务用车",
        "公务用车运行维护费",
        "公车",
    ),
    *(
        "临时工",
        "编外人员",
        "安全防护",
        "维护",
        "经费",
        "IPv6",
        "ＩＰＶ６",
        "12345",
        "12345热线",
        "“三公”经费",
        "公務接待",
        "VPN 专线",
    ),
    *("，", "（", "）", " ", "\n", "、", "2.5", "a b", "的"),
)


ADDED = {RecordKind.PROJECT: "project", RecordKind.DOCUMENT: "document", RecordKind.LINE: "line/支出/function/0"}


def record(
    kind: RecordKind, ordinal: int, name: str = "", *, document: str = DOCUMENT_IDS[0], **values: object
) -> IndexDocument:
    """A record with a proper id, whose amount may be added to those of its kind."""
    values.setdefault("adds", "" if kind is RecordKind.SECTION else ADDED[kind])
    return IndexDocument(id=record_id(document, kind, ordinal), document_id=document, kind=kind, name=name, **values)  # type: ignore[arg-type]  # values are named as the caller knows them


def project(ordinal: int, name: str = "", *, document: str = DOCUMENT_IDS[0], **values: object) -> IndexDocument:
    return record(RecordKind.PROJECT, ordinal, name, document=document, **values)


texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
#: What a disclosure may print: thirteen-digit budgets, negatives, zeros; few enough values to tie often.
amounts = (
    st.none() | st.sampled_from((0, 1, -5_000_00, 99_999_99, 10_000_00, 50_000_00)) | st.integers(-(10**17), 10**17)
)
codes = st.sampled_from(("", "201", "20103", "2010301", "2010399", "30217"))
flags = st.lists(st.sampled_from(("勾稽不平", "有问题", "无金额")), unique=True).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> IndexDocument:
    document = draw(st.sampled_from(DOCUMENT_IDS))
    division = draw(st.sampled_from(sorted(COUNTIES)))
    return record(
        draw(st.sampled_from(RecordKind)),
        draw(st.integers(0, 30)),
        draw(texts),
        document=document,
        goal=draw(texts),
        indicators=draw(texts),
        text=draw(texts),
        context=draw(texts),
        county=COUNTIES[division],
        division_code=division,
        year=draw(st.none() | st.integers(2022, 2025)),
        stage=draw(st.sampled_from(("", "预算", "决算"))),
        amount_fen=draw(amounts),
        code=draw(codes),
        section_kind=draw(st.sampled_from(("", SectionKind.GLOSSARY, SectionKind.DUTIES))),
        quality=draw(flags),
    )


corpora = st.lists(records(), max_size=12, unique_by=lambda held: held.id)

text_fields = st.none() | st.sampled_from(("name", "goal", "text", "context"))
asked_texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
bounds = st.builds(
    Range,
    st.sampled_from(("amount_fen", "year", "page")),
    st.none() | st.sampled_from((-(10**30), 0, 2023, 10_000_00)),
    st.none() | st.sampled_from((10**30, 0, 2024, 50_000_00)),
)
leaves = st.one_of(
    st.just(MatchAll()),
    st.builds(Words, asked_texts, text_fields),
    st.builds(Exact, asked_texts, text_fields),
    st.builds(WordStart, st.sampled_from(("政务", "外", "ip", "12", "公务用车运行", "")), text_fields),
    st.builds(Near, st.sampled_from(PIECES), st.sampled_from(PIECES), st.integers(0, 12), text_fields),
    st.builds(FieldTerm, st.just("year"), st.sampled_from(("2023", "2024", "二〇二四"))),
    st.builds(FieldTerm, st.just("code"), codes),
    st.builds(FieldTerm, st.just("kind"), st.sampled_from(RecordKind)),
    st.builds(Prefix, st.just("code"), st.sampled_from(("201", "2010", "302", "9"))),
    bounds,
)
trees = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(And, st.lists(children, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, max_size=3).map(tuple)),
        st.builds(Not, children),
        st.builds(AtLeast, st.lists(children, max_size=4).map(tuple), st.integers(0, 4)),
    ),
    max_leaves=5,
)
choices = st.one_of(
    st.builds(Filter, st.just("kind"), st.lists(st.sampled_from(RecordKind), max_size=2).map(tuple), st.booleans()),
    st.builds(Filter, st.just("year"), st.just(("2024",)), st.booleans()),
    st.builds(Filter, st.just("code"), st.lists(st.sampled_from(("201", "20103", "302"))).map(tuple), st.booleans()),
    st.builds(Filter, st.just("county"), st.just(("望都县", "没有这个县")), st.booleans()),
    st.builds(Filter, st.just("quality"), st.just(("勾稽不平",)), st.booleans()),
)
queries = st.builds(
    Query,
    tree=trees,
    filters=st.lists(choices, max_size=3).map(tuple),
    ranges=st.lists(bounds, max_size=2).map(tuple),
    sort=st.sampled_from(Sort),
    limit=st.integers(1, 20),
)
