"""How long a page of results takes over a data folder of real documents.

python benchmarks/results_page.py DATA

asks each question several times of the search behind pages and API (14 facets,
statistics, highlights; without HTML) and prints the time of the search and the
engine's part of it, after one round that is not counted.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.answers.search import Searcher
from index.engines import open_engine
from index.query.parser import parse
from index.settings import Settings

QUESTIONS = (
    "政务外网",
    "",
    "等保",
    "公务接待费",
    "网络安全 100万元以上",
    "劳务派遣",
    "“三公”经费",
    "物业管理",
    "2010301",
    "行政运行",
    "信息化 广州",
    "培训费",
)
ROUNDS = 20


def main() -> None:
    """Ask, and print both times."""
    engine = open_engine(Settings.for_data(Path(sys.argv[1])).index_url)
    searcher = Searcher(engine)
    for question in QUESTIONS:
        searcher.search(parse(question))
    pages = [searcher.search(parse(question)) for _ in range(ROUNDS) for question in QUESTIONS]
    engine.close()
    for name, times in (("search", [p.took_ms for p in pages]), ("engine", [p.engine_ms for p in pages])):
        ordered = sorted(times)
        print(f"{name}: p50 {ordered[len(ordered) // 2]:.1f} ms, p99 {ordered[len(ordered) * 99 // 100]:.1f} ms")


if __name__ == "__main__":
    main()
