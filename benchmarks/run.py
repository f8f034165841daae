"""Build and ask every engine and yardstick, side by side in one run, and print what it took.

    python benchmarks/run.py --catalog data/catalog.sqlite --records 100000

Records are made up from the catalog (see corpus.py); everything is written below
``--work`` and, unless ``--keep``, removed again. Whoosh takes part up to 10,000 records. The clock counts on a quiet
machine, ratios on any.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from bare_tantivy import BareTantivy
from corpus import Corpus
from measuring import Times, folder_bytes, overall, peak_memory_bytes, percentile, print_table, spent, times
from queries import FACETS, SAMPLE, Question, questions, records
from served import served
from side_by_side import asked_query, compare

from index.answers.search import Searcher
from index.catalog import Catalog
from index.documents import IndexDocument
from index.engine import Engine
from index.engines import open_engine
from index.fields import TEXT_FIELDS
from index.query.tree import Query
from index.records import RecordKind
from indexer.rebuild import rebuild_index

#: Records above which Whoosh is left out.
MOST_WHOOSH = 10_000
#: Projects whose like are looked for.
SIMILAR = 40
#: Records whose text is measured; the size of all text is estimated from them.
SIZED = 20_000
CLIENTS = (1, 8)


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.work, prefix="yusou-benchmark-") as temporary:
        work = options.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        _run(options.catalog, work, options.records, engines=options.engines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--catalog", type=Path, required=True, help="a catalog of real disclosures to learn from")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--engines", nargs="*", default=["tantivy", "whoosh", "fts5"], help="tantivy is always built")
    parser.add_argument("--work", type=Path, help="folder for temporary files")
    parser.add_argument("--keep", type=Path, help="keep made catalog and index here, and use what is there already")
    return parser.parse_args()


def _run(source: Path, work: Path, size: int, *, engines: Sequence[str]) -> None:
    load = os.getloadavg()[0]
    print(f"{size:,} records, {os.cpu_count()} CPUs, load {load:.1f} before the run")
    catalog_url = f"sqlite:///{work / 'catalog.sqlite'}"
    _make_catalog(source, catalog_url, size)
    with Catalog.open(catalog_url) as catalog:
        sample = list(islice(records(catalog), SAMPLE))
        asked = questions(sample)
        whole = _build_and_ask_engine(catalog, f"tantivy:{work / 'index'}", asked)
        if "whoosh" in engines and size <= MOST_WHOOSH:
            _build_and_ask_engine(catalog, f"whoosh:{work / 'whoosh'}", asked)
        _print_ratios("Search by bare tantivy", whole, _ask_bare_tantivy(work / "index", asked))
        if "fts5" in engines:
            compare(catalog, work, asked)
    projects = [record.id for record in sample if record.kind == RecordKind.PROJECT][:SIMILAR]
    _ask_server(catalog_url, f"tantivy:{work / 'index'}", work, asked, projects)


def _make_catalog(source: Path, catalog_url: str, size: int) -> None:
    path = Path(catalog_url.removeprefix("sqlite:///"))
    if path.exists():
        print(f"using {path}")
        return
    with Catalog.open(f"sqlite:///{source.absolute()}") as learnt:
        corpus = Corpus.learn(learnt)
    with Catalog.open(catalog_url, create=True) as made, spent() as making:
        for disclosure in corpus.disclosures(size):
            made.put(disclosure)
    print(f"made in {making.wall:.0f} s")


def _build_and_ask_engine(catalog: Catalog, url: str, asked: Sequence[Question]) -> Times:
    """The times of the search that has seen none of the questions."""
    scheme, _, place = url.partition(":")
    path = Path(place)
    if not path.exists():
        with spent() as building:
            rebuild_index(catalog, url, lambda _count: None)
        with closing(open_engine(url)) as engine:
            _print_build(scheme, engine, building.wall, building.cpu, path)
    with closing(open_engine(url)) as engine:
        _print_size(engine, path)
        searcher, forgetful = Searcher(engine), Searcher(engine, remembered=0)
        for _, query in _queries(asked):
            searcher.search(query, facets=FACETS)
        whole = times(_queries(asked), lambda query: forgetful.search(query, facets=FACETS))
        again = times(_queries(asked), lambda query: searcher.search(query, facets=FACETS))
        alone = times(_queries(asked), lambda query: engine.search(query, facets=FACETS))
    _print_times(f"{scheme}: search with highlights, statistics and {len(FACETS)} facets, nothing remembered", whole)
    _print_times(f"{scheme}: the same, figures remembered", again)
    _print_times(f"{scheme}: engine alone, {len(FACETS)} facets", alone)
    print(f"\npeak memory of this process {peak_memory_bytes() / 1e6:,.0f} MB")
    return whole


def _print_build(name: str, engine: Engine, wall: float, cpu: float, path: Path) -> None:
    records = engine.count(Query())
    heads = ("engine", "records", "records/s by the clock", "records/s of CPU of the writer", "MB")
    row = (name, records, records / wall, records / cpu, folder_bytes(path) / 1e6)
    print_table("Building from the catalog", heads, [row])


def _print_size(engine: Engine, path: Path) -> None:
    read = [_text_bytes(record) for record in islice(engine.scan(Query()), SIZED)]
    text = sum(read) / len(read) * engine.count(Query())
    heads = ("part", "MB", "share of the text")
    ends = sorted({file.suffix for file in path.iterdir() if file.is_file()})
    sizes = [(end or "other", sum(f.stat().st_size for f in path.iterdir() if f.suffix == end)) for end in ends]
    rows = [(end, size / 1e6, size / text) for end, size in sizes if size > 1e5]
    print_table(
        "Where the bytes are",
        heads,
        [("text", text / 1e6, 1.0), *rows, ("all", folder_bytes(path) / 1e6, folder_bytes(path) / text)],
    )


def _text_bytes(record: IndexDocument) -> int:
    return sum(len(getattr(record, field.name).encode("utf-8", "surrogatepass")) for field in TEXT_FIELDS)


def _ask_bare_tantivy(path: Path, asked: Sequence[Question]) -> Times:
    taken = times(_queries(asked), BareTantivy(path).page)
    _print_times(f"bare tantivy: {len(FACETS)} facets, histogram, sums in one aggregation", taken)
    return taken


def _ask_server(
    catalog_url: str, index_url: str, data: Path, asked: Sequence[Question], projects: Sequence[str]
) -> None:
    with served(catalog_url, index_url, data) as server:
        print(f"\nfirst page after start-up {server.first_page_ms(asked[0]):.0f} ms")
        for clients in CLIENTS:
            before = server.cpu_seconds()
            answers = server.ask(asked, clients=clients)
            each_ms = (server.cpu_seconds() - before) / len(asked) * 1000
            label = "one client" if clients == 1 else f"{clients} clients"
            _print_times(f"results page over HTTP, {label}, inside the application", answers.inside)
            _print_times(f"results page over HTTP, {label}, as the client waits", answers.waited)
            print(f"\n{answers.per_second:.0f} pages/s, {each_ms:.0f} ms of CPU each")
        similar = server.similar_ms(projects)
        print_table("Similar projects", ("p50", "p99"), [(percentile(similar, 0.5), percentile(similar, 0.99))])
        memory, own = server.memory_bytes() / 1e6, server.own_memory_bytes() / 1e6
        print(f"\nserver memory {memory:,.0f} MB, of which {own:,.0f} MB are not the mapped index")


def _queries(asked: Sequence[Question]) -> Sequence[tuple[str, Query]]:
    return [(question.kind, asked_query(question)) for question in asked]


def _print_ratios(title: str, taken: Times, other: Times) -> None:
    """How many times as long some answers took as others, over the classes that both were asked."""
    both = [(kind, taken[kind], other[kind]) for kind in taken if kind in other]
    both.append(("all", [v for _, one, _ in both for v in one], [v for _, _, two in both for v in two]))
    rows = [
        (kind, *(percentile(one, share) / percentile(two, share) for share in (0.5, 0.99))) for kind, one, two in both
    ]
    print_table(f"{title} (ratio)", ("question", "p50", "p99"), rows)


def _print_times(title: str, taken: Times) -> None:
    rows = [(kind, percentile(values, 0.5), percentile(values, 0.99)) for kind, values in taken.items()]
    everything = overall(taken)
    rows.append(("all", percentile(everything, 0.5), percentile(everything, 0.99)))
    print_table(f"{title} (ms)", ("question", "p50", "p99"), rows)


if __name__ == "__main__":
    main()
