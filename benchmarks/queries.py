"""The query mix: questions by class, drawn from the records themselves, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzers.segment import index_words, query_words
from analyzers.text import normalise_text
from index.catalog import Catalog
from index.documents import IndexDocument, index_documents
from index.records import RecordKind

#: What a results page is asked with: the parameters of its address.
Args = Mapping[str, str]

#: Facets of a page, the same for every engine and yardstick.
FACETS = ("kind", "province", "county", "department_type", "year", "stage")
#: Values of a facet that an answer holds, the most frequent.
FACET_VALUES = 100
#: Records of a catalog that questions are drawn from.
SAMPLE = 20_000
#: Questions of each class.
EACH = 20
#: Shares of the project names that hold a common, a middling, a rare word; the nearest words are taken.
COMMON, MIDDLING, RARE = 0.1, 0.01, 0.001
QUOTED_LENGTHS = (2, 4, 6, 8)

#: Signs that mean something in a query.
_MARKS = re.compile(r"""["'()*:-]""")


@dataclass(frozen=True)
class Question:
    kind: str
    args: Args


def records(catalog: Catalog) -> Iterator[IndexDocument]:
    """Every record of a catalog."""
    for outline in catalog.outlines(catalog.document_ids()):
        yield from index_documents(outline)


def questions(sample: Iterable[IndexDocument], *, seed: int = 1) -> tuple[Question, ...]:
    """The mix over some records, a sample of those that will be searched."""
    return tuple(_questions([record for record in sample if record.kind == RecordKind.PROJECT], random.Random(seed)))


def _questions(projects: Sequence[IndexDocument], chance: random.Random) -> Iterator[Question]:
    words = _words_by_frequency(projects)
    common, middling, rare = (_around(words, share * len(projects)) for share in (COMMON, MIDDLING, RARE))
    for number in range(EACH):
        project, other = chance.choice(projects), chance.choice(projects)
        often, sometimes, seldom = common[number], middling[number], rare[number]
        yield Question("common word", {"q": often})
        yield Question("word", {"q": sometimes})
        yield Question("rare word", {"q": seldom})
        yield Question("two words", {"q": " ".join(chance.sample(_said(project.name + project.goal), 2))})
        yield Question("quoted", {"q": f'"{_piece(project.name, chance)}"'})
        yield Question("name", {"q": " ".join(_said(project.name)[:8])})
        yield Question("boolean", {"q": f"({often} OR {seldom}) NOT {sometimes}"})
        yield Question("place and year", {"q": often, "county": other.county, "year": str(other.year)})
        yield Question("amounts", {"q": often, "min": "10万", "max": "200万"})
        yield Question("by amount", {"q": often, "sort": "amount_desc"})
        yield Question("browsing", {"kind": "project", "province": other.province})


def _words_by_frequency(projects: Sequence[IndexDocument]) -> Sequence[tuple[str, int]]:
    """(word, names that hold it), the most frequent first; single characters say too little to be asked for."""
    counts = Counter(word for project in projects for word in set(index_words(normalise_text(project.name))))
    return sorted(((w, n) for w, n in counts.items() if len(w) > 1), key=lambda pair: (-pair[1], pair[0]))


def _around(words: Sequence[tuple[str, int]], frequency: float) -> Sequence[str]:
    """The words whose frequency is nearest."""
    nearest = sorted(words, key=lambda pair: (abs(pair[1] - frequency), pair[0]))
    return [word for word, _ in nearest[:EACH]]


def _said(text: str) -> Sequence[str]:
    """Its words but for single characters, some of which are operators; never less than two."""
    said = [word for word in query_words(normalise_text(text)) if len(word) > 1]
    return said if len(said) > 1 else ["预算", "项目"]


def _piece(name: str, chance: random.Random) -> str:
    text = _MARKS.sub("", normalise_text(name))
    length = min(chance.choice(QUOTED_LENGTHS), len(text))
    start = chance.randrange(len(text) - length + 1)
    return text[start : start + length] or "预算"
