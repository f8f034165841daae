"""The audit: what is read from files, counted and held against the documents' own sums, with nothing stored.

It is the scoreboard for every change to the reading: ``yusou audit`` prints it,
docs/accuracy.md keeps its table over real documents.
"""

from __future__ import annotations

import enum
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.catalog import Outcome
from index.json_form.disclosure import CheckForm, DocumentForm, disclosure_form
from index.records import Check, Disclosure, Indicator
from indexer.pool import ReadingPool
from indexer.readers import UnreadableFileError, sniff
from indexer.reading import FileResult, FileTask, hash_file


class Family(enum.StrEnum):
    """What a check is about; the value is what the user reads."""

    CLASSES = "支出总表 合计=Σ类"
    GROUPS = "支出总表 类=Σ款"
    ITEMS = "支出总表 款=Σ项"
    PARTS = "支出总表 合计=基本+项目"
    BASIC = "基本支出表"
    THREE_PUBLIC = "“三公”经费"
    PROJECTS = "项目"
    PROCUREMENT = "政府采购"
    BALANCE = "收支总表"
    INCOME = "收入来源"
    NARRATIVE = "正文与报表"


class Verdict(enum.StrEnum):
    """What the checks of one kind come to in one document: one that is broken decides, then one that holds."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNTESTABLE = "untestable"


#: First part of a check id -> family; checks of function lines are told apart by their formula.
_FAMILIES: Mapping[str, Family] = {
    "balance": Family.BALANCE,
    "basic": Family.BASIC,
    "economic": Family.BASIC,
    "income": Family.INCOME,
    "narrative": Family.NARRATIVE,
    "procurement": Family.PROCUREMENT,
    "projects": Family.PROJECTS,
    "three_public": Family.THREE_PUBLIC,
}


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """Checks by how they ended."""

    holds: int = 0
    broken: int = 0
    untestable: int = 0


@dataclass(frozen=True, slots=True)
class FileAudit:
    """What reading one file gave; ``yusou audit --json`` prints it as one line.

    ``document`` is None for a file that gave no disclosure, for the ``reason``;
    ``tables`` are the kinds of its statements in reading order, ``seconds`` is
    the time it took one process.
    """

    file: str
    sha256: str | None
    media_type: str | None
    pages: int
    outcome: Outcome
    reason: str
    document: DocumentForm | None
    tables: tuple[str, ...]
    checks: CheckCounts
    broken: tuple[CheckForm, ...]
    projects: int
    indicators: int
    problems: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Audited:
    """An audited file with what only the total needs."""

    audit: FileAudit
    verdicts: Mapping[Family, Verdict]
    complete_indicators: int = 0


@dataclass(frozen=True, slots=True)
class AuditTotal:
    """The sum over all files. ``identity`` and ``families`` count documents; ``seconds`` is the time that passed."""

    files: int
    outcomes: Mapping[str, int]
    pages: int
    identity: Mapping[str, int]
    tables: Mapping[str, int]
    checks: CheckCounts
    families: Mapping[str, CheckCounts]
    projects: int
    indicators: int
    complete_indicators: int
    problems: int
    seconds: float
    pages_per_second: float


def audit_files(paths: Sequence[Path], pool: ReadingPool, stop: threading.Event) -> Iterator[Audited]:
    """Read files and tell of each in the order given; ends early when asked to stop."""
    done: dict[Path, Audited] = {}
    tasks: list[FileTask] = []
    for path in paths:
        try:
            tasks.append(FileTask(path, hash_file(path)))
        except UnreadableFileError as error:
            done[path] = audited(path, None, FileResult(Outcome.UNREADABLE, code=error.code, reason=str(error)))
    waiting = iter(paths)
    awaited = next(waiting, None)
    for result in _and_then_none(pool.results(tasks)):
        if result is not None:
            task, read = result
            done[task.path] = audited(task.path, task.sha256, read)
        while awaited is not None and awaited in done:
            yield done.pop(awaited)
            awaited = next(waiting, None)
        if stop.is_set():
            return


def _and_then_none(
    results: Iterable[tuple[FileTask, FileResult]],
) -> Iterator[tuple[FileTask, FileResult] | None]:
    """The results, then None: a last occasion to tell of files that were never read."""
    yield from results
    yield None


def audited(path: Path, sha256: str | None, result: FileResult) -> Audited:
    """The audit of one file from the result of reading it."""
    if result.disclosure is None:
        return Audited(_refused(path, sha256, result), {})
    disclosure = result.disclosure
    return Audited(_read(disclosure, result.seconds), verdicts(disclosure.checks), _complete(disclosure))


def verdicts(checks: Iterable[Check]) -> Mapping[Family, Verdict]:
    """The verdict of one document on every family; untestable where it has no such check."""
    found: dict[Family, set[bool | None]] = {family: set() for family in Family}
    for check in checks:
        found[family_of(check)].add(check.holds)
    return {family: _verdict(ends) for family, ends in found.items()}


def _verdict(ends: set[bool | None]) -> Verdict:
    if False in ends:
        return Verdict.BROKEN
    return Verdict.HOLDS if True in ends else Verdict.UNTESTABLE


def family_of(check: Check) -> Family:
    """The family a check belongs to."""
    head, *rest = check.id.split(".")
    if head != "function":
        return _FAMILIES[head]
    if rest[-1] == "parts":
        return Family.PARTS
    if rest[0] == "total":
        return Family.CLASSES
    return Family.GROUPS if check.formula.endswith("Σ款") else Family.ITEMS


def total_of(audits: Sequence[Audited], seconds: float) -> AuditTotal:
    """The sum over audited files that took so many seconds in all."""
    files = [one.audit for one in audits]
    pages = sum(file.pages for file in files)
    outcomes = Counter(file.outcome for file in files)
    return AuditTotal(
        files=len(files),
        outcomes={
            outcome: outcomes[outcome] for outcome in (Outcome.DISCLOSURE, Outcome.NOT_DISCLOSURE, Outcome.UNREADABLE)
        },
        pages=pages,
        identity=_identity([file.document for file in files if file.document]),
        tables=dict(sorted(Counter(kind for file in files for kind in set(file.tables)).items())),
        checks=CheckCounts(
            sum(file.checks.holds for file in files),
            sum(file.checks.broken for file in files),
            sum(file.checks.untestable for file in files),
        ),
        families={family: _family_counts(family, audits) for family in Family},
        projects=sum(file.projects for file in files),
        indicators=sum(file.indicators for file in files),
        complete_indicators=sum(one.complete_indicators for one in audits),
        problems=sum(file.problems for file in files),
        seconds=round(seconds, 2),
        pages_per_second=round(pages / seconds, 1) if seconds else 0.0,
    )


def _family_counts(family: Family, audits: Iterable[Audited]) -> CheckCounts:
    counted = Counter(one.verdicts[family] for one in audits if one.verdicts)
    return CheckCounts(counted[Verdict.HOLDS], counted[Verdict.BROKEN], counted[Verdict.UNTESTABLE])


def _identity(documents: Sequence[DocumentForm]) -> Mapping[str, int]:
    """How many documents say each part of who disclosed what and when."""
    parts = ("province", "division_code", "department", "year", "stage", "title")
    return {part: sum(getattr(document, part) is not None for document in documents) for part in parts}


def _refused(path: Path, sha256: str | None, result: FileResult) -> FileAudit:
    return FileAudit(
        file=_shown(path),
        sha256=sha256,
        media_type=_media_type(path),
        pages=result.pages,
        outcome=result.outcome,
        reason=result.reason,
        document=None,
        tables=(),
        checks=CheckCounts(),
        broken=(),
        projects=0,
        indicators=0,
        problems=0,
        seconds=round(result.seconds, 3),
    )


def _read(disclosure: Disclosure, seconds: float) -> FileAudit:
    form = disclosure_form(disclosure)
    ends = Counter(check.holds for check in form.checks)
    return FileAudit(
        file=form.document.file,
        sha256=disclosure.source.sha256,
        media_type=disclosure.source.media_type,
        pages=disclosure.source.pages,
        outcome=Outcome.DISCLOSURE,
        reason="",
        document=form.document,
        tables=tuple(table.kind for table in form.tables),
        checks=CheckCounts(ends[True], ends[False], ends[None]),
        broken=tuple(check for check in form.checks if check.holds is False),
        projects=len(form.projects),
        indicators=sum(len(project.indicators) for project in form.projects),
        problems=len(form.problems),
        seconds=round(seconds, 3),
    )


def _media_type(path: Path) -> str | None:
    try:
        return sniff(path)
    except (OSError, UnreadableFileError):
        return None


def _shown(path: Path) -> str:
    """The name of a file as text, whatever bytes it is made of."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _complete(disclosure: Disclosure) -> int:
    return sum(is_complete(indicator) for project in disclosure.projects for indicator in project.indicators)


def is_complete(indicator: Indicator) -> bool:
    """Whether an indicator says what is measured, at its levels, and what is to be reached."""
    return all((indicator.level1, indicator.level2, indicator.level3 or indicator.description, indicator.value))
