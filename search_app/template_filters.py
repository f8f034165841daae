"""What templates may use besides their own context."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Flask, url_for
from jinja2 import pass_context
from jinja2.runtime import Context

from index.query.tree import Filter, Query
from search_app.addresses.links import place_link, search_link, subject_link
from search_app.http.caching import program_stamp, snapshot
from search_app.privacy import mask_mobile_numbers
from search_app.views.charts import draw
from search_app.views.citation_links import citation_links
from search_app.views.citing import base_name, document_name, edition, record_name, year_words
from search_app.wording import formats
from search_app.wording.formulas import formula_words
from search_app.wording.glossary import GLOSSARY
from search_app.wording.labels import (
    COLUMN_LABELS,
    NOTED_LABELS,
    SEVERITY_LABELS,
    indicator_level,
    level_label,
    problem_label,
    subject_gloss,
    value_label,
)
from search_app.wording.languages import gettext, in_page_language, said

#: What ``yusou.js`` says, by the names it knows; {count} stands for a number.
SCRIPT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "suggestions": "建议",
        "count": "{count} 条",
        "keyboard": "键盘",
        "toBox": "到搜索框",
        "step": "下一条、上一条",
        "open": "打开这一条",
        "leaf": "下一处、上一处（阅读原页时），下一页、上一页",
        "help": "这份说明",
        "useKeys": "使用这些键",
        "close": "关闭",
    }
)


def register(app: Flask, *, notice: str) -> None:
    """Give the templates their filters and what every page shows."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update((name, _asked_each_time(function)) for name, function in _filters().items())
    app.jinja_env.globals.update(
        edition=edition, glossary=GLOSSARY, said=said, script_words=script_words, static_file=static_file
    )
    app.context_processor(lambda: {"notice": notice, "snapshot": snapshot()})


def _filters() -> dict[str, Callable[..., object]]:
    """The filters by the names that templates use."""
    return {
        "amount_origin": formats.amount_origin,
        "amount_words": formats.amount_words,
        "base_name": base_name,
        "browse_link": browse_link,
        "citation_links": lambda citations, document_id, record_id: citation_links(
            document_id, citations, record_id=record_id
        ),
        "column_label": lambda column: gettext(COLUMN_LABELS.get(column, column)),
        "document_name": document_name,
        "drawn": draw,
        "formula_words": formula_words,
        "figure_and_unit": formats.figure_and_unit,
        "indicator_level": indicator_level,
        "level_label": level_label,
        "masked": mask_mobile_numbers,
        "noted_label": lambda outcome: gettext(NOTED_LABELS[outcome]),
        "place_link": place_link,
        "problem_label": problem_label,
        "record_name": record_name,
        "same_amount": formats.same_amount,
        "severity_label": lambda severity: gettext(SEVERITY_LABELS[severity]),
        "subject_gloss": subject_gloss,
        "subject_link": subject_link,
        "thousands": formats.thousands,
        "unit_label": gettext,
        "value_label": lambda value, field: value_label(field, value),
        "worded": in_page_language,
        "year_words": year_words,
    }


def _asked_each_time(function: Callable[..., object]) -> Callable[..., object]:
    """A filter that Jinja does not work out when it compiles a template: the language is that of a request."""

    @pass_context
    def in_request(_: Context, *values: object, **named: object) -> object:
        return function(*values, **named)

    return in_request


def static_file(name: str) -> str:
    """The address of a static file, another one whenever the program changes: it may be kept for a year."""
    return url_for("static", filename=name, v=program_stamp())


def browse_link(chosen: Mapping[str, str]) -> str:
    """The results page with one value chosen in each of these facets and nothing typed."""
    return search_link(Query(filters=tuple(Filter(field, (value,)) for field, value in chosen.items())))


def script_words() -> str:
    """The words of the script in the language of the page, as JSON for an attribute."""
    return json.dumps({name: gettext(word) for name, word in SCRIPT_WORDS.items()}, ensure_ascii=False)
