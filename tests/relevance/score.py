"""Score the ranking on the judged queries: ``python tests/relevance/score.py DATA``, a folder indexed from the corpus.

nDCG@10 over all queries; recall@20 of what was judged 2 or 3. A query with nothing judged must find nothing.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzers.text import normalise_text
from index.answers.search import Searcher
from index.documents import IndexDocument
from index.engines import open_engine
from index.query.parser import parse
from index.query.tree import Filter
from index.records import RecordKind
from index.settings import Settings

JUDGED = Path(__file__).with_name("judged_queries.txt")
RANKED, RECALLED, USEFUL = 10, 20, 2


@dataclass(frozen=True)
class Judged:
    """One project of a query: where its document's SHA-256 and its name start, and its grade."""

    grade: int
    document: str
    name: str

    def is_about(self, project: IndexDocument) -> bool:
        return project.sha256.startswith(self.document) and normalise_text(project.name).startswith(
            normalise_text(self.name)
        )


@dataclass(frozen=True)
class Score:
    query: str
    ndcg: float
    recall: float | None
    missing: tuple[str, ...]


def judged_queries() -> dict[str, tuple[Judged, ...]]:
    """Query -> what was judged for it."""
    queries: dict[str, list[Judged]] = {}
    query = ""
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if line[:1] in ("1", "2", "3") and line[1:2] == " ":
            grade, document, name = line.split(" ", 2)
            queries[query].append(Judged(int(grade), document, name))
        elif line and not line.startswith("#"):
            query = line
            queries[query] = []
    return {query: tuple(judged) for query, judged in queries.items()}


def scores(searcher: Searcher) -> Iterator[Score]:
    for query, judged in judged_queries().items():
        asked = replace(parse(query), filters=(Filter("kind", (RecordKind.PROJECT,)),), limit=5 * RECALLED)
        hits = [hit.document for hit in searcher.search(asked, facets=()).hits]
        yield score(query, judged, hits)


def score(query: str, judged: Sequence[Judged], hits: Sequence[IndexDocument]) -> Score:
    if not judged:
        return Score(query, float(not hits), None, ())
    found = list(dict.fromkeys(named(judged, hit) for hit in hits))
    ideal = sorted((one.grade for one in judged), reverse=True)
    useful = [one for one in judged if one.grade >= USEFUL]
    missing = [one for one in useful if one not in found[:RECALLED]]
    return Score(
        query,
        gain([one.grade if isinstance(one, Judged) else 0 for one in found[:RANKED]]) / gain(ideal[:RANKED]),
        1 - len(missing) / len(useful),
        tuple(one.name for one in missing),
    )


def named(judged: Sequence[Judged], hit: IndexDocument) -> Judged | tuple[str, str]:
    """What was judged, or the document and name of a project that was not: several of one name count once."""
    return next((one for one in judged if one.is_about(hit)), (hit.document_id, hit.name))


def gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def main(data: Path) -> None:
    found = list(scores(Searcher(open_engine(Settings.for_data(data).index_url))))
    for one in sorted(found, key=lambda one: one.ndcg):
        recall = "    " if one.recall is None else f"{one.recall:.2f}"
        print(f"{one.ndcg:.2f} {recall} {one.query} {'、'.join(one.missing)}")
    ndcg = mean([one.ndcg for one in found])
    recalled = mean([one.recall for one in found if one.recall is not None])
    print(f"queries {len(found)} nDCG@{RANKED} {ndcg:.3f} recall@{RECALLED} {recalled:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data"))
