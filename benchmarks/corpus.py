"""Made-up disclosures at any size that read and weigh like a catalog's own.

Texts come from chains over pairs of words, one chain for each kind of text, so
words and neighbours are as frequent as in the catalog while no sentence is
copied on purpose. Lengths, amounts, subjects, departments, years and the shape
of a disclosure (how many lines, projects, sections) are drawn from the catalog;
places from the register of divisions, since a small catalog knows few.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

from analyzers.divisions import Division, Level, by_code, find_divisions
from analyzers.segment import cut_words
from analyzers.tables import read_table
from analyzers.text import normalise_text
from index.catalog import Catalog
from index.documents import index_documents
from index.records import Amount, BudgetLine, Disclosure, Identity, Indicator, Project, Section

#: Stands before the first and behind the last word of a text.
EDGE = ""
#: A made amount is one of the catalog's times a factor of this spread (the sigma of a log-normal).
AMOUNT_SPREAD = 0.5


class Chain:
    """Words following words, as often as in the texts learnt from."""

    def __init__(self) -> None:
        self._following: dict[str, list[str]] = defaultdict(list)

    def learn(self, text: str) -> None:
        previous = EDGE
        for piece in _pieces(text):
            self._following[previous].append(piece)
            previous = piece
        self._following[previous].append(EDGE)

    def text(self, length: int, chance: random.Random) -> str:
        """A text of about this many characters."""
        pieces: list[str] = []
        word = EDGE
        while length > 0:
            choices = self._following[word]
            word = choices[int(chance.random() * len(choices))]
            pieces.append(word)
            length -= max(len(word), 1)
        return "".join(pieces)


def _pieces(text: str) -> Iterator[str]:
    """A text as words and what stands between them."""
    normalised, end = normalise_text(text), 0
    for word in cut_words(normalised):
        if word.start > end:
            yield normalised[end : word.start]
        yield word.text
        end = word.end
    if end < len(normalised):
        yield normalised[end:]


class Corpus:
    """What a catalog taught; ``disclosures`` makes as many as wanted, the same for the same seed."""

    def __init__(self, learnt_from: Iterable[Disclosure]) -> None:
        self._templates = tuple(disclosure for disclosure in learnt_from if len(index_documents(disclosure)) > 1)
        if not self._templates:
            raise ValueError("the catalog holds no disclosure to learn from")
        self._chains: dict[str, Chain] = defaultdict(Chain)
        for disclosure in self._templates:
            for kind, text in _texts(disclosure):
                self._chains[kind].learn(text)
        self._places = _counties()

    @classmethod
    def learn(cls, catalog: Catalog) -> Corpus:
        return cls(catalog.disclosures())

    def disclosures(self, records: int, *, seed: int = 1) -> Iterator[Disclosure]:
        """Disclosures that together make at least this many records of an index."""
        made = 0
        for number in count():
            if made >= records:
                return
            disclosure = self._disclosure(number, random.Random(f"{seed}/{number}"))
            made += 1 + len(disclosure.projects) + len(disclosure.lines) + len(disclosure.sections)
            yield disclosure

    def _disclosure(self, number: int, chance: random.Random) -> Disclosure:
        template = chance.choice(self._templates)
        place = chance.choice(self._places)
        identity = _moved(template.identity, place, chance.choice(self._templates).identity.year)
        sha256 = hashlib.sha256(f"{number}/{chance.random()}".encode()).hexdigest()
        return replace(
            template,
            source=replace(template.source, sha256=sha256, path=f"/made/{sha256[:16]}.pdf"),
            identity=identity,
            pages=(),
            checks=tuple(replace(check, citations=()) for check in template.checks),
            sections=tuple(self._section(section, chance) for section in template.sections),
            lines=tuple(_line(line, chance) for line in template.lines),
            projects=tuple(self._project(project, chance) for project in template.projects),
        )

    def _section(self, section: Section, chance: random.Random) -> Section:
        return replace(section, text=self._chains[section.kind].text(len(section.text), chance))

    def _project(self, project: Project, chance: random.Random) -> Project:
        return replace(
            project,
            name=self._chains["name"].text(len(project.name), chance),
            goal=project.goal and self._chains["goal"].text(len(project.goal), chance),
            amount=_amount(project.amount, chance),
            indicators=tuple(self._indicator(indicator, chance) for indicator in project.indicators),
        )

    def _indicator(self, indicator: Indicator, chance: random.Random) -> Indicator:
        name = indicator.level3
        return replace(indicator, level3=name and self._chains["indicator"].text(len(name), chance))


def _texts(disclosure: Disclosure) -> Iterator[tuple[str, str]]:
    """(kind of text, text) of everything that is written anew."""
    yield from ((section.kind, section.text) for section in disclosure.sections)
    for project in disclosure.projects:
        yield "name", project.name
        if project.goal:
            yield "goal", project.goal
        yield from (("indicator", indicator.level3) for indicator in project.indicators if indicator.level3)


def _counties() -> tuple[Division, ...]:
    """Every county in use, by code."""
    places = {place.code: place for row in read_table("divisions.csv") if (place := by_code(row["code"]))}
    return tuple(place for _, place in sorted(places.items()) if place.active and place.level is Level.COUNTY)


def _moved(identity: Identity, place: Division, year: int | None) -> Identity:
    """The same kind of office in another place."""
    office = _office(identity.department or "政府办公室")
    department = f"{place.name}{office}"
    return replace(
        identity,
        title=f"{department}{year or ''}年{identity.kind}",
        province=place.province,
        prefecture=place.prefecture,
        county=place.county,
        division_code=place.code,
        department=department,
        year=year,
    )


def _office(department: str) -> str:
    """A department without its place."""
    last = max((match.end for match in find_divisions(department)), default=0)
    return department[last:] or department


def _line(line: BudgetLine, chance: random.Random) -> BudgetLine:
    factor = _factor(chance)
    return replace(line, amounts={meaning: _scaled(amount, factor) for meaning, amount in line.amounts.items()})


def _amount(amount: Amount | None, chance: random.Random) -> Amount | None:
    return amount and _scaled(amount, _factor(chance))


def _scaled(amount: Amount, factor: Decimal) -> Amount:
    return amount if amount.yuan is None else replace(amount, yuan=(amount.yuan * factor).quantize(Decimal("0.01")))


def _factor(chance: random.Random) -> Decimal:
    return Decimal(repr(round(chance.lognormvariate(0, AMOUNT_SPREAD), 4)))
