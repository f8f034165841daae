"""Views for people who open the catalog with SQL: one flat row a line or project, money in yuan.

The program itself never reads them.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.catalog.rows import PART_MEANINGS
from index.catalog.schema import PROCUREMENT, THREE_PUBLIC

FUNCTION_MEANINGS = ("total", "basic", "project")
ECONOMIC_MEANINGS = ("total", "personnel", "public")

_PLACE = "d.province, d.county, d.department, d.year, d.stage"


def _yuan(meaning: str) -> str:
    return f"max(CASE WHEN a.meaning = '{meaning}' THEN a.amount_fen END) / 100.0 AS {meaning}_yuan"


def _first_page(record: str, ordinal: str) -> str:
    return (
        f"(SELECT c.page FROM citations c WHERE c.document_id = d.id AND c.record = '{record}'"
        f" AND c.record_ordinal = {ordinal} AND c.ordinal = 0) AS page"
    )


def _line_view(name: str, classification: str, meanings: Sequence[str]) -> str:
    return f"""
        CREATE VIEW {name} AS
        SELECT l.document_id, l.ordinal, {_PLACE}, l.statement, l.code, l.name, l.level,
               {", ".join(map(_yuan, meanings))}, {_first_page("lines", "l.ordinal")}
        FROM lines l
        JOIN documents d ON d.id = l.document_id
        LEFT JOIN line_amounts a ON a.document_id = l.document_id AND a.line_ordinal = l.ordinal
        WHERE l.classification = '{classification}'
        GROUP BY l.document_id, l.ordinal, d.id
    """


def _part_view(name: str, part: str) -> str:
    return f"""
        CREATE VIEW {name} AS
        SELECT d.id AS document_id, {_PLACE}, {", ".join(map(_yuan, PART_MEANINGS[part]))}, {_first_page(part, "0")}
        FROM documents d
        JOIN document_amounts a ON a.document_id = d.id AND a.part = '{part}'
        GROUP BY d.id
    """


_PROJECT_VIEW = f"""
    CREATE VIEW project_list AS
    SELECT p.document_id, p.ordinal, {_PLACE}, p.code, p.name, p.amount_fen / 100.0 AS amount_yuan, p.goal,
           {_first_page("projects", "p.ordinal")}
    FROM projects p
    JOIN documents d ON d.id = p.document_id
"""

STATEMENTS: tuple[str, ...] = (
    _line_view("function_lines", "function", FUNCTION_MEANINGS),
    _line_view("economic_lines", "economic", ECONOMIC_MEANINGS),
    _part_view("three_public", THREE_PUBLIC),
    _part_view("procurement", PROCUREMENT),
    _PROJECT_VIEW,
)
