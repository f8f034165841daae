"""“三公”经费 as sentences state it."""

from __future__ import annotations

import re

from index.records import Amount, Section
from indexer.extract.amounts import Unit, add_up, read_amount
from indexer.extract.flow import squeeze
from indexer.extract.narrative import Narrative
from indexer.extract.three_public import Figures, addends, adds_up

_FIGURE = r"(?P<figure>[\d,，]+(?:\.\d+)?)(?P<unit>亿元|万元|元)"
_LABELS = (
    ("total", r"三公[”\"]?经费"),
    ("abroad", r"因公出国[（(]?(?:出?境)?[）)]?(?:费用?|经费)?"),
    ("vehicles", r"用车购置[及和、]运[行维]?(?:维护)?费?用?"),
    ("vehicle_purchase", r"用车购置(?![及和、]运)(?:费|经费|支出)?"),
    ("vehicle_operation", r"(?:用车|[，,、；;])运行(?:维护)?(?:费|支出)?"),
    ("reception", r"公务接待(?:费|支出)?"),
)
#: One character between a label and its figure: not of the next label, nor the end of the clause.
_BETWEEN = r"(?:(?!因公|用车|接待)[^\d。；;，,])"
#: 费用。2026年预算数0元: a label may stand as a heading of its own before the year.
_YEAR = r"[。：:]?(?:20\d\d年(?:度)?)?"
_PLANNED = {
    part: re.compile(rf"{label}{_BETWEEN}{{0,16}}?{_YEAR}{_BETWEEN}{{0,14}}{_FIGURE}") for part, label in _LABELS
}
#: 年初预算为…万元，支出决算为…万元: the outturn stands in the clause after the plan.
_SPENT = {
    part: re.compile(rf"{label}(?:(?!因公|用车|接待)[^。；;]){{0,50}}?决算(?:总?数|总?额|为)*{_FIGURE}")
    for part, label in _LABELS
}
_LEAST_PARTS = 2


def in_section(narrative: Narrative, section: Section) -> Figures | None:
    """The figures of the year as a section states them, None where it does not state at least two parts.

    A total left unsaid is the sum of the parts where all three kinds are said.
    A part whose printed unit does not fit is read in the unit of the total
    when only then the parts add up (2.19元 for 2.19万元); its unit origin says 勾稽.
    """
    text = squeeze(section.text)
    outturn = any("决算" in heading for heading in section.path)
    matches = {part: (outturn and _SPENT[part].search(text)) or _PLANNED[part].search(text) for part, _ in _LABELS}
    found = {part: match for part, match in matches.items() if match}
    amounts = {part: read_amount(match["figure"], Unit(match["unit"], "正文")) for part, match in found.items()}
    if len(amounts.keys() - {"total"}) < _LEAST_PARTS:
        return None
    if "total" not in amounts:
        said = [amounts[part] for part in addends(amounts)]
        if not {"abroad", "reception"} <= amounts.keys() or len(said) < 3:
            return None
        amounts["total"] = add_up(said)
    first = found.get("total") or next(iter(found.values()))
    return Figures(_mended(amounts), narrative.cite(section, first["figure"]))


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
