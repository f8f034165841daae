"""Disclosure -> rows: what one transaction inserts, in an order foreign keys allow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Table

from index.catalog import schema
from index.records import Amount, Citation, Disclosure, Indicator, Procurement, ThreePublic, Totals

#: One row: column name -> value.
Row = Mapping[str, object]

FEN_PER_YUAN = 100

_THREE_PUBLIC = ("total", "abroad", "vehicle_purchase", "vehicle_operation", "reception")

#: Column meanings of the amounts a document states once, in the order of the record's fields.
PART_MEANINGS: Mapping[str, tuple[str, ...]] = {
    schema.TOTALS: ("income", "expenditure", "basic", "project"),
    schema.THREE_PUBLIC: _THREE_PUBLIC,
    schema.THREE_PUBLIC_PREVIOUS: _THREE_PUBLIC,
    schema.THREE_PUBLIC_PLANNED: _THREE_PUBLIC,
    schema.PROCUREMENT: ("total", "goods", "works", "services"),
}


def disclosure_rows(disclosure: Disclosure) -> Iterator[tuple[Table, list[Row]]]:
    """Every row of a disclosure, table by table, parents before children."""
    key = {"document_id": disclosure.document_id}
    yield schema.documents, [_document(disclosure)]
    for table, rows in (
        (schema.pages, _pages(disclosure)),
        (schema.sections, _sections(disclosure)),
        (schema.statements, _statements(disclosure)),
        (schema.lines, _lines(disclosure)),
        (schema.line_amounts, _line_amounts(disclosure)),
        (schema.projects, _projects(disclosure)),
        (schema.indicators, _indicators(disclosure)),
        (schema.overall_goals, _overall_goals(disclosure)),
        (schema.goal_tasks, _goal_tasks(disclosure)),
        (schema.goal_indicators, _goal_indicators(disclosure)),
        (schema.document_amounts, _document_amounts(disclosure)),
        (schema.figures, _figures(disclosure)),
        (schema.figure_changes, _figure_changes(disclosure)),
        (schema.income, _income(disclosure)),
        (schema.checks, _checks(disclosure)),
        (schema.problems, _problems(disclosure)),
        (schema.citations, _citations(disclosure)),
    ):
        yield table, [key | row for row in rows]


def _document(disclosure: Disclosure) -> Row:
    source, identity = disclosure.source, disclosure.identity
    return {
        "id": source.document_id,
        "sha256": source.sha256,
        "path": source.path,
        "media_type": source.media_type,
        "size": source.size,
        "page_count": source.pages,
        "title": identity.title,
        "province": identity.province,
        "prefecture": identity.prefecture,
        "county": identity.county,
        "division_code": identity.division_code,
        "department": identity.department,
        "department_type": identity.department_type,
        "year": identity.year,
        "stage": identity.stage,
        "kind": identity.kind,
        "table_unit": identity.table_unit,
    }


def _pages(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for page in disclosure.pages:
        yield {
            "number": page.number,
            "width": page.width,
            "height": page.height,
            "first_line": page.first_line,
            "lines": _json_texts(page.lines),
        }


def _sections(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for section in disclosure.sections:
        yield {
            "ordinal": section.ordinal,
            "kind": section.kind,
            "path": _json_texts(section.path),
            "text": section.text,
        }


def _statements(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for statement in disclosure.statements:
        yield {
            "ordinal": statement.ordinal,
            "kind": statement.kind,
            "title": statement.title,
            "unit": statement.unit,
            "page_from": statement.page_from,
            "page_to": statement.page_to,
            "empty": statement.empty,
        }


def _lines(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for line in disclosure.lines:
        yield {
            "ordinal": line.ordinal,
            "classification": line.classification,
            "statement": line.statement,
            "code": line.code,
            "code_origin": line.code_origin,
            "name": line.name,
            "level": line.level,
        }


def _line_amounts(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for line in disclosure.lines:
        for meaning, amount in line.amounts.items():
            yield {"line_ordinal": line.ordinal, "meaning": meaning} | _amount(amount)


def _projects(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for project in disclosure.projects:
        yield {
            "ordinal": project.ordinal,
            "name": project.name,
            "code": project.code,
            "category": project.category,
            "function_code": project.function_code,
            "goal": project.goal,
            "basis": project.basis,
            "note": project.note,
        } | _amount(project.amount)


def _indicators(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for project in disclosure.projects:
        for ordinal, indicator in enumerate(project.indicators):
            yield {"project_ordinal": project.ordinal, "ordinal": ordinal} | _indicator(indicator)


def _indicator(indicator: Indicator) -> dict[str, object]:
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3,
        "value": indicator.value,
        "operator": indicator.operator,
        "target": indicator.target,
        "unit": indicator.unit,
        "weight": indicator.weight,
        "description": indicator.description,
        "basis": indicator.basis,
    } | _citation(indicator.citation)


def _overall_goals(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for goal in disclosure.overall_goals:
        yield (
            {"ordinal": goal.ordinal, "holder": goal.holder, "goal": goal.goal}
            | _amount(goal.amount)
            | _amount(goal.basic, "basic")
            | _amount(goal.project, "project")
        )


def _goal_tasks(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for goal in disclosure.overall_goals:
        for ordinal, task in enumerate(goal.tasks):
            key = {"goal_ordinal": goal.ordinal, "ordinal": ordinal}
            yield key | {"name": task.name, "content": task.content} | _amount(task.amount)


def _goal_indicators(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for goal in disclosure.overall_goals:
        for ordinal, indicator in enumerate(goal.indicators):
            yield {"goal_ordinal": goal.ordinal, "ordinal": ordinal} | _indicator(indicator)


def _document_amounts(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    three_public = disclosure.three_public
    parts: dict[str, Totals | ThreePublic | Procurement | None] = {
        schema.TOTALS: disclosure.totals,
        schema.THREE_PUBLIC: three_public,
        schema.THREE_PUBLIC_PREVIOUS: three_public.previous if three_public else None,
        schema.THREE_PUBLIC_PLANNED: three_public.planned if three_public else None,
        schema.PROCUREMENT: disclosure.procurement,
    }
    for part, record in parts.items():
        for meaning in PART_MEANINGS[part] if record else ():
            amount: Amount | None = getattr(record, meaning)
            if amount is not None:
                yield {"part": part, "meaning": meaning} | _amount(amount)


def _figures(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for figure in disclosure.figures:
        cell = figure.cell
        yield (
            {
                "ordinal": figure.ordinal,
                "subject": figure.subject,
                "fund": figure.fund,
                "label": figure.label,
                "count": figure.count,
                "count_unit": figure.count_unit,
                "section_ordinal": figure.section,
                "statement_ordinal": cell.statement if cell else None,
            }
            | _amount(figure.amount)
            | _money("threshold", figure.threshold)
            | _amount(cell.amount if cell else None, "cell")
        )


def _figure_changes(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for figure in disclosure.figures:
        for ordinal, change in enumerate(figure.changes):
            yield (
                {
                    "figure_ordinal": figure.ordinal,
                    "ordinal": ordinal,
                    "compared_with": change.compared_with,
                    "direction": change.direction,
                    "percentage": None if change.percentage is None else str(change.percentage),
                    "reason": change.reason,
                }
                | _amount(change.base, "base")
                | _amount(change.amount)
            )


def _income(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for item in disclosure.income:
        yield {
            "ordinal": item.ordinal,
            "statement": item.statement,
            "source": item.source,
            "within": item.within,
            "name": item.name,
        } | _amount(item.amount)


def _checks(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for ordinal, check in enumerate(disclosure.checks):
        yield (
            {"ordinal": ordinal, "check_id": check.id, "formula": check.formula, "holds": check.holds}
            | _money("left", check.left)
            | _money("right", check.right)
            | _money("difference", check.difference)
        )


def _problems(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    for ordinal, problem in enumerate(disclosure.problems):
        yield {
            "ordinal": ordinal,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "page": problem.page,
        }


def _citations(disclosure: Disclosure) -> Iterator[dict[str, object]]:
    """Citations of every record; a part of the document such as 三公 counts as record 0 of its name."""
    for record, items in (
        (schema.sections.name, disclosure.sections),
        (schema.statements.name, disclosure.statements),
        (schema.lines.name, disclosure.lines),
        (schema.projects.name, disclosure.projects),
        (schema.overall_goals.name, disclosure.overall_goals),
        (schema.figures.name, disclosure.figures),
        (schema.income.name, disclosure.income),
    ):
        for item in items:
            yield from _cited(record, item.ordinal, item.citations)
    for figure in disclosure.figures:
        if figure.cell and figure.cell.citation:
            yield from _cited(schema.FIGURE_CELLS, figure.ordinal, (figure.cell.citation,))
    for ordinal, check in enumerate(disclosure.checks):
        yield from _cited(schema.checks.name, ordinal, check.citations)
    for record, part in ((schema.THREE_PUBLIC, disclosure.three_public), (schema.PROCUREMENT, disclosure.procurement)):
        if part is not None:
            yield from _cited(record, 0, (part.citation,))


def _cited(record: str, record_ordinal: int, citations: Iterable[Citation]) -> Iterator[dict[str, object]]:
    for ordinal, citation in enumerate(citations):
        yield {"record": record, "record_ordinal": record_ordinal, "ordinal": ordinal} | _citation(citation)


def _citation(citation: Citation | None) -> dict[str, object]:
    box = citation.box if citation else None
    return {
        "page": citation.page if citation else None,
        "x0": box.x0 if box else None,
        "top": box.top if box else None,
        "x1": box.x1 if box else None,
        "bottom": box.bottom if box else None,
        "first_line": citation.first_line if citation else None,
        "last_line": citation.last_line if citation else None,
    }


def _amount(amount: Amount | None, prefix: str = "amount") -> dict[str, object]:
    return _money(prefix, amount.yuan if amount else None) | {
        f"{prefix}_raw": amount.raw if amount else None,
        f"{prefix}_unit": amount.unit if amount else None,
        f"{prefix}_unit_origin": amount.unit_origin if amount else None,
        f"{prefix}_state": amount.state if amount else None,
    }


def _money(prefix: str, yuan: Decimal | None) -> dict[str, object]:
    """Yuan as whole fen and, for the rare figure that has one, the rest of a fen as exact text."""
    if yuan is None:
        return {f"{prefix}_fen": None, f"{prefix}_rest": None}
    exact = yuan * FEN_PER_YUAN
    fen = int(exact.to_integral_value())
    rest = exact - fen
    return {f"{prefix}_fen": fen, f"{prefix}_rest": str(rest) if rest else None}


def _json_texts(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
