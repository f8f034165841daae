from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sample_disclosures import EAST

from index.settings import Settings
from search_app.app import create_app
from search_app.http.security import MOST_ADDRESS_BYTES
from search_app.library import Library
from search_app.serving.access_log import JsonFormatter
from search_app.serving.options import ServingOptions
from search_app.serving.rates import MOST_CLIENTS, RATES, Buckets, Rate, client_key
from search_app.serving.route_classes import RouteClass

SEARCH_BURST = int(RATES[RouteClass.SEARCH].burst)
ONE_A_SECOND = {RouteClass.SEARCH: Rate(burst=2, per_second=1)}


@pytest.fixture
def limited(library: Library) -> FlaskClient:
    return create_app(library, serving=ServingOptions(limits=True)).test_client()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestBuckets:
    def test_a_burst_is_let_through_and_no_more(self) -> None:
        buckets = Buckets(ONE_A_SECOND, clock=Clock())
        waits = [buckets.wait("a", RouteClass.SEARCH) for _ in range(4)]
        assert waits == [0, 0, 1, 1]

    def test_time_fills_the_bucket_up_to_the_burst(self) -> None:
        clock = Clock()
        buckets = Buckets(ONE_A_SECOND, clock=clock)
        assert [buckets.wait("a", RouteClass.SEARCH) for _ in range(3)] == [0, 0, 1]
        clock.now = 0.5
        assert buckets.wait("a", RouteClass.SEARCH) == 0.5
        clock.now = 1000.0
        assert [buckets.wait("a", RouteClass.SEARCH) for _ in range(3)] == [0, 0, 1]

    def test_clients_do_not_share(self) -> None:
        buckets = Buckets(ONE_A_SECOND, clock=Clock())
        assert [buckets.wait(client, RouteClass.SEARCH) for client in "aabb"] == [0, 0, 0, 0]

    def test_memory_is_bounded_and_the_busy_are_remembered(self) -> None:
        buckets = Buckets({RouteClass.SEARCH: Rate(1, 0.001)}, clock=Clock())
        for number in range(MOST_CLIENTS + 10):
            buckets.wait(str(number), RouteClass.SEARCH)
            buckets.wait("busy", RouteClass.SEARCH)
        assert len(buckets._held) == MOST_CLIENTS
        assert buckets.wait("busy", RouteClass.SEARCH) > 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_clients_are_told_apart_by_address_or_network(address: str | None, key: str) -> None:
    assert client_key(address) == key


def until_refused(client: FlaskClient, **headers: str) -> int:
    """How many searches are answered before one is refused; far more than a burst means never."""
    for number in range(SEARCH_BURST * 5):
        forwarded = {name: value.replace("N", str(number)) for name, value in headers.items()}
        if client.get("/search.json?q=(", headers=forwarded).status_code == 429:
            return number
    return SEARCH_BURST * 5


def test_a_flood_of_searches_is_refused_and_records_are_still_served(limited: FlaskClient) -> None:
    assert SEARCH_BURST <= until_refused(limited) < SEARCH_BURST * 5
    refused = limited.get("/search.json")
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.get_json()["error"]["kind"] == "too_many_requests"
    assert limited.get(f"/r/{EAST}-p0.json").status_code == 200


def test_static_files_and_health_are_never_refused(limited: FlaskClient) -> None:
    for address in ("/static/yusou.css", "/readyz", "/metrics"):
        for _ in range(150):
            with limited.get(address) as answer:
                assert answer.status_code == 200


def test_workers_share_the_rates(library: Library) -> None:
    client = create_app(library, serving=ServingOptions(limits=True, workers=4)).test_client()
    assert until_refused(client) < SEARCH_BURST


class TestProxies:
    def refused_after(self, library: Library, proxies: int, forwarded: str) -> int:
        client = create_app(library, serving=ServingOptions(limits=True, proxies=proxies)).test_client()
        return until_refused(client, **{"X-Forwarded-For": forwarded})

    def test_without_proxies_no_forwarded_address_is_believed(self, library: Library) -> None:
        assert self.refused_after(library, 0, "10.0.0.N") < SEARCH_BURST * 5

    def test_the_address_that_the_last_proxy_saw_counts(self, library: Library) -> None:
        assert self.refused_after(library, 1, "10.0.0.N") == SEARCH_BURST * 5
        assert self.refused_after(library, 1, "10.0.0.N, 192.0.2.1") < SEARCH_BURST * 5

    def test_links_of_an_export_begin_with_the_address_that_the_proxy_serves(self, library: Library) -> None:
        client = create_app(library, serving=ServingOptions(proxies=1)).test_client()
        headers = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "ys.example"}
        row = client.get("/export.json?limit=1", headers=headers).get_json()["rows"][0]
        assert row["link"].startswith("https://ys.example/")


def test_addresses_too_long_are_refused(client: FlaskClient) -> None:
    assert client.get("/search?q=" + "a" * MOST_ADDRESS_BYTES).status_code == 414
    assert (
        client.get("/search.json?q=" + "a" * MOST_ADDRESS_BYTES).get_json()["error"]["kind"] == "request_uri_too_long"
    )


def test_readiness_says_what_the_index_still_lacks(client: FlaskClient) -> None:
    body = client.get("/readyz").get_json()
    assert body["status"] == "ready"
    assert body["pending"] == 3  # the fixture fills both stores by hand and unmarks nothing


def test_metrics_count_by_class_and_tell_nothing_to_those_behind_a_proxy(client: FlaskClient) -> None:
    def counted() -> float:
        found = re.search(
            r'yusou_requests_total\{route_class="search",status="400"\} ([\d.]+)', client.get("/metrics").text
        )
        return float(found[1]) if found else 0.0

    before = counted()
    client.get("/search?q=(")
    assert counted() == before + 1
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404


def test_the_log_says_how_it_went_and_never_what_was_asked(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(library, serving=ServingOptions(log_requests=True)).test_client()
    with caplog.at_level(logging.INFO, logger="search_app.access"):
        client.get("/search?q=机密词语&county=东县", headers={"X-Forwarded-For": "192.0.2.77"})
        client.get("/机密页面")
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    assert [(line["route"], line["class"], line["status"]) for line in lines] == [
        ("/search", "search", 200),
        (None, "page", 404),
    ]
    assert not re.search("机密|东县|192|127", json.dumps(lines, ensure_ascii=False).replace('"time"', ""))


def test_static_addresses_change_with_the_program_and_may_be_kept(client: FlaskClient) -> None:
    (address,) = re.findall(r'href="(/static/yusou.css\?v=[0-9a-f]+)"', client.get("/").text)
    answer = client.get(address)
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    answer.close()


@pytest.fixture
def two_workers(settings: Settings) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``yusou serve`` with two processes at a free port, and its address."""
    command = [str(Path(sys.executable).parent / "yusou"), "serve", "--workers", "2", "--port", "0"]
    asked = [*command, "--data", str(settings.data)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        address = re.search(r"http://[\d.:]+", said)
        assert address is not None, said
        yield process, address[0]
        process.terminate()
        process.wait(20)


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def ready(address: str) -> bool:
    with urllib.request.urlopen(f"{address}/readyz", timeout=30) as answer:
        return bool(answer.status == 200)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the processes are looked up in /proc")
def test_several_workers_serve_are_replaced_and_end(two_workers: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = two_workers
    assert ready(address)
    workers = children(process.pid)
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    assert ready(address)
    deadline = time.monotonic() + 30
    while len(children(process.pid)) < 2 or workers[0] in children(process.pid):
        assert time.monotonic() < deadline, "the dead worker was not replaced"
        time.sleep(0.1)
    process.terminate()
    assert process.wait(30) == 0
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="a terminal and systemd tell a process group")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_family_that_is_told_all_at_once_ends_in_order(
    two_workers: tuple[subprocess.Popen[bytes], str], told: signal.Signals
) -> None:
    process, address = two_workers
    assert ready(address)
    os.killpg(process.pid, told)
    _, log = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"Traceback" not in log
    assert b'"level": "error"' not in log
