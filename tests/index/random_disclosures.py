"""Strategies for disclosures: every optional part absent and present, every text hostile to a database."""

from __future__ import annotations

from hypothesis import strategies as st

from index.records import (
    Amount,
    AmountState,
    Box,
    BudgetLine,
    Check,
    Citation,
    Classification,
    ComparedWith,
    Direction,
    Disclosure,
    DocumentKind,
    FigureCell,
    FigureChange,
    Fund,
    GoalTask,
    Identity,
    IncomeSource,
    Indicator,
    NarrativeFigure,
    OverallGoal,
    PageText,
    Problem,
    Procurement,
    Project,
    Section,
    SectionKind,
    Severity,
    SourceFile,
    Stage,
    Statement,
    ThreePublic,
    Totals,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
maybe_text = st.none() | texts
numbers = st.integers(0, 10_000)
maybe_number = st.none() | numbers
points = st.floats(-1000, 2000)
#: As exact as anything printed: ten decimals of 万元 make a millionth of a yuan.
yuan = st.decimals(-(10**14), 10**14, places=6)
maybe_yuan = st.none() | yuan

boxes = st.builds(Box, points, points, points, points)
citations = st.builds(Citation, numbers, st.none() | boxes, maybe_number, maybe_number)
many_citations = st.lists(citations, max_size=3).map(tuple)
amounts = st.builds(Amount, yuan, texts, texts, texts) | st.builds(
    Amount, st.none(), texts, texts, texts, st.sampled_from([AmountState.BLANK, AmountState.UNREADABLE])
)
maybe_amount = st.none() | amounts


def _numbered(strategy_of_ordinal, max_size: int):  # type: ignore[no-untyped-def]  # a strategy maker for records
    return st.integers(0, max_size).flatmap(lambda size: st.tuples(*map(strategy_of_ordinal, range(size))))


def _page(ordinal: int) -> st.SearchStrategy[PageText]:
    size = st.none() | st.floats(1, 2000)
    return st.builds(PageText, st.just(ordinal + 1), size, size, st.lists(texts, max_size=3).map(tuple), maybe_number)


def _section(ordinal: int) -> st.SearchStrategy[Section]:
    path = st.lists(texts, min_size=1, max_size=3).map(tuple)
    return st.builds(Section, st.just(ordinal), path, st.sampled_from(SectionKind), texts, many_citations)


def _statement(ordinal: int) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement, st.just(ordinal), texts, texts, maybe_text, numbers, numbers, st.booleans(), many_citations
    )


def _line(ordinal: int) -> st.SearchStrategy[BudgetLine]:
    return st.builds(
        BudgetLine,
        st.just(ordinal),
        st.sampled_from(Classification),
        texts,
        maybe_text,
        texts,
        texts,
        st.integers(1, 3),
        st.dictionaries(st.sampled_from(["total", "basic", "project", "personnel", "public"]), amounts),
        many_citations,
    )


indicators = st.builds(Indicator, *[maybe_text] * 10, st.none() | citations)


def _project(ordinal: int) -> st.SearchStrategy[Project]:
    return st.builds(
        Project,
        st.just(ordinal),
        texts,
        maybe_text,
        maybe_amount,
        maybe_text,
        st.lists(indicators, max_size=3).map(tuple),
        many_citations,
        *[maybe_text] * 4,
    )


changes = st.builds(
    FigureChange,
    st.sampled_from(ComparedWith),
    st.sampled_from(Direction),
    maybe_amount,
    maybe_amount,
    st.none() | st.decimals(-1000, 1000, places=2),
    maybe_text,
)
cells = st.builds(FigureCell, numbers, maybe_amount, st.none() | citations)


def _overall_goal(ordinal: int) -> st.SearchStrategy[OverallGoal]:
    return st.builds(
        OverallGoal,
        st.just(ordinal),
        maybe_text,
        maybe_text,
        *[maybe_amount] * 3,
        st.lists(st.builds(GoalTask, texts, maybe_text, maybe_amount), max_size=2).map(tuple),
        st.lists(indicators, max_size=2).map(tuple),
        many_citations,
    )


def _figure(ordinal: int) -> st.SearchStrategy[NarrativeFigure]:
    return st.builds(
        NarrativeFigure,
        st.just(ordinal),
        texts,
        st.none() | st.sampled_from(Fund),
        texts,
        maybe_amount,
        maybe_number,
        maybe_text,
        maybe_yuan,
        st.lists(changes, max_size=2).map(tuple),
        numbers,
        many_citations,
        st.none() | cells,
    )


def _three_public(cited: Citation) -> st.SearchStrategy[ThreePublic]:
    """With last year's or the plan's, printed at the same place, of which at least the total is known."""
    parts = [maybe_amount] * 4
    beside = st.none() | st.builds(ThreePublic, amounts, *parts, st.just(cited))
    return st.builds(ThreePublic, maybe_amount, *parts, st.just(cited), beside, beside)


def _income_source(ordinal: int) -> st.SearchStrategy[IncomeSource]:
    return st.builds(IncomeSource, st.just(ordinal), texts, texts, maybe_text, texts, amounts, many_citations)


checks = st.builds(Check, texts, texts, st.none() | st.booleans(), maybe_yuan, maybe_yuan, maybe_yuan, many_citations)
problems = st.builds(Problem, texts, st.sampled_from(Severity), texts, maybe_number)

identities = st.builds(
    Identity,
    *[maybe_text] * 7,
    st.none() | st.integers(1990, 2100),
    st.none() | st.sampled_from(Stage),
    st.sampled_from(DocumentKind),
    maybe_text,
)

shas = st.text("0123456789abcdef", min_size=64, max_size=64)

disclosures = st.builds(
    Disclosure,
    source=st.builds(SourceFile, shas, texts.map("/放/".__add__), texts, st.integers(0, 10**12), numbers),
    identity=identities,
    totals=st.builds(Totals, *[maybe_amount] * 4),
    pages=_numbered(_page, 2),
    sections=_numbered(_section, 2),
    statements=_numbered(_statement, 2),
    lines=_numbered(_line, 3),
    projects=_numbered(_project, 2),
    overall_goals=_numbered(_overall_goal, 2),
    three_public=st.none() | citations.flatmap(_three_public),
    procurement=st.none() | st.builds(Procurement, *[maybe_amount] * 4, citations),
    figures=_numbered(_figure, 2),
    income=_numbered(_income_source, 3),
    checks=st.lists(checks, max_size=2).map(tuple),
    problems=st.lists(problems, max_size=2).map(tuple),
)
