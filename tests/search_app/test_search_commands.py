from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner
from flask.testing import FlaskClient
from sample_disclosures import EAST

from index.records import Disclosure
from index.settings import Settings
from search_app.cli import search, serve, similar

#: The command as a process of its own.
YUSOU = (sys.executable, "-c", "from index.cli import main; main()")


def run(command: Command, *args: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, args)
    return result.exit_code, result.output


def test_search_prints_the_same_json_as_the_page(settings: Settings, client: FlaskClient) -> None:
    code, output = run(
        search,
        "政务外网",
        "--kind",
        "project",
        "--min",
        "10万",
        "--max",
        "200万",
        "--json",
        "--data",
        str(settings.data),
    )
    served = client.get("/search.json?q=政务外网&kind=project&min=10万&max=200万").get_json()
    printed = json.loads(output)
    assert code == 0
    for timing in ("took_ms", "engine_ms"):
        del printed[timing], served[timing]
    assert printed == served
    assert {hit["name"] for hit in printed["hits"]} == {"政务外网运维项目", "电子政务外网专线租赁"}


def test_search_filters_by_county_and_year_and_sorts(settings: Settings) -> None:
    data = ("--data", str(settings.data), "--json")
    one = json.loads(run(search, "", "--county", "西县", "--kind", "project", *data)[1])
    assert [hit["county"] for hit in one["hits"]] == ["西县"]
    by_amount = json.loads(
        run(search, "", "--year", "2023", "--kind", "project", "--sort", "amount_asc", "--limit", "1", *data)[1]
    )
    assert [hit["amount"] for hit in by_amount["hits"]] == [200_000]
    assert by_amount["next_cursor"]


def test_search_prints_a_table_for_people(settings: Settings) -> None:
    code, output = run(search, "办公楼维修", "--data", str(settings.data))
    assert code == 0
    assert "160.00万元" in output


@pytest.mark.parametrize("args", [["政务 OR"], ["政务", "--min", "很多"], ["政务", "--limit", "0"]])
def test_a_wrong_query_ends_with_a_hint_and_code_2(settings: Settings, args: list[str]) -> None:
    code, output = run(search, *args, "--data", str(settings.data))
    assert code == 2
    assert "Traceback" not in output


def test_similar_prints_projects_of_other_counties(settings: Settings, west: Disclosure) -> None:
    code, output = run(similar, f"{EAST}-p0", "--json", "--data", str(settings.data))
    answer = json.loads(output)
    assert code == 0
    assert answer["project"]["id"] == f"{EAST}-p0"
    found = {hit["id"]: hit for hit in answer["hits"]}
    assert found[f"{west.document_id}-p0"]["why"]
    assert {hit["county"] for hit in answer["hits"]}.isdisjoint({"东县"})


def test_similar_says_when_there_is_no_such_project(settings: Settings) -> None:
    code, output = run(similar, f"{EAST}-p9", "--data", str(settings.data))
    assert code == 1
    assert f"{EAST}-p9" in output


def test_serve_says_when_the_port_is_taken(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, output = run(serve, "--port", str(port), "--data", str(settings.data))
    assert code == 1
    assert f"端口 {port} 已被别的程序占用" in output
    assert "--port" in output


def test_serve_prints_its_address_and_answers_there(settings: Settings) -> None:
    command = [*YUSOU, "serve", "--port", "0", "--data", str(settings.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        try:
            line = server.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert address, line
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"{address[0]}healthz", timeout=10) as answer:
                assert json.load(answer)["status"] == "ok"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=10)


def test_serve_without_a_catalog_says_what_to_do(tmp_path: Path) -> None:
    result = subprocess.run(
        [*YUSOU, "serve", "--port", "0", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "yusou index" in result.stderr
