"""Tables by subject: function subjects with 基本 and 项目, economic subjects with 人员 and 公用."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzers import subjects
from tests.layouts.budget import Item, name_of, parts, with_levels_above
from tests.layouts.features import Features
from tests.layouts.sheet import LEFT, UP, Cell, Column, Row, Sheet, amounts, sheet, spaced

#: Levels that a table prints.
_LEVELS = {"tree": (1, 2, 3), "groups_items": (2, 3), "items": (3,)}
#: Levels of economic subjects; none is below 款.
_ECONOMIC_LEVELS = {"tree": (1, 2), "groups_items": (1, 2), "items": (2,)}
_EMPTY_ROWS = 3


def function_items(items: Sequence[Item], features: Features) -> list[Item]:
    """The rows that a function table prints for its items."""
    return [row for row in with_levels_above(items) if subjects.level(row.code) in _LEVELS[features.rows]]


def economic_items(items: Sequence[Item], features: Features) -> list[Item]:
    """The rows that a table by economic subject prints for its items."""
    return [row for row in with_levels_above(items) if subjects.level(row.code) in _ECONOMIC_LEVELS[features.rows]]


def function_sheet(kind: str, title: str, items: Sequence[Item], holder: str, features: Features) -> Sheet:
    """One table by function subject; without items its rows are blank and a note says so."""
    whole = parts(items)
    shares = _shares(items, features) if features.holder == "blocks" else [items]
    held = [
        _held(share, f"{holder}{suffix}", features) for share, suffix in zip(shares, ("", "服务中心"), strict=False)
    ]
    codes = [row.code for unit in held for row in unit]
    staff = [_staff(row.code, share, features) for share, unit in zip(shares, held, strict=True) for row in unit]
    columns = [
        *_holder([row.holder for unit in held for row in unit], features),
        *_code_columns(codes, ("类", "款", "项"), features),
        _names(codes, features),
        *_function_amounts(
            [whole, *(row.parts for unit in held for row in unit)],
            [sum(_staff("", share, features) for share in shares), *staff],
            features,
        ),
    ]
    made = _with_total(kind, title, columns, whole, features)
    return made if items else _emptied(made)


def economic_sheet(kind: str, title: str, items: Sequence[Item], features: Features) -> Sheet:
    """One table by economic subject with 人员经费 and 公用经费."""
    rows = economic_items(items, features)
    whole = parts(items)
    head = ("本年基本支出",) if features.parts == "nested" else ()
    own = [
        *_code_columns([row.code for row in rows], ("类", "款"), features),
        _names([row.code for row in rows], features),
    ]
    columns = [
        *(own if features.economic == "own" else _both_views(own, rows)),
        *_economic_amounts(head, [whole, *(row.parts for row in rows)], features),
    ]
    return _with_total(kind, title, columns, whole, features)


def _both_views(own: Sequence[Column], rows: Sequence[Item]) -> list[Column]:
    """The columns of the department's classification with those of the government's beside them."""
    government = ["501" if row.parts[0] else "502" for row in rows]
    return [
        *(replace(column, path=("部门预算支出经济分类科目", *column.path)) for column in own),
        Column(("政府预算支出经济分类科目", "科目编码"), tuple(government)),
        Column(("政府预算支出经济分类科目", "科目名称"), tuple(name_of(code) for code in government), 1.8),
    ]


def economic_sheet_in_threes(kind: str, title: str, items: Sequence[Item], features: Features) -> Sheet:
    """The form of final accounts: 人员经费 on the left, 公用经费 on the right, each with code, name and amount."""
    rows = with_levels_above(items)
    halves = [[row for row in rows if row.parts[side]] for side in (0, 1)]
    height = max(len(half) for half in halves)
    columns = []
    for head, half in zip(("人员经费", "公用经费"), halves, strict=True):
        blank = [""] * (height - len(half))
        figures = amounts((head, "决算数"), [row.total for row in half], features)
        columns += [
            Column((head, "科目编码"), (*(row.code for row in half), *blank)),
            Column((head, "科目名称"), (*(name_of(row.code) for row in half), *blank), 2.5),
            replace(figures, cells=(*figures.cells, *blank)),
        ]
    made = sheet(kind, title, columns, features)
    sums = [amounts((), [sum(row.parts[side] for row in items)], features).cells[0] for side in (0, 1)]
    last: Row = ("人员经费合计", LEFT, sums[0], "公用经费合计", LEFT, sums[1])
    return replace(made, body=(*made.body, last))


@dataclass(frozen=True, slots=True)
class _HeldRow:
    """One row with the unit it belongs to; the row of a unit as a whole has no code."""

    holder: str
    code: str
    parts: tuple[int, int]


def _held(items: Sequence[Item], holder: str, features: Features) -> list[_HeldRow]:
    rows = [_HeldRow(holder, row.code, row.parts) for row in function_items(items, features)]
    return [_HeldRow(holder, "", parts(items)), *rows] if features.holder == "blocks" else rows


def _shares(items: Sequence[Item], features: Features) -> list[list[Item]]:
    """The items of two units: every third only of the first, of the others each has a part."""
    unit = features.quantum
    first = [
        item if n % 3 == 0 else Item(item.code, (item.parts[0] // unit // 2 * unit, item.parts[1] // unit // 2 * unit))
        for n, item in enumerate(items)
    ]
    rest = [
        Item(item.code, (item.parts[0] - own.parts[0], item.parts[1] - own.parts[1]))
        for item, own in zip(items, first, strict=True)
    ]
    return [own for own in ([i for i in share if i.total] for share in (first, rest)) if own]


def _holder(holders: Sequence[str], features: Features) -> list[Column]:
    cells: list[Cell] = list(holders)
    if features.holder == "merged":
        cells = [UP if n and holders[n - 1] == each else each for n, each in enumerate(holders)]
    return [] if features.holder == "none" else [Column(("单位名称",), tuple(cells), 1.8)]


def _code_columns(codes: Sequence[str], levels: Sequence[str], features: Features) -> list[Column]:
    """The code columns; none where codes stand before the names or are not printed."""
    if features.codes in ("dashed", "bracketed", "names"):
        return []
    if features.codes == "joined":
        return [Column(("科目编码",), tuple(codes), 1.2)]
    cells = [tuple(cell) for cell in _pieces(codes, len(levels), features.codes)]
    return [Column(("科目编码", level), tuple(row[n] for row in cells), 0.8) for n, level in enumerate(levels)]


def _pieces(codes: Sequence[str], width: int, form: str) -> Iterator[list[Cell]]:
    """Codes in cells for 类 款 项: all pieces, the level of the row whole in its cell, or what the row above lacks."""
    before: list[str] = []
    for code in codes:
        if not code:
            yield [""] * width
            before = []
            continue
        pieces = [code[:3], *(code[n : n + 2] for n in range(3, len(code), 2))]
        padded = [*pieces, *[""] * (width - len(pieces))]
        if form == "unfolded":
            yield [code if n == len(pieces) - 1 else "" for n in range(width)]
        elif form in ("inherited", "merged"):
            same = sum(
                1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(pieces, before, strict=False))
            )
            covered = UP if form == "merged" else ""
            yield [covered if n < same else piece for n, piece in enumerate(padded)]
        else:
            yield padded
        before = pieces


def _names(codes: Sequence[str], features: Features) -> Column:
    weight = 3.5 if features.names_wide == "yes" else 1.4
    head = "科目名称" if features.codes not in ("dashed", "bracketed") else "功能分类科目"
    if any(code.startswith("3") for code in codes) and head != "科目名称":
        head = "经济分类科目"
    return Column((head,), tuple(_printed_name(code, features) for code in codes), weight)


def _printed_name(code: str, features: Features) -> str:
    if not code:
        return ""
    name = name_of(code)
    match features.codes:
        case "dashed":
            return f"{code}-{name}"
        case "bracketed":
            return f"[{code}]{name}"
        case "names":
            return "　" * (subjects.level(code) - 1) + name
        case _:
            return name


def _staff(under: str, items: Sequence[Item], features: Features) -> int:
    """人员经费 of the subjects under a code: about three quarters of their basic expenditure."""
    unit = features.quantum
    return sum(item.parts[0] // unit * 3 // 4 * unit for item in items if item.code.startswith(under))


def _function_amounts(both: Sequence[tuple[int, int]], staff: Sequence[int], features: Features) -> list[Column]:
    """The amount columns of the total row and the rows behind it; ``staff`` is what 人员经费 takes of 基本支出."""
    sums = [sum(pair) for pair in both]
    head = "本年支出合计" if features.final else "合计"
    whole_column = amounts((head,), sums, features)
    project = amounts(("项目支出",), [pair[1] for pair in both], features)
    basic = [amounts(("基本支出",), [pair[0] for pair in both], features)]
    others = []
    if features.parts == "nested":
        basic = [
            replace(basic[0], path=("基本支出", "小计")),
            amounts(("基本支出", "人员经费"), staff, features),
            amounts(("基本支出", "公用经费"), [pair[0] - own for pair, own in zip(both, staff, strict=True)], features),
        ]
    elif features.parts == "many":
        others = [
            amounts((name,), [0 for _ in both], features) for name in ("上缴上级支出", "经营支出", "对附属单位补助支出")
        ]
    if features.order == "project_first":
        found = [whole_column, project, *basic, *others]
    elif features.order == "total_last":
        found = [*basic, project, *others, whole_column]
    else:
        found = [whole_column, *basic, project, *others]
    return _with_extra(found, sums, features)


def _economic_amounts(head: tuple[str, ...], both: Sequence[tuple[int, int]], features: Features) -> list[Column]:
    whole = amounts((*head, "合计"), [sum(pair) for pair in both], features)
    staff = amounts((*head, "人员经费"), [pair[0] for pair in both], features)
    running = amounts((*head, "公用经费"), [pair[1] for pair in both], features)
    return [staff, running, whole] if features.order == "total_last" else [whole, staff, running]


def _with_extra(columns: list[Column], sums: Sequence[int], features: Features) -> list[Column]:
    unit = features.quantum
    before = [value // unit * 9 // 10 * unit for value in sums]
    word = "决算" if features.final else "预算"
    match features.extra:
        case "last_year":
            return [amounts((f"上年{word}数",), before, features), *columns]
        case "change":
            change = [now - then for now, then in zip(sums, before, strict=True)]
            return [*columns, amounts(("比上年增减",), change, features)]
        case "remark":
            return [*columns, Column(("备注",), tuple("" for _ in sums))]
        case _:
            return columns


def _with_total(kind: str, title: str, columns: Sequence[Column], whole: tuple[int, int], features: Features) -> Sheet:
    """The sheet with its 合计 row where the features put it; amount columns bring its figures first."""
    height = max(len(column.cells) for column in columns)
    labelled = [c if len(c.cells) == height else replace(c, cells=("", *c.cells)) for c in columns]
    if features.serial == "yes":
        numbers = [str(n) for n in range(1, height)]
        labelled.insert(0, Column(("序号",), ("", *numbers), 0.6))
    made = sheet(kind, title, labelled, features)
    first = next(n for n, column in enumerate(labelled) if column.numeric)
    row = _total_row(made.body[0], labelled, first, features)
    body = made.body[1:]
    match features.total:
        case "first":
            return replace(made, body=(row, *body))
        case "last":
            return replace(made, body=(*body, row))
        case _:
            return replace(made, body=body)


def _total_row(figures: Row, columns: Sequence[Column], first: int, features: Features) -> Row:
    label = spaced("合计", features)
    start = 1 if features.serial == "yes" else 0
    cells: list[Cell] = list(figures)
    if features.total_at == "merged":
        cells[start:first] = [label, *[LEFT] * (first - start - 1)]
    elif features.total_at == "code":
        cells[start] = label
    else:
        cells[first - 1] = label
    return tuple(cells)


def _emptied(made: Sheet) -> Sheet:
    blank: Row = tuple("" for _ in made.weights)
    return replace(made, body=(blank,) * _EMPTY_ROWS, note="注：本部门没有此项收支，故本表无数据。")
