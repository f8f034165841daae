"""The search and SQLite FTS5 answer the same questions in turn, so that both meet the same machine.

    python benchmarks/side_by_side.py DIR

does so over what ``run.py --keep DIR`` kept there, and builds the file of FTS5 if it is not there yet.

Each question is put to both: the answer (hits, six facets, histogram, statistics, highlights) is timed, and then the
HTML that the real application makes of it. FTS5 is asked what the search answered in the end: where little is found,
the search first looks for looser readings, and that is on its bill alone. The answers are compared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

import fts5_index
from flask import render_template
from fts5_lookup import NotExpressibleError, WordsLookup
from fts5_page import Fts5, same_figures
from measuring import percentile, print_table, spent
from queries import FACETS, SAMPLE, Question, questions, records

from index.answers.search import Searcher, SearchPage
from index.catalog import Catalog
from index.engine import Engine
from index.engines import open_engine
from index.query.tree import Query
from search_app.addresses.query_args import query_from_args
from search_app.app import create_app
from search_app.library import Library
from search_app.views.results import results_view

Made = TypeVar("Made")
#: Makes the HTML of an answer to a question.
Render = Callable[[Question, SearchPage], str]


class Cost(NamedTuple):
    """Milliseconds of CPU of all threads together, and by the clock."""

    cpu: float
    clock: float

    def plus(self, other: Cost) -> Cost:
        return Cost(self.cpu + other.cpu, self.clock + other.clock)


class Row(NamedTuple):
    """What both took for the answer to one question and for the whole page, and whether they say the same.

    ``words`` is the answer of the weaker yardstick, which finds fewer records.
    """

    kind: str
    answers: tuple[Cost, Cost]
    pages: tuple[Cost, Cost]
    words: Cost
    agree: bool


class Contest:
    """The search and FTS5, over the same records."""

    def __init__(self, engine: Engine, fts5: Fts5, words: Fts5, render: Render) -> None:
        self._searcher = Searcher(engine, remembered=0)
        self._fts5, self._words, self._render = fts5, words, render

    def rows(self, asked: Sequence[Question]) -> Sequence[Row]:
        """One for each question that FTS5 can be asked."""
        return [row for row in map(self._row, asked) if row is not None]

    def _row(self, question: Question) -> Row | None:
        ours, our_cost = _timed(partial(self._searcher.search, asked_query(question), facets=FACETS))
        try:
            theirs, their_cost = _timed(partial(self._fts5.page, ours.asked))
        except NotExpressibleError:
            return None
        _, our_html = _timed(partial(self._render, question, ours))
        _, their_html = _timed(partial(self._render, question, theirs))
        _, of_words = _timed(partial(self._words.page, ours.asked))
        pages = our_cost.plus(our_html), their_cost.plus(their_html)
        return Row(question.kind, (our_cost, their_cost), pages, of_words, same_figures(ours, theirs))


def compare(catalog: Catalog, work: Path, asked: Sequence[Question]) -> None:
    """Ask everything once unmeasured and once measured, and print both sides; ``work`` holds ``index``.

    Raises:
        AssertionError: FTS5 says something else than the search of some question, so it did not do the same page.
    """
    path = work / "fts5.sqlite"
    if not path.exists():
        _build(catalog, path)
    with (
        closing(open_engine(f"tantivy:{work / 'index'}")) as engine,
        closing(Fts5(path)) as fts5,
        closing(Fts5(path, WordsLookup)) as words,
    ):
        contest = Contest(engine, fts5, words, rendering(catalog, engine))
        contest.rows(asked)
        rows = contest.rows(asked)
    _print(rows)
    agreed = sum(row.agree for row in rows)
    print(f"\nthe same figures for {agreed} of {len(rows)} questions; {len(asked) - len(rows)} cannot be put to FTS5")
    assert agreed == len(rows), "FTS5 does not do the same page"


def _build(catalog: Catalog, path: Path) -> None:
    with spent() as building:
        fts5_index.build(path, records(catalog))
    print(f"\nFTS5 built in {building.wall:.0f} s, {building.cpu:.0f} s of CPU, {path.stat().st_size / 1e6:,.0f} MB")


def rendering(catalog: Catalog, engine: Engine) -> Render:
    """The results page of the real application, made of answers that are already there."""
    app = create_app(Library(catalog, engine, Searcher(engine)))

    def render(question: Question, page: SearchPage) -> str:
        with app.test_request_context(f"/search?{urlencode(question.args)}"):
            return render_template("results.html", results=results_view(engine, page), typed=page.query.text)

    return render


def asked_query(question: Question) -> Query:
    """What the page asks that has these parameters in its address."""
    return query_from_args({name: [value] for name, value in question.args.items()})


def _timed(make: Callable[[], Made]) -> tuple[Made, Cost]:
    clock, cpu = time.perf_counter(), time.process_time()
    made = make()
    return made, Cost((time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000)


def _print(rows: Sequence[Row]) -> None:
    answers = [(row.kind, *row.answers) for row in rows]
    pages = [(row.kind, *row.pages) for row in rows]
    of_words = [(row.kind, row.answers[0], row.words) for row in rows]
    _print_pairs("Answers, ms of CPU", [(kind, one.cpu, two.cpu) for kind, one, two in answers])
    _print_pairs("Whole pages with HTML, ms of CPU", [(kind, one.cpu, two.cpu) for kind, one, two in pages])
    _print_pairs("Whole pages with HTML, ms by the clock", [(kind, one.clock, two.clock) for kind, one, two in pages])
    _print_pairs("FTS5 finding words only, ms of CPU", [(kind, one.cpu, two.cpu) for kind, one, two in of_words])


def _print_pairs(title: str, pairs: Sequence[tuple[str, float, float]]) -> None:
    """p50 and p99 of both by class of question, and how many times as long FTS5 takes."""
    kinds = dict.fromkeys(kind for kind, _, _ in pairs)
    heads = ("question", "search p50", "p99", "FTS5 p50", "p99", "ratio p50", "p99")
    rows = [(kind, *_compared([pair for pair in pairs if pair[0] == kind])) for kind in kinds]
    print_table(f"Search and FTS5: {title}", heads, [*rows, ("all", *_compared(pairs))])


def _compared(pairs: Sequence[tuple[str, float, float]]) -> Sequence[float]:
    one, two = ([percentile(values, share) for share in (0.5, 0.99)] for values in list(zip(*pairs, strict=True))[1:])
    return (*one, *two, *(theirs / ours for ours, theirs in zip(one, two, strict=True)))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with Catalog.open(f"sqlite:///{folder / 'catalog.sqlite'}") as made:
        compare(made, folder, questions(islice(records(made), SAMPLE)))
