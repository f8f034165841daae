"""Sections read token by token: which figure belongs to which name, which change to which figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.records import ComparedWith, FigureChange, Fund, NarrativeFigure, Section, SectionKind
from indexer.extract.amounts import yuan
from indexer.extract.figures.drafts import Draft, add_change, amount_of, direction_between, explain, size_of
from indexer.extract.figures.tokens import AgainstPlan, Basis, Change, Count, Mark, Money, Reason, tokens
from indexer.extract.figures.wording import Mention, wording
from indexer.extract.flow import squeeze
from indexer.extract.headings import numbering
from indexer.extract.narrative import Narrative, SectionText
from indexer.extract.organisations import is_organisation

#: Sections whose figures are not those of the document: projects, definitions, people.
_SILENT = {
    SectionKind.DUTIES,
    SectionKind.ORGANISATION,
    SectionKind.TASKS,
    SectionKind.STAFFING,
    SectionKind.PERFORMANCE,
    SectionKind.GLOSSARY,
}
_FLOW = "flow"
_FLOWS = ("income", "expenditure")
_FUNDED_PARTS = {"basic", "project", "personnel", "public"}

# These never go back on a word (possessive): a text may be as long and as odd as it likes.
_NAME_TO_FIGURE = re.compile(rf"(?:。(?=20\d\d年|本年|当年))?(?>{wording().filler})*+")
#: What may stand between a figure and what is said of its change.
_FIGURE_TO_CHANGE = re.compile(
    r"(?>[，。（）\n]|为[^，。；\n\d]{0,60}的资金|其中|主要(?:是)?用于[^。；\n]*|占[^，。；\n]{0,24}?\d+(?:\.\d+)?%"
    rf"|完成[^，。；\n]{{0,16}}?\d+(?:\.\d+)?%|{wording().filler})*+"
)
#: From the plan to the outturn of the same figure.
_PLAN_TO_OUTTURN = re.compile(r"，(?:20\d\d年度?)?(?:实际)?(?:支出|收入)?(?:决算)(?:数|额)?(?:总额)?为?")
#: What stands in front of 支出决算为 in a list of subjects.
_PLAN_OF_ANOTHER = re.compile(r"预算数?为?[\d,，.]+[亿万]?元，$")
_ITS_OUTTURN = re.compile(r"(?:支出)?决算(?:支出)?(?:数|额|总额)?")
_LAST_YEARS = re.compile(r"，(?P<year>20\d\d)年度?(?:年初)?(?:预算|决算|执行)?数?(?:为|是)?")
_YEAR = re.compile(r"20\d\d(?=年)")
_LONGEST_TO_REASON = 120
_HELD_OR_PLANNED = {"vehicle_count", "vehicles_planned", "equipment_planned"}
#: What may stand between a name and the reason of its change.
_NAME_TO_REASON = re.compile(r"(?:支出|预算|各项|有所|增加|减少|增长|下降|上升|变动|变化)*")


def read_figures(narrative: Narrative) -> tuple[NarrativeFigure, ...]:
    """The figures of a narrative in reading order; one said several times is one record with all its places."""
    found: dict[tuple[object, ...], NarrativeFigure] = {}
    for section in _of_the_whole(narrative.sections):
        printed = narrative.text_of(section)
        for draft in _SectionReader(printed).drafts():
            figure = _figure(draft, printed)
            known = found.get(draft.key)
            found[draft.key] = figure if known is None else _joined(known, figure)
    return tuple(replace(figure, ordinal=number) for number, figure in enumerate(found.values()))


def _of_the_whole(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections that speak of the whole document; not those of one of several units."""
    units = Counter(section.path[:-1] for section in sections if _names_unit(section))
    for section in sections:
        if section.kind not in _SILENT and not (_names_unit(section) and units[section.path[:-1]] > 1):
            yield section


def _names_unit(section: Section) -> bool:
    found = numbering(section.heading)
    return found is not None and is_organisation(squeeze(found.rest))


def _figure(draft: Draft, printed: SectionText) -> NarrativeFigure:
    return NarrativeFigure(
        ordinal=0,
        subject=draft.subject,
        fund=draft.fund,
        label=draft.label,
        amount=draft.amount,
        count=draft.count,
        count_unit=draft.count_unit,
        threshold=draft.threshold,
        changes=tuple(draft.changes),
        section=printed.section.ordinal,
        citations=printed.cite(draft.start, draft.end),
    )


def _joined(first: NarrativeFigure, second: NarrativeFigure) -> NarrativeFigure:
    """The same figure said again: its places, and the changes that were not said before."""
    new = [change for change in second.changes if not any(_alike(change, said) for said in first.changes)]
    citations = tuple(dict.fromkeys((*first.citations, *second.citations)))
    return replace(first, changes=(*first.changes, *new), citations=citations)


def _alike(one: FigureChange, other: FigureChange) -> bool:
    return one.direction is other.direction and yuan(one.amount) == yuan(other.amount)


class _SectionReader:
    """Takes the tokens of one section in order."""

    def __init__(self, printed: SectionText) -> None:
        self._text = printed.text
        heading = printed.section.heading
        self._outturn = any("决算" in part for part in printed.section.path)
        self._year = max((int(year) for year in _YEAR.findall(self._text + "".join(printed.section.path))), default=0)
        self._drafts: list[Draft] = []
        self._mention: Mention | None = _named_by(heading)
        self._targets: list[Draft] = []  # what a change would be said of
        self._reached = 0  # where the last thing said of them ends
        self._head: list[Draft] = []  # the first figure of the sentence
        self._head_before: list[Draft] = []
        self._brackets: list[list[Draft]] = []
        self._basis: Basis | None = None
        self._plan: Money | None = None
        self._against: AgainstPlan | None = None
        self._root = self._mention.subject.subjects[0] if self._mention else ""
        self._buying = self._root == "procurement" or "采购" in heading
        self._fund = next((fund for fund in Fund if fund in heading), None)
        self._flows: tuple[str, ...] = tuple(
            name for name, word in zip(_FLOWS, ("收入", "支出"), strict=True) if word in heading and not self._buying
        )
        self._first_of_sentence = True
        self._bought: Fund | None = None

    def drafts(self) -> list[Draft]:
        for token in tokens(self._text):
            match token:
                case Mention():
                    self._name(token)
                case Money():
                    self._money(token)
                case Count():
                    self._counted(token)
                case Basis():
                    self._basis = token
                case Change():
                    self._change(token)
                case Reason():
                    self._reason(token)
                case AgainstPlan():
                    self._against = token
                case Mark():
                    self._mark(token)
        return self._drafts

    def _gap(self, start: int, end: int) -> str:
        return self._text[start:end]

    # Names

    def _name(self, mention: Mention) -> None:
        subjects = mention.subject.subjects
        if mention.subject.within and not self._buying:
            return
        if subjects[0] in wording().listed_under.get(self._root, ()):
            self._mention = None
            return
        if self._mention and self._apposed(self._mention, mention):
            self._mention = replace(self._mention, end=mention.end)
            return
        if self._plan is not None and _PLAN_TO_OUTTURN.fullmatch(self._gap(self._plan.end, mention.end)):
            return  # 支出决算 is no name of its own here
        if _ITS_OUTTURN.fullmatch(mention.name) and _PLAN_OF_ANOTHER.search(self._text, 0, mention.start):
            self._mention = None
            return
        self._plan = None
        self._mention = mention
        if subjects[0] == "procurement":
            self._buying, self._bought = True, mention.fund
        if mention.subject.within is None and subjects[0] not in wording().listed_under:
            self._root = subjects[0]
        if set(subjects) & {*_FLOWS, *_FUNDED_PARTS} and self._first_of_sentence:
            if subjects[0] in _FLOWS or mention.fund:
                self._fund = mention.fund
            self._first_of_sentence = False
        if subjects[0] in _FLOWS:
            self._flows = subjects
        elif subjects[0] != _FLOW and subjects[0] not in _FUNDED_PARTS:
            self._flows = ()  # what is of a fund from here on is of this, not income or expenditure

    def _apposed(self, first: Mention, second: Mention) -> bool:
        """预算支出安排一般公共预算支出9万元: the second name says where all the money of the first comes from."""
        gap = self._gap(first.end, second.start)
        if second.fund is None or first.subject.subjects != second.subject.subjects[:1]:
            return False
        return "安排" in self._gap(first.start, second.start) and _NAME_TO_FIGURE.fullmatch(gap) is not None

    def _subjects(self, mention: Mention) -> Iterator[tuple[str, Fund | None]]:
        """What a figure behind a name is, and of which fund."""
        for subject in mention.subject.subjects:
            if subject == _FLOW:
                yield from ((flow, mention.fund) for flow in self._flows)
            elif subject in _FUNDED_PARTS:
                yield subject, mention.fund or self._fund
            elif mention.subject.within:
                yield subject, self._bought
            else:
                yield subject, mention.fund

    # Figures

    def _money(self, token: Money) -> None:
        mention = self._mention
        if mention is None:
            if not self._is_last_years(token):
                self._forget()
        elif mention.subject.counted:
            if not token.unit:
                self._counted(Count(token.start, token.end, 0, mention.subject.counted[0]))
        elif not self._fits(mention, token):
            self._forget()
        elif self._is_plan(mention, token):
            self._plan = token
        else:
            self._state(mention, token)

    def _fits(self, mention: Mention, token: Money) -> bool:
        """Whether a figure is that of the name in front of it: nothing else stands between them."""
        if self._plan is not None:
            return _PLAN_TO_OUTTURN.fullmatch(self._gap(self._plan.end, token.start)) is not None
        gap = self._gap(mention.end, token.start)
        return _NAME_TO_FIGURE.fullmatch(gap) is not None and not self._of_last_year(gap)

    def _forget(self) -> None:
        """A figure of something unknown: what follows is not said of anything known."""
        self._mention, self._plan, self._targets = None, None, []

    def _is_last_years(self, token: Money) -> bool:
        """2025年预算数为9万元, behind the figure of this year: what it is compared with."""
        said = _LAST_YEARS.fullmatch(self._gap(self._reached, token.start)) if self._targets else None
        if said is None or int(said["year"]) >= self._year:
            return False
        self._basis = Basis(token.start, token.end, ComparedWith.LAST_BUDGET, token)
        self._reached = token.end
        return True

    def _of_last_year(self, gap: str) -> bool:
        return any(int(year) < self._year for year in _YEAR.findall(gap))

    def _is_plan(self, mention: Mention, token: Money) -> bool:
        """Final accounts state the plan first, and the outturn behind it."""
        words = self._gap(mention.start, token.start).replace("公共预算", "")
        return self._outturn and self._plan is None and "预算" in words and "决算" not in words

    def _state(self, mention: Mention, token: Money) -> None:
        amount = amount_of(token)
        drafts = [
            Draft(subject, fund, mention.name, mention.start, token.end, amount)
            for subject, fund in self._subjects(mention)
        ]
        if self._plan is not None:
            base = amount_of(self._plan)
            for draft in drafts:
                draft.changes.append(FigureChange(ComparedWith.OWN_BUDGET, direction_between(amount, base), base))
        self._say(drafts, token.end)
        if mention.subject.subjects[0] in wording().listed_under:
            self._root = mention.subject.subjects[0]

    def _counted(self, token: Count) -> None:
        mention = self._mention
        if mention is None or token.unit not in mention.subject.counted:
            return
        if _NAME_TO_FIGURE.fullmatch(self._gap(mention.end, token.start)):
            subject = self._counted_subject(mention)
            draft = Draft(subject, None, mention.name, mention.start, token.end)
            draft.count, draft.count_unit, draft.threshold = token.number, token.unit, mention.threshold
            self._say([draft], token.end)

    def _counted_subject(self, mention: Mention) -> str:
        """Equipment counted behind what is to be bought is to be bought too."""
        subject = mention.subject.subjects[0]
        said = [draft.subject for draft in self._drafts if draft.subject in _HELD_OR_PLANNED]
        planned = said[-1:] and said[-1] != "vehicle_count"
        return "equipment_planned" if subject == "equipment" and planned else subject

    def _say(self, drafts: list[Draft], end: int) -> None:
        self._drafts.extend(drafts)
        self._targets, self._reached = drafts, end
        self._head = self._head or drafts
        self._mention, self._plan = None, None

    # Changes

    def _change(self, token: Change) -> None:
        basis = self._basis
        if basis is None or (token.by is None and token.percent is None and not self._directly(basis, token)):
            return
        said = FigureChange(basis.compared_with, *size_of(token, basis))
        ambiguous = token.either and bool(yuan(said.amount) or said.percentage)
        drafts = self._changed(basis, token)
        if not ambiguous:
            for draft in drafts:
                add_change(draft, said)
                draft.end = max(draft.end, token.end)
        self._targets, self._reached, self._mention = drafts, token.end, None

    def _directly(self, basis: Basis, token: Change) -> bool:
        return basis.end <= token.start and bool(_NAME_TO_FIGURE.fullmatch(self._gap(basis.end, token.start)))

    def _changed(self, basis: Basis, token: Change) -> list[Draft]:
        """The figures whose change is told: those just named, else those just stated."""
        mention = self._mention
        compared_here = self._reached <= basis.start
        start = basis.start if compared_here else token.start
        if mention is not None:
            inside = basis.start >= mention.end
            gap = self._gap(mention.end, start if inside else token.start)
            return self._known(mention, token.end) if _NAME_TO_FIGURE.fullmatch(gap) else []
        gap = self._gap(self._reached, start)
        if not _FIGURE_TO_CHANGE.fullmatch(gap):
            return []
        return self._head_before if "。" in gap or "\n" in gap else self._targets

    def _known(self, mention: Mention, end: int) -> list[Draft]:
        """The figures of a name in this section, without an amount where none was stated."""
        drafts = []
        for subject, fund in self._subjects(mention):
            said = next((d for d in reversed(self._drafts) if (d.subject, d.fund) == (subject, fund)), None)
            if said is None:
                said = Draft(subject, fund, mention.name, mention.start, end)
                self._drafts.append(said)
            drafts.append(said)
        return drafts

    # Reasons

    def _reason(self, token: Reason) -> None:
        against, self._against = self._against, None
        drafts = self._explained(token, against)
        for draft in drafts:
            explain(draft, token.text, against)
            draft.end = max(draft.end, token.end)
        if drafts:
            self._targets, self._reached = drafts, token.end
        self._mention = None

    def _explained(self, token: Reason, against: AgainstPlan | None) -> list[Draft]:
        start = against.start if against else token.start
        mention = self._mention
        if mention is not None and _NAME_TO_REASON.fullmatch(self._without_basis(mention.end, start)):
            wanted = tuple(self._subjects(mention))
            return [draft for draft in self._drafts if (draft.subject, draft.fund) in wanted]
        near = token.start - self._reached <= _LONGEST_TO_REASON
        return self._targets if near else []

    def _without_basis(self, start: int, end: int) -> str:
        basis = self._basis
        if basis is not None and start <= basis.start and basis.end <= end:
            return self._gap(start, basis.start) + self._gap(basis.end, end)
        return self._gap(start, end)

    # Sentences

    def _mark(self, token: Mark) -> None:
        match token.sign:
            case "（":
                self._brackets.append(self._targets)
            case "）" if self._brackets:
                self._targets = self._brackets.pop()
                self._reached = token.end
            case "。" | "\n":
                self._head_before, self._head = self._head or self._head_before, []
                self._first_of_sentence = True
                if token.sign == "\n" and self._text[token.start - 1 : token.start] not in ("：", "，"):
                    self._brackets.clear()
                    self._root = ""


def _named_by(heading: str) -> Mention | None:
    """The name a heading gives to the first figure below it; None where it names several or none."""
    found = numbering(heading)
    names = [token for token in tokens(found.rest if found else heading) if isinstance(token, Mention)]
    if len(names) != 1 or names[0].subject.counted:
        return None
    return replace(names[0], start=0, end=0)
