"""Odd and hostile addresses for every page, and what is wrong with an answer to one.

    python tests/search_app/hostile_addresses.py COUNT [--seed N] [--data DIR]

asks so many of them of the sample disclosures, or of a data folder, and prints the answers by status and every fault.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from flask import Flask
from flask.testing import FlaskClient
from sample_disclosures import EAST, HOSTILE, WEST, east_county, fill, hostile_county
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from index.query.tree import Sort
from index.settings import Settings
from search_app.addresses.query_args import EXCLUDE_PREFIX, FACET_NAMES
from search_app.app import create_app
from search_app.library import open_library
from search_app.views.facet import INSIDE_PREFIX, UNFOLD

ANSWERS = frozenset({200, 301, 302, 304, 308, 400, 404, 413, 414, 429})
#: Name of an element and of an attribute that no page of ours has.
MARK = "yu5ou"

NAMES = (
    *(
        "q",
        "min",
        "max",
        "sort",
        "limit",
        "cursor",
        "id",
        "by",
        "field",
        "lang",
        "type",
        "check",
        "department",
        "format",
    ),
    *("r", "xywh", "lines", "county", "name", "lines", "page", "step"),
    *FACET_NAMES,
    *(EXCLUDE_PREFIX + name for name in FACET_NAMES[:3]),
    *(UNFOLD, INSIDE_PREFIX + "code", INSIDE_PREFIX + "department"),
)
#: Values or parts of them; bytes are sent as they are.
PIECES: tuple[str | bytes, ...] = (
    *("政务外网", "网络", "等保", "预算", "20103", "2024", "东县"),
    *("🙂", "é", "１０万", "٣٤٥", "۱۲۳", "²", "Ⅷ", "壹佰万"),
    *(" OR ", " 或 ", "NOT ", " 非 ", "-", "(", ")", "（", "）"),
    *('"', "“", "”", "「", "」", "*", "NEAR/3", "NEAR/99999999"),
    *("金额:", "金额:10万..", "amount>=", "年度:2023..", "year:x"),
    *("科目:", "编号:", "kind:project", "名称:", ":", "..", ">="),
    *("0", "-1", "1e9", "9" * 30, "9" * 400, "-" + "9" * 25, "0x10"),
    *("NaN", "inf", "1.", ".5", "1,000", "00000000000000000001"),
    *(f"<{MARK}>", f'"><{MARK} x="', f"'{MARK}='", f'" on{MARK}="1'),
    *("</title>", "<!--", "]]>", "</script>", "javascript:alert(1)"),
    *("' OR 1=1 --", "'; DROP TABLE documents; --"),
    *('" UNION SELECT * FROM journal', "%27", "${7*7}", "{{7*7}}", "{% x %}", "%s%n"),
    *(f"\r\nX-{MARK}: 1", "\n", "\r", "\t", "\x00", "\x1b[31m", "\x7f"),
    *("\u202e", "\u200b", "\ufeff", "\ud7ff", "\uffff", "\U0010ffff"),
    *(b"\xff\xfe", b"\xc3", b"\xe4\xb8", b"\xed\xa0\x80"),
    *(b"\xf8\x88\x80\x80\x80", b"%zz", b"%", b"+", b";", b"#", b"="),
    *("../../etc/passwd", "..\\..\\", "/", "//example.org"),
    *("file:///etc/passwd", "a" * 600, "政" * 513, "((((", "(" * 70, ")" * 70),
    *("NOT " * 70, "a OR " * 70, '"' * 33, "en", "zh-CN", "xx", "csv"),
    *("exe", *map(str, Sort), "project", "line", "county", "kind"),
    *("0,0,1,1", "1-9999999", "1,2,3", "nan,0,1,1"),
    *("1e308,1e308,1e308,1e308", "630101", "000000", "政府办公室", EAST, HOSTILE),
    *(f"{EAST}-p0", f"{WEST}-p0", f"{EAST}-d0", f"{EAST}-s9999999"),
    *(f"{EAST}-x0", f"{HOSTILE}-p0", "0" * 16, "a" * 17),
    *("eyJrIjpbMV0sInMiOiJyZWxldmFuY2UifQ", "W10", "bnVsbA==", "eyI", "____", "MS4wfDB8MA", "=" * 9),
)  # fmt: skip
#: What stands in the place of any part of a path.
IDS = (
    *(EAST, WEST, HOSTILE, f"{EAST}-p0", f"{EAST}-p1", f"{EAST}-l0", f"{EAST}-s1", f"{EAST}-d0", f"{HOSTILE}-p0"),
    *("630101", "000000", "999999", "201", "20103", "2010301"),
    *("599", "1", "2", "0", "-1", "9" * 25, "9" * 7, "٣", "0" * 16),
    *("csv", "json", "xlsx", "ndjson", "parquet", f"<{MARK}>", "%", "..", "\x00", "\r\n", "政", "a" * 300),
)  # fmt: skip


#: What belongs in such a place, by the converter of the route; text by its name.
FITTING: Mapping[str, tuple[str, ...]] = {
    "document": (EAST, HOSTILE, WEST),
    "record": (f"{EAST}-p0", f"{EAST}-p1", f"{EAST}-l0", f"{EAST}-s1", f"{EAST}-d0", f"{HOSTILE}-p0", f"{WEST}-p0"),
    "page": ("1", "2", "0", "99"),
    "division": ("630101", "630102", "630103", "000000"),
    "subject": ("201", "20103", "2010301", "599"),
    "any": ("csv", "json", "xlsx", "ndjson", "parquet"),
}
_PLACE = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>")


@dataclass(frozen=True)
class Fault:
    address: str
    problem: str


def addresses(app: Flask, count: int, *, seed: int) -> Iterator[str]:
    """So many addresses over every page that is read by GET; the same for the same seed."""
    chooser = random.Random(seed)
    rules = sorted(
        (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())), key=lambda rule: rule.rule
    )
    for number in range(count):
        yield _path(chooser, rules[number % len(rules)]) + _query(chooser)


def faults(client: FlaskClient, address: str) -> tuple[int, tuple[Fault, ...]]:
    """The status of an answer, and what is wrong with it."""
    answer = client.get(address)
    problems = [] if answer.status_code in ANSWERS else [f"status {answer.status_code}"]
    problems += [f"header {name}" for name, _ in answer.headers if MARK in name.lower()]
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        problems.append("may be taken for something else")
    reads = _READERS.get(answer.mimetype)
    problems += reads(answer) if reads else []
    answer.close()
    return answer.status_code, tuple(Fault(address, problem) for problem in problems)


def _path(chooser: random.Random, rule: Rule) -> str:
    def fill(place: re.Match[str]) -> str:
        fitting = FITTING.get(place[1], IDS) if chooser.random() < 0.8 else IDS
        return quote(chooser.choice(fitting), safe="")

    return _PLACE.sub(fill, rule.rule)


def _query(chooser: random.Random) -> str:
    pairs = [
        f"{quote(_name(chooser))}={quote(_value(chooser), safe=_unquoted(chooser))}"
        for _ in range(chooser.randrange(5))
    ]
    repeated = pairs * chooser.choice((1, 1, 1, 1, 2, 70)) if pairs else []
    return "?" + "&".join(repeated) if repeated else ""


def _name(chooser: random.Random) -> str:
    return "q" if chooser.random() < 0.3 else chooser.choice(NAMES)


def _value(chooser: random.Random) -> bytes:
    if chooser.random() < 0.1:
        return "".join(
            chr(chooser.choice((chooser.randrange(0xD800), chooser.randrange(0x300)))) for _ in range(9)
        ).encode()
    pieces = (chooser.choice(PIECES) for _ in range(chooser.choice((1, 1, 2, 3, 6))))
    return b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def _unquoted(chooser: random.Random) -> str:
    """Signs left as they are: most browsers quote, other programs need not."""
    return chooser.choice(("", "", "<>\"'%+;=/:()"))


class _Elements(HTMLParser):
    """Elements and attributes of a page that are none of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if MARK in tag or any(MARK in name for name, _ in attributes):
            self.found.append(f"element {tag} {attributes}")
        addresses = [value or "" for name, value in attributes if name in ("href", "src", "action", "formaction")]
        self.found += [f"link {link}" for link in addresses if link.strip().lower().startswith(("javascript:", "//"))]


def _of_page(answer: TestResponse) -> list[str]:
    elements = _Elements()
    elements.feed(answer.get_data(as_text=True))
    return elements.found


def _of_json(answer: TestResponse) -> list[str]:
    return _unless_read(answer, json.loads)


def _of_xml(answer: TestResponse) -> list[str]:
    return _unless_read(answer, ElementTree.fromstring)


def _unless_read(answer: TestResponse, read: Callable[[bytes], object]) -> list[str]:
    try:
        read(answer.data)
    except (ValueError, ElementTree.ParseError) as error:
        return [f"not {answer.mimetype}: {error}"]
    return []


_READERS = {
    "text/html": _of_page,
    "application/json": _of_json,
    "application/feed+json": _of_json,
    "application/atom+xml": _of_xml,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.for_data(options.data or Path(folder))
        if options.data is None:
            fill(settings, (east_county(), hostile_county()))
        with open_library(settings) as library:
            app = create_app(library)
            _ask(app, options.count, options.seed)


def _ask(app: Flask, count: int, seed: int) -> None:
    client, statuses = app.test_client(), Counter[int]()
    for address in addresses(app, count, seed=seed):
        status, found = faults(client, address)
        statuses[status] += 1
        for fault in found:
            print(f"{fault.problem}: {fault.address[:500]}")
    print(", ".join(f"{status}: {times}" for status, times in sorted(statuses.items())))


if __name__ == "__main__":
    main()
