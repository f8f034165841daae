"""Every kind of page of the examples, and what axe-core finds wrong with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

#: Addresses by kind of page; {project}, {line}, {section}, {document} are of the examples.
PAGES = {
    "landing": "/",
    "results": "/search?q=政务外网",
    "nothing": "/search?q=没有这种东西吧",
    "project": "/r/{project}",
    "line": "/r/{line}",
    "section": "/r/{section}",
    "document": "/d/{document}",
    "viewer": "/d/{document}/1?r={project}",
    "found": "/d/{document}/1?q=预算",
    "findings": "/findings",
    "place": "/place/630223",
    "subject": "/subject/201",
    "subjects": "/subjects",
    "coverage": "/coverage",
    "kinds": "/kinds",
    "kind": "/kinds?kind=政务外网",
    "departments": "/departments?type=政府办公室",
    "compare": "/compare?id=630223&id=632801",
    "batch": "/batch",
    "glossary": "/glossary",
    "download": "/download",
    "admin": "/admin?text=政务外网",
    "api": "/api",
    "error": "/search?q=(",
    "missing": "/nothing",
}


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """The rules of accessibility that a page breaks, each with the first elements that do."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]]
