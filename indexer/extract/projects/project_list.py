"""Lists of projects with cells: name and amount columns, sums and units between the projects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from analyzers.subjects import economic_codes, function_codes
from index.records import Amount, Citation
from indexer.extract.amounts import Unit, yuan
from indexer.extract.flow import PrintedTable
from indexer.extract.projects.goal_columns import Columns, head_columns
from indexer.extract.projects.goal_header import added, project_amount
from indexer.extract.projects.list_columns import is_figure, list_heads
from indexer.extract.projects.project_found import FoundProject, ListTotal, Place, ProjectList
from indexer.extract.projects.project_tree import ListRow, Words, tree_by_names
from indexer.extract.projects.project_words import is_placeholder, is_total, project_head, split_code, tidy
from indexer.extract.projects.spots import Row, Spot, spot_rows
from indexer.extract.regions import StatementRegion

#: Statements that may hold a list of projects; others have project columns of another meaning.
_KINDS = frozenset({"project_expenditure", "goals_project", "unknown"})
_NOT_PROJECTS = re.compile(r"经济分类|经济科目|功能分类|采购|购买服务|结转|自评")
_ASIDE = re.compile(r"[（(]不含.*?[）)]")
_COLUMN_NUMBER = re.compile(r"[*＊]+|\d{1,2}|[A-Z]|[甲乙丙]|栏次|行次|\d{1,2}=.*")
_UNIT_NAME = re.compile(
    r".*(?:局|委|委员会|办公室|厅|院|所|站|队|学校|学院|大学|中学|小学|幼儿园|馆|处|部|中心|协会|联合会|工会|分局|支队|总队|大队"
    r"|办事处|本级|机关|监狱|管委会|集团|公司|法院|检察院|医院|党校|团)(?:[（(].{1,12}[）)])?"
)
#: A functional or economic subject in front of a name, by its code: [30201]办公费, 2010301-行政运行.
_SUBJECT = re.compile(
    r"[\[［(（][235]\d{2}(?:\d{2}){0,2}[\]］)）]|[235]\d{2}(?:\d{2}){0,2}[-—_]|2[0-3]\d(?:\d{2}){1,2}(?=\D)"
)


@dataclass(slots=True)
class _Item:
    """One row of a list."""

    name: str
    code: str | None
    amount: Amount
    citation: Citation
    goal: str = ""
    note: str = ""
    category: str = ""
    unit_name: str = ""
    unit_code: str = ""
    shares: list[Citation] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """The rows of one list over its pages."""

    region: StatementRegion
    columns: Columns
    unit: Unit
    last_page: int
    total: tuple[Amount, Citation] | None = None
    items: list[_Item] = field(default_factory=list)


def project_lists(regions: Iterable[tuple[StatementRegion, Unit]]) -> list[ProjectList]:
    """The projects of each list, full lists first; ``regions`` is every statement with its money unit."""
    lists: list[_List] = []
    current: _List | None = None
    for region, unit in regions:
        for table in region.tables:
            current = _read(region, table, unit, current)
            if current is not None and not (lists and lists[-1] is current):
                lists.append(current)
    lists.sort(key=lambda found: found.region.kind != "project_expenditure")
    return [_project_list(found) for found in lists]


def _read(region: StatementRegion, table: PrintedTable, unit: Unit, current: _List | None) -> _List | None:
    """Read one table of a list into the list it belongs to; None when it is no list."""
    if region.kind not in _KINDS or _NOT_PROJECTS.search(_ASIDE.sub("", region.title)):
        return None
    rows = spot_rows(table.table)
    if any(head_columns(row) for row in rows):
        return None
    start, found = list_heads(rows, listed=region.kind == "project_expenditure")
    columns = found.columns if found is not None else None
    continues = current is not None and 0 <= table.page - current.last_page <= 1
    same_title = current is not None and (region is current.region or region.kind == "unknown")
    if columns is None and not (continues and same_title and _fits(rows, current)):
        return None
    if current is None or not continues or (columns is not None and columns.roles != current.columns.roles):
        if columns is None:
            return None
        current = _List(region, columns, unit, table.page)
    elif columns is not None:
        current.columns = columns
    if found is not None and found.unit is not None:
        current.unit = Unit(found.unit, "列头")
    current.last_page = table.page
    for number, row in enumerate(rows[start:], start=start):
        _row(current, row, table.row_citation(number))
    return current


def _fits(rows: Sequence[Row], current: _List | None) -> bool:
    """Whether rows without heads go on with a list: names and amounts stand in its columns."""
    if current is None:
        return False
    spots = [current.columns.by_role(row) for row in rows]
    return any("name" in found and "amount" in found for found in spots)


def _row(current: _List, row: Row, citation: Citation) -> None:
    texts = [spot.text for spot in row if spot.text]
    if not texts or all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return
    spots = current.columns.by_role(row)
    if any(project_head(text) for text in texts[:3]) and not any(is_figure(text) for text in texts):
        return
    raw = spots["amount"].cell.text if "amount" in spots else ""
    amount = project_amount(raw, current.unit) if raw.strip() else None
    name = spots["name"].cell.text if "name" in spots else ""
    if amount is None or amount.yuan is None:
        if not raw.strip():
            _go_on(current, name, spots)
        return
    if any(is_total(text) for text in texts[:3]):
        if current.total is None or amount.yuan > (yuan(current.total[0]) or 0):
            current.total = amount, citation
        return
    code, title = split_code(name)
    if current.items and "name" in spots and not spots["name"].starts and spots["amount"].starts:
        _add(current.items[-1], amount, citation)
        return
    item = _Item(title, code, amount, citation)
    for role in ("goal", "note", "category", "unit_name", "unit_code"):
        if role in spots:
            setattr(item, role, tidy(spots[role].cell.text))
    if "group" in spots and title:
        item.category = tidy(spots["group"].cell.text)
    if "code" in spots and spots["code"].text:
        item.code = spots["code"].text
    current.items.append(item)


def _add(item: _Item, amount: Amount, citation: Citation) -> None:
    """Another row beside the same merged name: another subject's share of one project."""
    item.amount = added(item.amount, amount)
    item.shares.append(citation)


def _go_on(current: _List, name: str, spots: Mapping[str, Spot]) -> None:
    """A row without amount goes on with the cells of the row before it, cut by the end of a page."""
    if not current.items:
        return
    last = current.items[-1]
    last.name += tidy(name)
    if last.code and "code" in spots:
        last.code += spots["code"].text
    for role in ("goal", "note"):
        if role in spots:
            setattr(last, role, getattr(last, role) + tidy(spots[role].cell.text))


def _project_list(found: _List) -> ProjectList:
    projects = _projects(found)
    amounts = tuple(project.amount for project in projects if project.amount is not None)
    total = None
    if found.total is not None and amounts:
        citations = tuple(citation for project in projects for citation in project.citations)
        total = ListTotal(*found.total, amounts, citations)
    return ProjectList(projects, total)


def _projects(found: _List) -> list[FoundProject]:
    """The projects among the rows of a list: all that are no sums of others."""
    with_unit_code = {item.unit_code for item in found.items if item.unit_code}
    mixed = 0 < sum(1 for item in found.items if item.unit_code) < len(found.items)
    rows = [ListRow(_yuan(item), _words(item, mixed)) for item in found.items]
    names = [item.name for item in found.items]
    grown = tree_by_names(rows, names, yuan(found.total[0]) if found.total else None, found.unit.rounding)
    parents = set(grown.parents)
    if _lists_subjects(found.items):
        return []
    projects: list[FoundProject] = []
    for position, item in enumerate(found.items):
        if position in parents or rows[position].words is Words.SUM or _SUBJECT.match(item.name):
            continue
        if rows[position].words is Words.PERHAPS and item.unit_code in with_unit_code and mixed:
            continue
        projects.append(_project(item, [found.items[row] for row in grown.path(position)]))
    return _once(projects) if "subject" in found.columns.roles else projects


def _lists_subjects(items: Sequence[_Item]) -> bool:
    """Whether most names are those of functional or economic subjects: no list of projects."""
    subjects = [item for item in items if function_codes(item.name) or economic_codes(item.name)]
    return 2 * len(subjects) > len(items)


def _once(projects: Iterable[FoundProject]) -> list[FoundProject]:
    """Rows of one unit with the same name as one project: lists with subjects print one for each."""
    kept: dict[tuple[str | None, ...], FoundProject] = {}
    for project in projects:
        key = (project.name, project.code, project.unit_name, project.category)
        first = kept.setdefault(key, project)
        if first is not project and first.amount is not None and project.amount is not None:
            first.amount = added(first.amount, project.amount)
            first.citations.extend(project.citations)
    return list(kept.values())


def _yuan(item: _Item) -> Decimal:
    assert item.amount.yuan is not None
    return item.amount.yuan


def _words(item: _Item, mixed: bool) -> Words:
    if not item.name or is_placeholder(item.name):
        return Words.SUM
    if (item.unit_code and mixed) or _UNIT_NAME.fullmatch(item.name):
        return Words.PERHAPS
    return Words.PROJECT


def _project(item: _Item, above: Sequence[_Item]) -> FoundProject:
    """A list row as a project; of the rows above it units become its unit and classes its category."""
    units = [row.name for row in above if _UNIT_NAME.fullmatch(row.name)]
    classes = [row.name for row in above if row.name and not _UNIT_NAME.fullmatch(row.name)]
    return FoundProject(
        item.name,
        Place.LIST,
        code=item.code,
        unit_name=item.unit_name or (units[-1] if units else None),
        amount=item.amount,
        goal="" if is_placeholder(item.goal) else item.goal,
        category=item.category or "/".join(classes) or None,
        note=item.note or None,
        citations=[item.citation, *item.shares],
    )
