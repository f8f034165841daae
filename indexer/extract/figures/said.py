"""What the narrative states of the whole document: its totals, “三公”经费 and 政府采购."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Amount, NarrativeFigure, Procurement
from indexer.extract.amounts import Unit, add_up, read_amount
from indexer.extract.three_public import Figures, addends, adds_up

_PROCUREMENT_PARTS = {"goods": "procurement_goods", "works": "procurement_works", "services": "procurement_services"}
#: The parts of “三公”经费 by the subjects of figures.
_THREE_PUBLIC_PARTS = {
    "total": "three_public",
    "abroad": "abroad",
    "vehicles": "vehicles",
    "vehicle_purchase": "vehicle_purchase",
    "vehicle_operation": "vehicle_operation",
    "reception": "reception",
}
_LEAST_PARTS = 2
_LEAST_ADDENDS = 3


def amount_said(figures: Sequence[NarrativeFigure], subject: str) -> Amount | None:
    """The first amount stated of a subject without naming a fund."""
    found = _first(figures, subject)
    return found.amount if found else None


def procurement_said(figures: Sequence[NarrativeFigure]) -> Procurement | None:
    """政府采购 with its three categories; None where no total is stated."""
    total = _first(figures, "procurement")
    if total is None:
        return None
    parts = {part: amount_said(figures, subject) for part, subject in _PROCUREMENT_PARTS.items()}
    return Procurement(total=total.amount, **parts, citation=total.citations[0])


def three_public_said(figures: Sequence[NarrativeFigure]) -> Figures | None:
    """“三公”经费 by part, None where not at least two parts are stated.

    A total left unsaid is the sum of the parts where all three kinds are said.
    A part whose printed unit does not fit is read in the unit of the total
    when only then the parts add up (2.19元 for 2.19万元); its unit origin says 勾稽.
    """
    found = {part: figure for part, subject in _THREE_PUBLIC_PARTS.items() if (figure := _first(figures, subject))}
    amounts = {part: figure.amount for part, figure in found.items() if figure.amount is not None}
    if len(amounts.keys() - {"total"}) < _LEAST_PARTS:
        return None
    if "total" not in amounts:
        said = [amounts[part] for part in addends(amounts)]
        if not {"abroad", "reception"} <= amounts.keys() or len(said) < _LEAST_ADDENDS:
            return None
        amounts["total"] = add_up(said)
    first = found.get("total") or next(iter(found.values()))
    return Figures(_mended(amounts), first.citations[0])


def _first(figures: Sequence[NarrativeFigure], subject: str) -> NarrativeFigure | None:
    return next((one for one in figures if one.subject == subject and one.fund is None and one.amount), None)


def _mended(amounts: dict[str, Amount]) -> dict[str, Amount]:
    total = amounts["total"]
    parts = addends(amounts)
    if adds_up(amounts, parts):
        return amounts
    for part in parts:
        if amounts[part].unit != total.unit:
            trial = {**amounts, part: read_amount(amounts[part].raw, Unit(total.unit, "勾稽"))}
            if adds_up(trial, parts):
                return trial
    return amounts
