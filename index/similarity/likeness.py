"""How alike two projects are, and why: what both say, weighed by how much it tells.

A project is the set of its concepts: its words, with all names of one thing (公务用车, 公车, 公务车) taken as one. A
concept two projects share counts by where it stands in both (name before goal before indicators), by the square of
its rarity among projects, so that what every project says (满意度, 验收合格率) counts for little, more when it has
other names, for those name kinds of things, and less when it is a word of any project (经费, 运转) or of the one who
pays (信访 of a 信访局). What one says and the other says more narrowly (政务外网, 光纤) counts in part. Likeness is
what is shared in proportion to what the asking project shares with itself, less for projects that say a great deal, and
for those whose name is about something else too (保安员资格考试 shares the guards alone).

The same subject, kind of department and scale of amount add a little: they order what is alike and make nothing so.
The numbers were chosen on judged projects of eighty disclosures, where halving or doubling any of them changes little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyzers.segment import index_words
from analyzers.synonyms import concept, expansions, names_of, related_concepts
from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engine import Engine
from index.fields import CONTENT_FIELDS, FIELDS_BY_NAME
from index.hit import Reason
from index.query.tree import Filter, Query
from index.records import RecordKind
from index.similarity.telling import concept_of, is_empty, names_act, own_text, tells_little, tells_payer

#: Concepts of the asking project that are weighed, the heaviest first.
MOST_CONCEPTS = 80
KNOWN_FACTOR, WEAK_FACTOR, ACT_FACTOR, RELATED_FACTOR, PAYER_FACTOR = 2.0, 0.3, 2.0, 0.6, 0.5
#: How strongly a long text counts against a project, and a name that is about something else.
LENGTH_EXPONENT, NAME_SHARE = 0.5, 0.5
#: What a word of a name counts that tells nothing, when it is asked what else the name is about.
EMPTY_SHARE = 0.2
#: Characters that every name is taken to hold of which it is not known what they are about.
UNNAMED = 2.0
#: What the same subject, the same kind of department, and amounts within this ratio add to a likeness.
SUBJECT_BONUS, DEPARTMENT_BONUS, SCALE_BONUS, SAME_SCALE = 0.05, 0.05, 0.03, 3.0
#: Texts whose concepts are remembered: names and indicators of one county repeat. Some 3 kB each.
MOST_REMEMBERED = 8_192
#: Fields that only projects have, in which the rarity of a concept is counted.
_COUNTED_FIELDS = ("goal", "indicators")

NAME_BOOST = FIELDS_BY_NAME["name"].boost

PROJECTS = (Filter("kind", (RecordKind.PROJECT,)),)


@dataclass(frozen=True, slots=True)
class Said:
    """A concept as a project says it: in these words, in a field of this boost."""

    term: str
    strength: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What a project is about: concept -> weight, the heaviest first.

    ``said`` is everything it says, ``whole`` what it shares with itself,
    ``elsewhere`` those of its concepts that other records say too.
    """

    project: IndexDocument
    weights: Mapping[str, float]
    said: Mapping[str, Said]
    whole: float
    elsewhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a project is to another, from 0 to 1, and what they share, the heaviest first."""

    score: float
    reasons: tuple[Reason, ...]


def concepts_said(project: IndexDocument) -> dict[str, Said]:
    """Concept -> how the project says it where it weighs most. Single characters, numbers and its own place are out."""
    place = project.province + project.prefecture + project.county
    said: dict[str, Said] = {}
    for field in CONTENT_FIELDS:
        for name, word in _concepts_in(_text(project, field.name)):
            if word in place:
                continue
            if name not in said or (said[name].strength, len(said[name].term)) < (field.boost, len(word)):
                said[name] = Said(word, field.boost)
    return said


def _text(project: IndexDocument, field: str) -> str:
    text: str = own_text(project) if field == "text" else getattr(project, field)
    return text


@lru_cache(maxsize=MOST_REMEMBERED)
def _concepts_in(text: str) -> tuple[tuple[str, str], ...]:
    """The concepts of a text, each with the word that says it, in order."""
    words = dict.fromkeys(index_words(normalise_text(text)))
    return tuple((name, word) for word in words if (name := concept_of(word)))


def profile(engine: Engine, project: IndexDocument) -> Profile:
    """Weigh what a project says."""
    said = concepts_said(project)
    projects = engine.count(Query(filters=PROJECTS))
    strongest = sorted(said, key=lambda name: -said[name].strength)[:MOST_CONCEPTS]
    counts = _counts(engine, strongest)
    weights = {
        name: said[name].strength * _importance(project, name, said[name], counts[name].projects, projects)
        for name in strongest
    }
    whole = sum(weight * said[name].strength for name, weight in weights.items())
    own = _texts_saying(project)
    elsewhere = frozenset(name for name in strongest if counts[name].texts > own[name])
    return Profile(project, dict(sorted(weights.items(), key=lambda item: -item[1])), said, whole, elsewhere)


def compare(asking: Profile, candidate: IndexDocument) -> Likeness:
    """How alike a candidate is to the asking project."""
    said = concepts_said(candidate)
    if not said or not asking.whole:
        return Likeness(0.0, ())
    scale = (_length(asking.said) / _length(said)) ** LENGTH_EXPONENT / asking.whole
    shared: dict[str, float] = {}
    for term, weight in _shared(asking, said):
        shared[term] = max(weight * scale, shared.get(term, 0.0))
    reasons = tuple(Reason(term, weight) for term, weight in _without_parts(shared).items())
    bonus = 1 + SUBJECT_BONUS * same_subject(asking.project, candidate) + _bonus(asking.project, candidate)
    named = 1 - NAME_SHARE + NAME_SHARE * _named_alike(asking, candidate, said)
    return Likeness(min(1.0, bonus * named * sum(reason.weight for reason in reasons)), reasons)


def same_subject(project: IndexDocument, other: IndexDocument) -> bool:
    """Whether both are paid from one function subject; unknown subjects are not the same."""
    return bool(project.code) and project.code == other.code


def _bonus(project: IndexDocument, other: IndexDocument) -> float:
    same_kind = bool(project.department_type) and project.department_type == other.department_type
    low, high = sorted((project.amount_fen or 0, other.amount_fen or 0))
    return DEPARTMENT_BONUS * same_kind + SCALE_BONUS * (0 < high <= low * SAME_SCALE)


@dataclass(slots=True)
class _Counts:
    """Projects that say a concept by any name, as far as goals and indicators tell; texts of all records that do."""

    projects: int = 0
    texts: int = 0


def _counts(engine: Engine, concepts: list[str]) -> dict[str, _Counts]:
    words = [(name, word) for name in concepts for word in names_of(name)]
    by_field = {field.name: engine.word_counts([word for _, word in words], field.name) for field in CONTENT_FIELDS}
    counts = {name: _Counts() for name in concepts}
    for place, (name, _) in enumerate(words):
        counts[name].projects += sum(by_field[field][place] for field in _COUNTED_FIELDS)
        counts[name].texts += sum(said[place] for said in by_field.values())
    return counts


def _texts_saying(project: IndexDocument) -> Counter[str]:
    """Concept -> its words in the fields of the project itself."""
    words = ({*index_words(normalise_text(getattr(project, field.name)))} for field in CONTENT_FIELDS)
    return Counter(concept(word) for said in words for word in said)


def _importance(project: IndexDocument, name: str, said: Said, saying: int, projects: int) -> float:
    saying = min(saying, projects)
    rarity = math.log(1 + (projects - saying + 0.5) / (saying + 0.5))
    return rarity**2 * _kind_factor(name, said) * (PAYER_FACTOR if tells_payer(project, said.term, name) else 1.0)


def _kind_factor(name: str, said: Said) -> float:
    """How much more or less than other words one tells that is known by other names, and one that says little."""
    known = KNOWN_FACTOR if expansions(name) else 1.0
    if tells_little(name):
        return known * (ACT_FACTOR if said.strength == NAME_BOOST and names_act(name) else WEAK_FACTOR)
    return known


def _shared(asking: Profile, said: Mapping[str, Said]) -> Iterator[tuple[str, float]]:
    """What both say, in the words of the other project."""
    for name, weight in asking.weights.items():
        if name in said:
            yield said[name].term, weight * said[name].strength
        elif near := max(
            (said[other] for other in related_concepts(name) if other in said),
            key=lambda other: other.strength,
            default=None,
        ):
            yield near.term, RELATED_FACTOR * weight * near.strength


def _named_alike(asking: Profile, candidate: IndexDocument, said: Mapping[str, Said]) -> float:
    """The part of a candidate's name, from 0 to 1, that is about what the asking project says; a half for no name."""
    alike, whole = 0.5 * UNNAMED, UNNAMED
    for name, one in said.items():
        if one.strength == NAME_BOOST:
            payer = tells_payer(candidate, one.term, name)
            weight = len(one.term) * (EMPTY_SHARE if is_empty(name) else PAYER_FACTOR if payer else 1.0)
            whole += weight
            if name in asking.said or any(other in asking.said for other in related_concepts(name)):
                alike += weight
    return alike / whole


def _length(said: Mapping[str, Said]) -> float:
    return math.sqrt(sum(one.strength**2 for one in said.values()))


def _without_parts(weights: Mapping[str, float]) -> dict[str, float]:
    """What overlaps counts once, as the heaviest: 政务外网 without 政务 and 网络安全防护 without 安全."""
    kept: dict[str, float] = {}
    for term, weight in sorted(weights.items(), key=lambda item: (-item[1], -len(item[0]), item[0])):
        if not any(term in other or other in term for other in kept):
            kept[term] = weight
    return kept
