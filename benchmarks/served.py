"""The real server, asked by one client and by eight: it is started on the loopback interface and stopped again."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from measuring import Times
from queries import Question

_ADDRESS = re.compile(r"http://([\d.]+):(\d+)/")
#: The program, but nothing worked out for one page is kept for the next.
_FORGETFUL = (
    "from index import cli; from index.answers import search; from search_app import cli as serving;"
    " search.MOST_REMEMBERED = serving.KEPT_BYTES = 0; cli.main()"
)
_INSIDE = re.compile(r"dur=([\d.]+)")


@dataclass(frozen=True)
class Answers:
    """Milliseconds by class: as the client waits, and inside the application; and answers a second."""

    waited: Times
    inside: Times
    per_second: float


class Server:
    """A running ``yusou serve``."""

    def __init__(self, process: subprocess.Popen[str], host: str, port: int) -> None:
        self._process = process
        self._host, self._port = host, port

    def memory_bytes(self) -> int:
        """What the server holds in memory now (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) * 1024

    def own_memory_bytes(self) -> int:
        """The part of it that is not the mapped index, which the system may drop at any time (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("RssAnon"))) * 1024

    def cpu_seconds(self) -> float:
        """What the server has used so far (Linux)."""
        user, system = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def first_page_ms(self, question: Question) -> float:
        start = time.perf_counter()
        self._ask([question], defaultdict(list), defaultdict(list))
        return (time.perf_counter() - start) * 1000

    def ask(self, questions: Sequence[Question], *, clients: int) -> Answers:
        """Every question once, dealt out to so many clients that each wait for their answer."""
        waited: dict[str, list[float]] = defaultdict(list)
        inside: dict[str, list[float]] = defaultdict(list)
        start = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            hands = [questions[number::clients] for number in range(clients)]
            for done in [pool.submit(self._ask, hand, waited, inside) for hand in hands]:
                done.result()
        return Answers(waited, inside, len(questions) / (time.perf_counter() - start))

    def similar_ms(self, project_ids: Sequence[str]) -> Sequence[float]:
        connection = http.client.HTTPConnection(self._host, self._port)
        return [_get(connection, f"/r/{project_id}/similar.json")[1] for project_id in project_ids]

    def _ask(
        self, questions: Sequence[Question], waited: dict[str, list[float]], inside: dict[str, list[float]]
    ) -> None:
        connection = http.client.HTTPConnection(self._host, self._port)
        for question in questions:
            start = time.perf_counter()
            _, inside_ms = _get(connection, f"/search?{urlencode(question.args)}")
            waited[question.kind].append((time.perf_counter() - start) * 1000)
            inside[question.kind].append(inside_ms)
        connection.close()


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[bytes, float]:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path}: {response.status}")
    match = _INSIDE.search(response.headers["Server-Timing"])
    assert match is not None
    return body, float(match[1])


@contextmanager
def served(catalog_url: str, index_url: str, data: Path) -> Iterator[Server]:
    """Serve an index while the block runs."""
    command = (sys.executable, "-c", _FORGETFUL)
    options = ("--data", str(data), "--catalog", catalog_url, "--index", index_url, "--port", "0", "--no-limits")
    process = subprocess.Popen(
        [*command, "serve", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        address = _ADDRESS.search(process.stdout.readline())
        if address is None:
            raise RuntimeError("the server did not start")
        yield Server(process, address[1], int(address[2]))
    finally:
        process.terminate()
        process.wait(timeout=30)
