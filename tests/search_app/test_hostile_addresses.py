from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from hostile_addresses import MARK, Fault, addresses, faults

#: A few of every page; `python tests/search_app/hostile_addresses.py 5000` asks more.
ASKED = 200


def test_odd_addresses_are_answered_or_refused_and_come_back_only_as_text(client: FlaskClient) -> None:
    statuses: Counter[int] = Counter()
    found: list[Fault] = []
    for address in addresses(client.application, ASKED, seed=20):
        status, of_answer = faults(client, address)
        statuses[status] += 1
        found += of_answer
    assert found == []
    assert statuses.keys() >= {200, 400, 404, 414}


def test_addresses_reach_every_page(client: FlaskClient) -> None:
    routes = {rule.endpoint for rule in client.application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    reached = set()
    for address in addresses(client.application, 10 * len(routes), seed=1):
        with client.application.test_request_context(address) as context:
            reached.add(context.request.endpoint)
    assert routes <= reached


def test_a_feed_of_what_xml_cannot_say_is_still_xml(client: FlaskClient) -> None:
    assert faults(client, "/feed.atom?q=%EF%BF%BF%01") == (200, ())


@pytest.mark.parametrize(
    ("body", "mimetype", "problems"),
    [
        (f"<p>{{asked}}</p><{MARK}>", "text/html", [f"element {MARK} []"]),
        ("<p>{asked}</p>", "text/html", [f"element {MARK} []"]),
        ('<a href="javascript:1">', "text/html", ["link javascript:1"]),
        ("{{", "application/json", None),
        ("<a>&</a>", "application/atom+xml", None),
    ],
)
def test_what_is_wrong_with_an_answer_is_found(body: str, mimetype: str, problems: list[str] | None) -> None:
    app = Flask(__name__)

    @app.get("/")
    def reflecting() -> Response:
        asked = request.args.get("q", "")
        return Response(
            body.replace("{asked}", asked), mimetype=mimetype, headers={"X-Content-Type-Options": "nosniff"}
        )

    status, found = faults(app.test_client(), "/?q=" + ("" if body.endswith(f"<{MARK}>") else f"<{MARK}>"))
    assert status == 200
    assert found
    assert problems is None or [fault.problem for fault in found] == problems


def test_an_answer_that_breaks_or_says_too_little_is_a_fault() -> None:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: Response("x", 500, {f"X-{MARK}": "1"}))
    assert [fault.problem for fault in faults(app.test_client(), "/")[1]] == [
        "status 500",
        f"header X-{MARK}",
        "may be taken for something else",
    ]
