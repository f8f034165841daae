"""The tables of the catalog. ``docs/catalog.md`` explains them to people who open the file with other tools.

Conventions: every record of a disclosure is keyed by ``document_id`` and its
``ordinal`` in reading order. Money is integer fen in ``*_fen``; the rare printed
figure with a fraction of a fen keeps the exact rest, in fen, as text in
``*_rest``. Where something is printed stands in ``citations``, except for
indicators, which carry their own one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

#: Raised whenever a table changes; a catalog of another version is refused with advice.
SCHEMA_VERSION = 4

#: What ``citations.record`` and the amounts of a document's own parts are called.
TOTALS = "totals"
THREE_PUBLIC = "three_public"
PROCUREMENT = "procurement"
#: “三公”经费 of last year and of the plan, printed beside this year's: amounts only, cited with those.
THREE_PUBLIC_PREVIOUS = "three_public_previous"
THREE_PUBLIC_PLANNED = "three_public_planned"
#: What ``citations.record`` calls the cells that figures of the narrative speak of.
FIGURE_CELLS = "figure_cells"

metadata = MetaData()


def _money(prefix: str) -> tuple[Column[Any], ...]:
    return (Column(f"{prefix}_fen", BigInteger), Column(f"{prefix}_rest", String))


def _amount(prefix: str = "amount") -> tuple[Column[Any], ...]:
    """Columns of one ``Amount``; all null where there is none."""
    return (
        *_money(prefix),
        Column(f"{prefix}_raw", Text),
        Column(f"{prefix}_unit", String),
        Column(f"{prefix}_unit_origin", String),
        Column(f"{prefix}_state", String),
    )


def _citation() -> tuple[Column[Any], ...]:
    """Columns of one ``Citation``: a box in PDF points from the top left, or lines of a text file."""
    return (
        Column("page", Integer),
        Column("x0", Double),
        Column("top", Double),
        Column("x1", Double),
        Column("bottom", Double),
        Column("first_line", Integer),
        Column("last_line", Integer),
    )


def _indicator() -> tuple[Column[Any], ...]:
    """Columns of one ``Indicator`` with the place it is printed in."""
    texts = ("level1", "level2", "level3", "value", "operator", "target", "unit", "weight", "description", "basis")
    return (*(Column(name, Text) for name in texts), *_citation())


def _document_id() -> Column[Any]:
    return Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _ordinal(name: str = "ordinal") -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


#: ``schema_version``, and ``version``, which grows with every change.
state = Table("state", metadata, Column("name", String, primary_key=True), Column("value", Integer, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False, unique=True),
    Column("path", Text, nullable=False, index=True),
    Column("media_type", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("title", Text),
    Column("province", String),
    Column("prefecture", String),
    Column("county", String),
    Column("division_code", String),
    Column("department", Text),
    Column("department_type", String),
    Column("year", Integer),
    Column("stage", String),
    Column("kind", String, nullable=False),
    Column("table_unit", String),
    Index("documents_place", "province", "county", "year"),
    Index("documents_division", "division_code", "year"),
)

pages = Table(
    "pages",
    metadata,
    _document_id(),
    _ordinal("number"),
    Column("width", Double),
    Column("height", Double),
    Column("first_line", Integer),
    Column("lines", Text, nullable=False),  # JSON array of the printed lines
)

sections = Table(
    "sections",
    metadata,
    _document_id(),
    _ordinal(),
    Column("kind", String, nullable=False, index=True),
    Column("path", Text, nullable=False),  # JSON array of headings from the outermost
    Column("text", Text, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    _document_id(),
    _ordinal(),
    Column("kind", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("unit", String),
    Column("page_from", Integer, nullable=False),
    Column("page_to", Integer, nullable=False),
    Column("empty", Boolean, nullable=False),
)

lines = Table(
    "lines",
    metadata,
    _document_id(),
    _ordinal(),
    Column("classification", String, nullable=False),
    Column("statement", String, nullable=False),
    Column("code", String),
    Column("code_origin", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Index("lines_code", "classification", "code"),
)

line_amounts = Table(
    "line_amounts",
    metadata,
    Column("document_id", String, primary_key=True),
    _ordinal("line_ordinal"),
    Column("meaning", String, primary_key=True),
    *_amount(),
    ForeignKeyConstraint(["document_id", "line_ordinal"], ["lines.document_id", "lines.ordinal"], ondelete="CASCADE"),
)

projects = Table(
    "projects",
    metadata,
    _document_id(),
    _ordinal(),
    Column("name", Text, nullable=False),
    Column("code", String, index=True),
    Column("category", Text),
    Column("function_code", String),
    *_amount(),
    Column("goal", Text),
    Column("basis", Text),
    Column("note", Text),
    Index("projects_amount", "amount_fen"),
)

indicators = Table(
    "indicators",
    metadata,
    Column("document_id", String, primary_key=True),
    _ordinal("project_ordinal"),
    _ordinal(),
    *_indicator(),
    ForeignKeyConstraint(
        ["document_id", "project_ordinal"], ["projects.document_id", "projects.ordinal"], ondelete="CASCADE"
    ),
)

overall_goals = Table(
    "overall_goals",
    metadata,
    _document_id(),
    _ordinal(),
    Column("holder", Text),
    Column("goal", Text),
    *_amount(),
    *_amount("basic"),
    *_amount("project"),
)

goal_tasks = Table(
    "goal_tasks",
    metadata,
    Column("document_id", String, primary_key=True),
    _ordinal("goal_ordinal"),
    _ordinal(),
    Column("name", Text, nullable=False),
    Column("content", Text),
    *_amount(),
    ForeignKeyConstraint(
        ["document_id", "goal_ordinal"], ["overall_goals.document_id", "overall_goals.ordinal"], ondelete="CASCADE"
    ),
)

goal_indicators = Table(
    "goal_indicators",
    metadata,
    Column("document_id", String, primary_key=True),
    _ordinal("goal_ordinal"),
    _ordinal(),
    *_indicator(),
    ForeignKeyConstraint(
        ["document_id", "goal_ordinal"], ["overall_goals.document_id", "overall_goals.ordinal"], ondelete="CASCADE"
    ),
)

document_amounts = Table(
    "document_amounts",
    metadata,
    _document_id(),
    Column("part", String, primary_key=True),  # totals, three_public, three_public_previous, …
    Column("meaning", String, primary_key=True),
    *_amount(),
)

figures = Table(
    "figures",
    metadata,
    _document_id(),
    _ordinal(),
    Column("subject", String, nullable=False, index=True),
    Column("fund", String),
    Column("label", Text, nullable=False),
    *_amount(),
    Column("count", Integer),
    Column("count_unit", String),
    *_money("threshold"),
    Column("section_ordinal", Integer, nullable=False),
    Column("statement_ordinal", Integer),
    *_amount("cell"),
)

figure_changes = Table(
    "figure_changes",
    metadata,
    Column("document_id", String, primary_key=True),
    _ordinal("figure_ordinal"),
    _ordinal(),
    Column("compared_with", String, nullable=False),
    Column("direction", String, nullable=False),
    *_amount("base"),
    *_amount(),
    Column("percentage", String),  # decimal, in percent, negative for a decrease
    Column("reason", Text),
    ForeignKeyConstraint(
        ["document_id", "figure_ordinal"], ["figures.document_id", "figures.ordinal"], ondelete="CASCADE"
    ),
)

income = Table(
    "income",
    metadata,
    _document_id(),
    _ordinal(),
    Column("statement", String, nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("within", String),
    Column("name", Text, nullable=False),
    *_amount(),
)

checks = Table(
    "checks",
    metadata,
    _document_id(),
    _ordinal(),
    Column("check_id", String, nullable=False),
    Column("formula", Text, nullable=False),
    Column("holds", Boolean, index=True),
    *_money("left"),
    *_money("right"),
    *_money("difference"),
)

problems = Table(
    "problems",
    metadata,
    _document_id(),
    _ordinal(),
    Column("code", String, nullable=False, index=True),
    Column("severity", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("page", Integer),
)

citations = Table(
    "citations",
    metadata,
    _document_id(),
    Column(
        "record", String, primary_key=True
    ),  # a table name, figure_cells, or three_public or procurement with ordinal 0
    _ordinal("record_ordinal"),
    _ordinal(),
    *_citation(),
)

#: Every file seen and how it ended, as it was last read.
journal = Table(
    "journal",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", String, index=True),
    Column("outcome", String, nullable=False),
    Column("code", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen_at", String, nullable=False),  # ISO 8601, UTC
    Column("seconds", Double, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("reader_version", String, nullable=False),
)

#: Documents whose records the index does not hold as the catalog does, deleted documents included.
pending = Table("pending", metadata, Column("document_id", String, primary_key=True))
