"""The ways in which generated documents differ from one another, each drawn on its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from random import Random

#: Feature -> what it may be. The first value is the plainest.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "medium": ("pdf", "pdf", "pdf", "pdf", "text", "html"),
    "stage": ("预算", "预算", "决算"),
    "page": ("portrait", "landscape", "rotated"),
    "rules": ("full", "full", "horizontal", "none"),
    "unit": ("万元", "元"),
    "decimals": ("2", "0", "4", "6", "trimmed"),
    "commas": ("yes", "no"),
    "zero": ("blank", "0.00", "0", "-"),
    "unit_place": ("above", "inside", "head", "once"),
    "title_place": ("above", "inside"),
    "titles": ("plain", "numbered", "listed", "line"),
    "furniture": ("none", "header"),
    "heads_again": ("yes", "no"),
    "title_again": ("no", "yes"),
    "stacked": ("no", "yes"),
    "padding": ("no", "yes"),
    "names_wide": ("yes", "no"),
    "codes": ("joined", "split", "unfolded", "dashed", "bracketed", "inherited", "merged", "names"),
    "rows": ("tree", "groups_items", "items"),
    "total": ("first", "last", "absent"),
    "total_at": ("name", "code", "merged"),
    "serial": ("no", "yes"),
    "column_numbers": ("no", "yes"),
    "parts": ("flat", "nested", "many"),
    "order": ("usual", "project_first", "total_last"),
    "extra": ("none", "last_year", "remark", "change"),
    "holder": ("none", "column", "merged", "blocks"),
    "economic": ("own", "both"),
    "balance": ("classes", "used", "coded", "parts", "views"),
    "three_public": ("columns", "rows", "years", "stages", "meetings"),
    "three_public_unit": ("same", "万元"),
}


@dataclass(frozen=True, slots=True)
class Features:
    """One value of each feature (see ``CHOICES``)."""

    medium: str
    stage: str
    page: str
    rules: str
    unit: str
    decimals: str
    commas: str
    zero: str
    unit_place: str
    title_place: str
    titles: str
    furniture: str
    heads_again: str
    title_again: str
    stacked: str
    padding: str
    names_wide: str
    codes: str
    rows: str
    total: str
    total_at: str
    serial: str
    column_numbers: str
    parts: str
    order: str
    extra: str
    holder: str
    economic: str
    balance: str
    three_public: str
    three_public_unit: str

    @property
    def final(self) -> bool:
        return self.stage == "决算"

    @property
    def fen_per_unit(self) -> int:
        return 100 if self.unit == "元" else 1_000_000

    @property
    def quantum(self) -> int:
        """The smallest amount that can be printed, in fen."""
        return max(1, self.fen_per_unit // 10**self.places)

    @property
    def places(self) -> int:
        """Digits behind the point, at most."""
        return 2 if self.decimals == "trimmed" else int(self.decimals)

    def pairs(self) -> Iterator[tuple[str, str]]:
        for each in fields(self):
            yield each.name, getattr(self, each.name)


def random_features(rng: Random) -> Features:
    """Any combination that a document may have."""
    drawn = {name: rng.choice(choices) for name, choices in CHOICES.items()}
    if drawn["unit"] == "元":
        drawn["decimals"] = rng.choice(("2", "0", "trimmed"))
    if drawn["rules"] == "none" or drawn["medium"] == "text":
        drawn |= {"title_place": "above", "names_wide": "yes"}
        drawn["unit_place"] = rng.choice(("above", "once"))
    if drawn["codes"] == "names":
        drawn["rows"] = "tree"
    if drawn["codes"] in ("inherited", "merged") and drawn["rows"] == "items":
        drawn["rows"] = "groups_items"
    return Features(**drawn)
