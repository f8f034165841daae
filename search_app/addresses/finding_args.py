"""Parameters of the findings page: each field of a finding under its name, repeated for any of several values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from index.catalog.findings import FINDING_FIELDS, FindingChoice, Place
from index.records import DOCUMENT_ID_LENGTH
from index.sentence import Sentence
from search_app.addresses.query_args import Args, ArgumentError, checked_limit, checked_years, parameter_values, single

PAGE_SIZE = 50

_CURSOR = re.compile(rf"(\d{{1,19}})\.([0-9a-f]{{{DOCUMENT_ID_LENGTH}}})\.(\d{{1,7}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Which findings, how many at a time, and behind which one."""

    choice: FindingChoice
    limit: int = PAGE_SIZE
    after: Place | None = None


def finding_query(args: Args) -> FindingQuery:
    """The question that parameters ask; unknown parameters and blank values are ignored.

    Raises:
        ArgumentError: a parameter cannot be understood.
    """
    values = {name: parameter_values(args, name) for name in FINDING_FIELDS}
    checked_years(values["year"], "year")
    chosen = FindingChoice({name: found for name, found in values.items() if found})
    return FindingQuery(chosen, checked_limit(single(args, "limit"), PAGE_SIZE), _place(single(args, "cursor")))


def findings_link(query: FindingQuery, *, suffix: str = "") -> str:
    """The findings page of a question."""
    asked = urlencode(list(_pairs(query)))
    return f"/findings{suffix}" + (f"?{asked}" if asked else "")


def with_choice(query: FindingQuery, field: str, values: tuple[str, ...]) -> FindingQuery:
    """The first page of the question with other values chosen in one field."""
    others = {name: chosen for name, chosen in query.choice.values.items() if name != field}
    return replace(query, choice=FindingChoice(others | ({field: values} if values else {})), after=None)


def cursor_text(place: Place) -> str:
    """A place as text for an address."""
    return ".".join(map(str, place))


def _pairs(query: FindingQuery) -> Iterator[tuple[str, str]]:
    for name in FINDING_FIELDS:
        yield from ((name, value) for value in query.choice.values.get(name, ()))
    if query.limit != PAGE_SIZE:
        yield "limit", str(query.limit)
    if query.after is not None:
        yield "cursor", cursor_text(query.after)


def _place(cursor: str) -> Place | None:
    if not cursor:
        return None
    match = _CURSOR.fullmatch(cursor)
    if match is None or int(match[1]) >= 2**63:
        raise ArgumentError(Sentence("翻页标记无法识别"), parameter="cursor", hint=Sentence("请回到第一页重新翻页"))
    return int(match[1]), match[2], int(match[3])
