"""The score of rankings, and the file of judgements."""

from __future__ import annotations

import pytest
from score import Judged, gain, judged_queries, score

from index.documents import IndexDocument
from index.records import RecordKind

FIRST, SECOND = Judged(3, "aa", "政务外网"), Judged(2, "bb", "公车")


def project(document: str, name: str) -> IndexDocument:
    sha256 = document * 32
    return IndexDocument(f"{sha256[:16]}-p1", sha256[:16], RecordKind.PROJECT, name, sha256=sha256)


BEST = [project("aa", "政务外网租赁"), project("bb", "公车 平台")]


def test_the_ideal_ranking_scores_one() -> None:
    found = score("x", (SECOND, FIRST), BEST)
    assert (found.ndcg, found.recall, found.missing) == (1.0, 1.0, ())


def test_what_is_found_late_or_not_at_all_counts_less() -> None:
    assert 0 < score("x", (FIRST, SECOND), BEST[::-1]).ndcg < 1
    missed = score("x", (FIRST, SECOND), BEST[:1])
    assert (missed.recall, missed.missing) == (0.5, ("公车",))


def test_projects_of_one_name_in_one_document_count_once() -> None:
    assert score("x", (FIRST, SECOND), [BEST[0], BEST[0], BEST[1]]).ndcg == 1.0


def test_a_query_with_nothing_judged_must_find_nothing() -> None:
    assert score("x", (), []).ndcg == 1.0
    assert score("x", (), BEST).ndcg == 0.0


def test_a_grade_gains_less_the_lower_it_stands() -> None:
    assert gain([3]) == 7
    assert gain([0, 3]) == pytest.approx(7 / 1.584962500721156)


def test_the_judgements_are_read() -> None:
    queries = judged_queries()
    assert len(queries) >= 15
    assert sum(bool(judged) for judged in queries.values()) >= 13
    assert all(one.grade in (1, 2, 3) and len(one.document) == 6 for judged in queries.values() for one in judged)
