"""How well a record answers one searched text, the same for every engine: tiers of records, the best first.

A record earns 2 when it holds the literal text (and a step more when its name
does), 1 when it holds all words or its place or department holds the text, 0
when it holds only another name for it. Beside other texts a place or department
narrows the query and earns 2 as well: of 若羌 信访 the place says where to look.
What orders records within a tier moves a score by less than a step, and all
steps of a query by less than a tier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzers.text import normalise_text
from index.fields import Field
from index.query.leaves import plan
from index.query.matching import Found, Matching, content, searched_fields
from index.query.tree import Exact, TextLeaf, WordStart

LITERAL_TIER, WORDS_TIER, SYNONYM_TIER = 2.0, 1.0, 0.0

NAME = "name"


def leaf_tiers(matching: Matching[Found], leaf: TextLeaf, step: float, *, alone: bool) -> Iterator[tuple[Found, float]]:
    """(records, score) of one searched text, best first; a record counts in the first it is in.

    ``alone`` says that the query asks for no other text.
    """
    if isinstance(leaf, WordStart):
        yield matching.node(leaf), LITERAL_TIER
        return
    if isinstance(leaf, Exact):
        yield from _literal_tiers(matching, searched_fields(leaf), normalise_text(leaf.text), step)
        return
    fields, asked = searched_fields(leaf), plan(leaf)
    said = content(fields)
    yield from _literal_tiers(matching, said if alone else fields, asked.literal, step)
    if not asked.is_one_word:
        yield matching.all_words(fields, asked.words), WORDS_TIER
    if alone:
        yield matching.literal([field for field in fields if field.background], asked.literal), WORDS_TIER
    for expansion in asked.synonyms:
        yield matching.synonym(said, expansion.term), SYNONYM_TIER


def _literal_tiers(
    matching: Matching[Found], fields: Sequence[Field], literal: str, step: float
) -> Iterator[tuple[Found, float]]:
    yield matching.literal([field for field in fields if field.name == NAME], literal), LITERAL_TIER + step
    yield matching.literal(fields, literal), LITERAL_TIER
