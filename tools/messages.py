"""Collect every text that pages show, and bring the translations up to date: ``make messages``.

Texts are Chinese in the sources. They are collected from templates, from calls in Python (``KEYWORDS``), and from
tables whose values are said by name (``tables``). New texts are added to the ``.po`` files without a translation, texts
that are gone are dropped; then each ``.mo`` is written. A test fails until every text is translated.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from analyzers import subjects
from analyzers.departments import department_types
from index.query import vocabulary
from index.records import ComparedWith, Direction, Fund
from search_app import template_filters
from search_app.api.openapi import ERRORS
from search_app.api.views import operations
from search_app.export import columns
from search_app.views import coverage, figures, findings
from search_app.wording import formulas, glossary, labels
from search_app.wording.languages import Language

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "search_app" / "translations"
#: Where texts for people on pages are written.
FOLDERS = ("index", "search_app")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}
#: What says a text -> which of its arguments are the text (and its plural: Chinese has none of its own).
KEYWORDS = {"_": None, "gettext": None, "Sentence": None, "counted": (1, 1), "pgettext": ((1, "c"), 2)}
LINE_LENGTH = 120
HEADER = "# Texts are collected by tools/messages.py (make messages); only their translations are edited by hand."

#: A text, alone or with its plural, and the context that tells it from others.
Message = tuple[str | tuple[str, str], str | None]


def messages() -> Iterator[Message]:
    """Every text, in the order of the sources; the same text may come several times."""
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, METHODS, OPTIONS, KEYWORDS)
        yield from ((text, context) for _, _, text, _, context in found)
    yield from ((text, None) for text in tables() if text)
    yield from ((origin, "unit") for origin in labels.UNIT_ORIGINS)
    yield from ((name, labels.SUBJECT_CONTEXT) for name in sorted(filter(None, map(_subject, subjects.children("")))))
    yield from ((term, formulas.CONTEXT) for term in formulas.WORDS)
    yield from ((level, labels.INDICATOR_CONTEXT) for level in sorted(labels.INDICATOR_LEVELS))
    yield from ((names[0], "one") for names in vocabulary.VALUE_NAMES["kind"].values())


def _subject(code: str) -> str | None:
    return subjects.function_name(code) or subjects.economic_name(code)


def tables() -> Iterator[str]:
    """Texts that are looked up by name."""
    named: tuple[Mapping[object, str], ...] = (
        *(labels.FIELD_LABELS, labels.STATEMENT_LABELS, labels.SORT_LABELS, labels.COLUMN_LABELS),  # type: ignore[arg-type]
        *(labels.CHECK_LABELS, labels.SEVERITY_LABELS, labels.LEVEL_LABELS, labels.PROBLEM_LABELS),
        *(findings.FINDING_LABELS, coverage.OUTCOME_LABELS, template_filters.SCRIPT_WORDS, ERRORS),
    )
    yield from itertools.chain.from_iterable(table.values() for table in named)
    yield from labels.NOTED_LABELS.values()
    yield from (names[0] for values in vocabulary.VALUE_NAMES.values() for names in values.values())
    yield from (
        *labels.FIGURE_LABELS.values(),
        *labels.INCOME_LABELS.values(),
        *Fund,
        *ComparedWith,
        *Direction,
        *figures.COUNT_UNITS,
    )
    yield from (*labels.UNITS, *labels.CODE_ORIGINS, *labels.QUALITY_FLAGS, *department_types())
    yield from (column.label for column in columns.COLUMNS)
    yield from itertools.chain.from_iterable(glossary.GLOSSARY.items())
    yield from (operation.about for operation in operations.declared.values())


def catalog(language: Language, told: Iterable[Message], old: Catalog) -> Catalog:
    """A catalog of these texts with the translations that the old one has.

    Raises:
        ValueError: a text is said both by itself and of a number of things: the two need different texts.
    """
    new = Catalog(
        locale=_locale(language),
        header_comment=HEADER,
        project="yusou",
        version=language,
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        fuzzy=False,
    )
    for text, context in told:
        single = text if isinstance(text, str) else text[0]
        known, before = new.get(single, context), old.get(single, context)
        if known is not None and known.pluralizable is isinstance(text, str):
            raise ValueError(f"{single}: once with a number and once without")
        new.add(text, before.string if before and before.id == text else None, context=context)
    return new


def compiled(read: Catalog) -> bytes:
    """A catalog as the program reads it."""
    file = io.BytesIO()
    write_mo(file, read)
    return file.getvalue()


def po_path(language: Language) -> Path:
    """Where the translations into a language are written."""
    return TRANSLATIONS / _locale(language) / "LC_MESSAGES" / "messages.po"


def read_catalog(language: Language) -> Catalog:
    """The translations as they are kept, none where there are no such yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=_locale(language))
    with path.open("rb") as file:
        return read_po(file, locale=_locale(language))


def _locale(language: Language) -> str:
    return language.replace("-", "_")


def update(language: Language) -> int:
    """Bring one language up to date; how many of its texts wait for a translation."""
    new = catalog(language, messages(), read_catalog(language))
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=LINE_LENGTH, no_location=True)
    path.with_suffix(".mo").write_bytes(compiled(new))
    return sum(not message.string or not all(message.string) for message in new if message.id)


def main() -> None:
    """Bring every language up to date but Chinese, which the sources are in."""
    for language in Language:
        if language is not Language.CHINESE:
            print(f"{language}: {update(language)} texts wait for a translation")


if __name__ == "__main__":
    main()
