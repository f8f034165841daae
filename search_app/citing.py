"""How documents and records are named and cited on pages."""

from __future__ import annotations

from index.records import BudgetLine, Citation, Disclosure, Identity, Project, Section
from search_app.formats import cited_place
from search_app.lookup import CitedRecord, FoundRecord


def base_name(path: str) -> str:
    """The last part of a path of either kind of slash: folders of the machine are nobody's business."""
    return path.replace("\\", "/").rpartition("/")[2]


def year_words(year: int | None) -> str:
    """A year as it is written, '' for an unknown one."""
    return f"{year}年" if year else ""


def document_name(identity: Identity) -> str:
    """What a document is called everywhere: who, which year, what kind."""
    return f"{identity.department or identity.county or '未注明单位'}{year_words(identity.year)}{identity.kind}"


def record_name(found: FoundRecord) -> str:
    """What a record is called: project name, heading, or subject with its code."""
    match found.record:
        case Section(path=path):
            return path[-1]
        case BudgetLine(code=code, name=name):
            return f"{code} {name}" if code else name
        case Project(name=name):
            return name


def document_citation(disclosure: Disclosure) -> str:
    """One sentence that finds the document again, with the hash that proves it is the same file."""
    identity = disclosure.identity
    publisher = "".join(filter(None, (identity.province, identity.county or identity.prefecture)))
    parts = (publisher, document_name(identity), f"SHA-256 {disclosure.source.sha256}")
    return "．".join(part for part in parts if part) + "。"


def record_citation(found: FoundRecord) -> str:
    """One sentence that finds the record again: its name, where it is printed, and its document."""
    places = "、".join(_places(found.record))
    return f"“{record_name(found)}”，{places + '，' if places else ''}{document_citation(found.disclosure)}"


def _places(record: CitedRecord) -> list[str]:
    citations: tuple[Citation, ...] = record.citations
    return list(dict.fromkeys(map(cited_place, citations)))
