"""How documents and records are named and cited on pages."""

from __future__ import annotations

from index.records import BudgetLine, Citation, Disclosure, Identity, Project, Section
from search_app.addresses.lookup import CitedRecord, FoundRecord
from search_app.wording.formats import cited_place
from search_app.wording.labels import value_label
from search_app.wording.languages import gettext


def base_name(path: str) -> str:
    """The last part of a path of either kind of slash: folders of the machine are nobody's business."""
    return path.replace("\\", "/").rpartition("/")[2]


def year_words(year: int | None) -> str:
    """A year as it is written, '' for an unknown one."""
    return gettext("%(year)s年", year=year) if year else ""


def document_name(identity: Identity) -> str:
    """What a document is called everywhere: who, which year, what kind."""
    who = identity.department or identity.county or gettext("未注明单位")
    return gettext("%(who)s%(edition)s", who=who, edition=edition(identity.year, identity.kind))


def edition(year: int | None, kind: str) -> str:
    """Which of somebody's documents: the year, where it is known, and the kind."""
    said_kind = value_label("doc_kind", kind)
    return gettext("%(year)s年%(kind)s", year=year, kind=said_kind) if year else said_kind


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
    return gettext("．").join(part for part in parts if part) + gettext("。")


def record_citation(found: FoundRecord) -> str:
    """One sentence that finds the record again: its name, where it is printed, and its document."""
    named = gettext("“%(name)s”", name=record_name(found))
    places = gettext("、").join(_places(found.record))
    return gettext("，").join(filter(None, (named, places, document_citation(found.disclosure))))


def _places(record: CitedRecord) -> list[str]:
    citations: tuple[Citation, ...] = record.citations
    return list(dict.fromkeys(map(cited_place, citations)))
