"""Times, memory and sizes, and how they are printed."""

from __future__ import annotations

import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Asked = TypeVar("Asked")

#: Class of question -> milliseconds of each answer.
Times = Mapping[str, Sequence[float]]


@dataclass
class Spent:
    """Seconds by the clock, and of all CPUs in this process and its ended children."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def spent() -> Iterator[Spent]:
    """What the block takes."""
    result = Spent()
    wall, cpu = time.perf_counter(), _cpu_seconds()
    yield result
    result.wall, result.cpu = time.perf_counter() - wall, _cpu_seconds() - cpu


def _cpu_seconds() -> float:
    return sum(os.times()[:4])


def times(questions: Iterable[tuple[str, Asked]], ask: Callable[[Asked], object]) -> Times:
    """Ask each question once and time the CPU of all threads, which others on the machine disturb least; by class."""
    taken: dict[str, list[float]] = defaultdict(list)
    for kind, question in questions:
        start = time.process_time()
        ask(question)
        taken[kind].append((time.process_time() - start) * 1000)
    return taken


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def overall(taken: Times) -> Sequence[float]:
    return [value for values in taken.values() for value in values]


def folder_bytes(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def peak_memory_bytes() -> int:
    """Of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table in Markdown, as docs/benchmarks.md shows it."""
    print(f"\n{title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(_shown(value) for value in row)} |", flush=True)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
