"""Results pages a second of the real server with several workers, and what a flood of facet requests does to a reader.

    python benchmarks/load.py DATA [--workers 2] [--clients 8] [--seconds 20] [--questions N]

starts ``yusou serve`` over a data folder twice. Without limits, so many clients ask the questions of queries.py for so
long, each waiting for its answer: pages a second, p50 and p99 as a client waits, of questions asked for the first time
and of all; ``--questions`` takes so many of them only, so that each is asked again sooner. Then with limits: a reader
opens a results page every half second, first alone, then while a program at another address of the loopback interface
asks for facets as fast as it can; what the program is answered is printed by status.

Clients run on the same machine: their share of the CPU is printed. Linux, where 127.0.0.2 is this machine too.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from measuring import percentile
from queries import questions

from index.engines import open_engine
from index.query.tree import Filter, Query
from index.records import RecordKind
from index.settings import Settings

#: Projects that questions are drawn from, and draws: each has the same classes and other words.
SAMPLE, DRAWS = 20_000, 5
#: Seconds between two pages of the reader.
PAUSE_S = 0.5
FLOODS = 4

_ADDRESS = re.compile(r"http://([\d.]+):(\d+)/")


@dataclass
class Answers:
    """Of one kind of client: milliseconds waited for each page, for first askings apart, and answers by status."""

    waited: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--questions", type=int, default=None)
    options = parser.parse_args()
    asked = addresses(options.data)[: options.questions]
    with served(options.data, options.workers, "--no-limits") as port:
        measure_pages(port, asked, clients=options.clients, seconds=options.seconds)
    with served(options.data, options.workers, "--limits") as port:
        measure_flood(port, asked, seconds=options.seconds)


def addresses(data: Path) -> Sequence[str]:
    """Addresses of results pages, each once, in no order."""
    with closing(open_engine(Settings.for_data(data).index_url)) as engine:
        projects = list(islice(engine.scan(Query(filters=(Filter("kind", (RecordKind.PROJECT,)),))), SAMPLE))
    drawn = (question for seed in range(DRAWS) for question in questions(projects, seed=seed))
    found = list(dict.fromkeys(f"/search?{urlencode(question.args)}" for question in drawn))
    random.Random(1).shuffle(found)
    return found


def measure_pages(port: int, asked: Sequence[str], *, clients: int, seconds: float) -> None:
    """Pages a second without limits."""
    cpu, start = sum(os.times()[:2]), time.perf_counter()
    done = [Answers() for _ in range(clients)]
    hands = [asked[number::clients] for number in range(clients)]
    _together([threading.Thread(target=_ask, args=(port, *pair, seconds)) for pair in zip(hands, done, strict=True)])
    took = time.perf_counter() - start
    waited = [ms for answers in done for ms in answers.waited]
    first = [ms for answers in done for ms in answers.first]
    client_share = (sum(os.times()[:2]) - cpu) / took
    statuses = sum((answers.statuses for answers in done), Counter())
    print(f"{clients} clients, {len(asked)} questions: {len(waited) / took:.0f} pages/s, {_times(waited)}")
    print(f"  asked for the first time: {len(first)} pages, {_times(first)}")
    print(f"  answers {dict(statuses)}; the clients used {client_share:.2f} CPUs")


def measure_flood(port: int, asked: Sequence[str], *, seconds: float) -> None:
    """A reader alone, and beside a flood."""
    alone, beside, flood = Answers(), Answers(), Answers()
    _ask(port, asked, alone, seconds / 2, pause=PAUSE_S)
    facets = [address.replace("/search", "/api/v1/facets", 1) for address in asked]
    floods = [
        threading.Thread(target=_ask, args=(port, facets, flood, seconds / 2), kwargs={"source": "127.0.0.2"})
        for _ in range(FLOODS)
    ]
    reader = threading.Thread(target=_ask, args=(port, asked, beside, seconds / 2), kwargs={"pause": PAUSE_S})
    _together([*floods, reader])
    print(f"a reader alone: {_times(alone.waited)}, answers {dict(alone.statuses)}")
    print(f"beside a flood: {_times(beside.waited)}, answers {dict(beside.statuses)}")
    print(f"the flood: {sum(flood.statuses.values()) / (seconds / 2):.0f} requests/s, answers {dict(flood.statuses)}")


def _ask(
    port: int, asked: Sequence[str], answers: Answers, seconds: float, *, pause: float = 0.0, source: str = "127.0.0.1"
) -> None:
    """Ask again and again until the time is over."""
    end, number = time.perf_counter() + seconds, 0
    with closing(http.client.HTTPConnection("127.0.0.1", port, source_address=(source, 0))) as connection:
        while (start := time.perf_counter()) < end:
            connection.request("GET", asked[number % len(asked)])
            response = connection.getresponse()
            response.read()
            waited_ms = (time.perf_counter() - start) * 1000
            answers.waited.append(waited_ms)
            answers.statuses[response.status] += 1
            if number < len(asked):
                answers.first.append(waited_ms)
            number += 1
            time.sleep(pause)


def _together(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _times(waited: Sequence[float]) -> str:
    return f"p50 {percentile(waited, 0.5):.0f} ms, p99 {percentile(waited, 0.99):.0f} ms"


@contextmanager
def served(data: Path, workers: int, *options: str) -> Iterator[int]:
    """The port of a server that runs while the block does."""
    command = (sys.executable, "-c", "from index.cli import main; main()", "serve", "--data", str(data), "--port", "0")
    process = subprocess.Popen(
        [*command, "--workers", str(workers), *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        told = _ADDRESS.search(process.stdout.readline())
        if told is None:
            raise RuntimeError("the server did not start")
        _wait_until_ready(int(told[2]))
        yield int(told[2])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_until_ready(port: int) -> None:
    """Several workers open their stores after the address is told; each is asked until it answers at once."""
    for _ in range(20):
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
            connection.request("GET", "/readyz")
            connection.getresponse().read()


if __name__ == "__main__":
    main()
