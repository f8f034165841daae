"""What was read against what is printed: a wrong number is one thing, a missing one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analyzers.money import to_fen
from index.records import Amount, BudgetLine, Disclosure, SourceFile
from indexer.extract import NotADisclosureError, extract
from indexer.readers import UnreadableFileError, read
from tests.layouts.document import Case, Expected, ExpectedLine
from tests.layouts.files import write

_THREE_PUBLIC = {
    "total": "total",
    "abroad": "abroad",
    "vehicle_purchase": "purchase",
    "vehicle_operation": "operation",
    "reception": "reception",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as printed: ``wrong`` says something else, ``missing`` says nothing."""

    fault: Literal["wrong", "missing"]
    what: str
    detail: str


def read_case(made: Case, folder: Path) -> list[Difference]:
    """Write the document of a case, read it as the program does, and compare."""
    path = write(folder, made)
    try:
        document = read(path)
        source = SourceFile("0" * 64, str(path), document.media_type, path.stat().st_size, len(document.pages))
        return differences(extract(document, source), made.expected)
    except (NotADisclosureError, UnreadableFileError) as error:
        return [Difference("missing", "document", str(error))]


def differences(read: Disclosure, expected: Expected) -> list[Difference]:
    """Everything in which a reading differs from the truth."""
    return [
        *_lines(read, expected),
        *_totals(read, expected),
        *_three_public(read, expected),
        *_statements(read, expected),
        *_checks(read),
        *_identity(read, expected),
    ]


def _lines(read: Disclosure, expected: Expected) -> Iterator[Difference]:
    found: dict[tuple[str, str], BudgetLine] = {}
    for line in read.lines:
        key = (line.statement, line.code or line.name)
        if key in found:
            yield Difference("wrong", f"{line.statement} line twice", key[1])
        found[key] = line
    for wanted in expected.lines:
        line = found.pop((wanted.statement, wanted.code), None)
        if line is None:
            yield Difference("missing", f"{wanted.statement} line", f"{wanted.code} {wanted.name}")
        else:
            yield from _line(line, wanted)
    for (statement, code), line in found.items():
        if not _is_from_balance(line, expected):
            yield Difference("wrong", f"{statement} line not printed", f"{code} {line.name}")


def _is_from_balance(line: BudgetLine, expected: Expected) -> bool:
    """Whether a line gives what is spent on a class, as 收支总表 prints it where no other table could be read."""
    total = line.amounts["total"].yuan
    return line.level == 1 and total is not None and to_fen(total) == expected.spent.get(line.code or "", 0)


def _line(line: BudgetLine, wanted: ExpectedLine) -> Iterator[Difference]:
    kind = wanted.statement
    if line.name != wanted.name:
        yield Difference("wrong", f"{kind} name", f"{wanted.code}: {line.name} for {wanted.name}")
    if line.level != (len(wanted.code) - 1) // 2:
        yield Difference("wrong", f"{kind} level", f"{wanted.code}: {line.level}")
    for meaning, fen in wanted.amounts.items():
        yield from _amount(line.amounts.get(meaning), fen, f"{kind} {meaning}", wanted.code)


def _totals(read: Disclosure, expected: Expected) -> Iterator[Difference]:
    for name, fen in expected.totals.items():
        yield from _amount(getattr(read.totals, name), fen, f"totals {name}", "")


def _three_public(read: Disclosure, expected: Expected) -> Iterator[Difference]:
    for part, attribute in _THREE_PUBLIC.items():
        amount = getattr(read.three_public, part) if read.three_public else None
        yield from _amount(amount, getattr(expected.three_public, attribute), f"three_public {part}", "")


def _amount(amount: Amount | None, fen: int, what: str, where: str) -> Iterator[Difference]:
    """A blank cell and a missing one are nothing read; nothing is right where nothing is spent."""
    read = to_fen(amount.yuan) if amount and amount.yuan is not None else None
    if (read or 0) != fen:
        fault: Literal["wrong", "missing"] = "missing" if read is None else "wrong"
        yield Difference(fault, what, f"{where}: {amount.raw if amount else None} for {fen / 100}")


def _statements(read: Disclosure, expected: Expected) -> Iterator[Difference]:
    found = [(statement.kind, statement.empty) for statement in read.statements]
    for kind, empty in expected.statements:
        if (kind, empty) in found:
            found.remove((kind, empty))
        elif (kind, not empty) in found:
            found.remove((kind, not empty))
            yield Difference("wrong", "statement empty", f"{kind} {not empty}")
        else:
            yield Difference("missing", "statement", kind)
    for kind, _ in found:
        yield Difference("wrong", "statement not printed", kind)


def _checks(read: Disclosure) -> Iterator[Difference]:
    for check in read.checks:
        if check.holds is False:
            yield Difference("wrong", "check broken", f"{check.formula}: {check.left} {check.right}")


def _identity(read: Disclosure, expected: Expected) -> Iterator[Difference]:
    if (read.identity.year, str(read.identity.stage)) != (expected.year, expected.stage):
        yield Difference("wrong", "identity", f"{read.identity.year} {read.identity.stage}")
