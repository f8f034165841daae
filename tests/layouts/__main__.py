"""``python -m tests.layouts --seeds 300``: read generated documents and print the share read right by feature."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.layouts.comparison import Difference, read_case
from tests.layouts.document import Case, case


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    results: list[tuple[Case, list[Difference]]] = []
    with tempfile.TemporaryDirectory() as folder:
        wanted = dict(pair.split("=") for pair in options.only)
        for made in map(case, range(options.first, options.first + options.seeds)):
            if not wanted.items() <= dict(made.features.pairs()).items():
                continue
            found = read_case(made, Path(options.keep or folder))
            results.append((made, found))
            if found and options.verbose:
                _print_differences(made, found)
    _print_table(results)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.layouts", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many documents")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--keep", help="a folder that keeps the documents")
    parser.add_argument("--only", nargs="*", default=(), help="features that documents must have, e.g. medium=pdf")
    parser.add_argument("--verbose", action="store_true", help="print every document that was not read right")
    return parser


def _print_differences(made: Case, found: Sequence[Difference]) -> None:
    plain = " ".join(f"{name}={value}" for name, value in made.features.pairs())
    print(f"--- seed {made.seed}: {plain}")
    kinds = Counter((each.fault, each.what) for each in found)
    for (fault, what), count in kinds.most_common():
        example = next(each.detail for each in found if (each.fault, each.what) == (fault, what))
        print(f"    {count:4} {fault} {what}: {example}")


def _print_table(results: Sequence[tuple[Case, Sequence[Difference]]]) -> None:
    wrong = sum(any(each.fault == "wrong" for each in found) for _, found in results)
    missing = sum(bool(found) and all(each.fault == "missing" for each in found) for _, found in results)
    print(
        f"{len(results)} documents: {len(results) - wrong - missing} right, {wrong} with something wrong,"
        f" {missing} with something missing only"
    )
    print("| Feature | Value | Documents | Right | Wrong | Missing only |")
    print("| --- | --- | --- | --- | --- | --- |")
    counts: Counter[tuple[str, str, str]] = Counter()
    for made, found in results:
        faults = {each.fault for each in found}
        outcome = "wrong" if "wrong" in faults else "missing" if faults else "right"
        for name, value in made.features.pairs():
            counts[name, value, outcome] += 1
            counts[name, value, "all"] += 1
    for name, value, outcome in sorted(counts):
        if outcome == "all":
            own = [counts[name, value, each] for each in ("right", "wrong", "missing")]
            share = 100 * own[0] / counts[name, value, "all"]
            print(f"| {name} | {value} | {sum(own)} | {share:.0f} % | {own[1]} | {own[2]} |")


if __name__ == "__main__":
    main()
