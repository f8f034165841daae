"""What templates may use besides their own context."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, url_for

from index.query import Filter, Query
from search_app import formats
from search_app.caching import program_stamp, snapshot
from search_app.citation_links import citation_links
from search_app.citing import base_name, document_name, record_name, year_words
from search_app.glossary import GLOSSARY
from search_app.labels import COLUMN_LABELS, LEVEL_LABELS, SEVERITY_LABELS, value_label
from search_app.links import place_link, search_link, subject_link
from search_app.privacy import mask_mobile_numbers


def register(app: Flask, *, notice: str) -> None:
    """Give the templates their filters and what every page shows."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        amount_origin=formats.amount_origin,
        amount_words=formats.amount_words,
        base_name=base_name,
        browse_link=browse_link,
        citation_links=lambda citations, document_id, record_id: citation_links(
            document_id, citations, record_id=record_id
        ),
        column_label=lambda column: COLUMN_LABELS.get(column, column),
        document_name=document_name,
        figure_and_unit=formats.figure_and_unit,
        full_yuan=formats.full_yuan,
        level_label=lambda level: LEVEL_LABELS.get(level, ""),
        masked=mask_mobile_numbers,
        place_link=place_link,
        record_name=record_name,
        severity_label=lambda severity: SEVERITY_LABELS[severity],
        subject_link=subject_link,
        thousands=formats.thousands,
        value_label=lambda value, field: value_label(field, value),
        year_words=year_words,
    )
    app.context_processor(
        lambda: {"notice": notice, "snapshot": snapshot(), "static_file": static_file, "glossary": GLOSSARY}
    )


def static_file(name: str) -> str:
    """The address of a static file, another one whenever the program changes: it may be kept for a year."""
    return url_for("static", filename=name, v=program_stamp())


def browse_link(chosen: Mapping[str, str]) -> str:
    """The results page with one value chosen in each of these facets and nothing typed."""
    return search_link(Query(filters=tuple(Filter(field, (value,)) for field, value in chosen.items())))
