"""``python -m tests.layouts.project_layouts_check --seeds 300``: read drawn projects, count faults."""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random

from index.records import Indicator, Project
from indexer.extract.flow import flow
from indexer.extract.projects import read_projects
from indexer.extract.regions import layout
from indexer.readers import read
from tests.layouts.project_layouts import Goal, Plan, random_plans
from tests.layouts.project_layouts_forms import Form, grids, random_form, random_manner
from tests.layouts.project_layouts_strip import Grid, Manner, write_grids


@dataclass(frozen=True, slots=True)
class Case:
    """A document of one seed and its truth."""

    seed: int
    form: Form
    manner: Manner
    plans: tuple[Plan, ...]

    @property
    def features(self) -> dict[str, str]:
        pairs = {field.name: str(getattr(self.form, field.name)) for field in fields(Form)}
        if self.form.medium == "pdf":
            pairs |= {field.name: str(getattr(self.manner, field.name)) for field in fields(Manner)}
        return pairs


@dataclass(frozen=True, slots=True)
class Fault:
    """Something read that is not printed, or printed and not read."""

    kind: str  # wrong or missing
    what: str
    detail: str


def case(seed: int) -> Case:
    """The document of a seed, always the same."""
    rng = Random(seed)
    form, manner = random_form(rng), random_manner(rng)
    plans = random_plans(rng, rng.randrange(1, 6) + (6 if form.kind == "list" else 0), alike=rng.random() < 0.3)
    return Case(seed, form, manner, plans)


def read_case(made: Case, folder: Path) -> list[Fault]:
    """Write the document of a case, read it as the program does, and compare."""
    printed = grids(made.plans, made.form)
    path = folder / f"{made.seed}.{'pdf' if made.form.medium == 'pdf' else 'txt'}"
    if made.form.medium == "pdf":
        write_grids(path, printed, made.manner)
    else:
        path.write_text("\n".join(line for grid in printed for line in _text_lines(grid)), "utf-8")
    projects, _, _ = read_projects(layout(flow(read(path))), default_unit="万元")
    return list(_faults(made, projects))


def _text_lines(grid: Grid) -> Iterator[str]:
    yield from grid.above
    for row in grid.rows:
        yield "\t".join(cell if isinstance(cell, str) else "" for cell in row)


def _faults(made: Case, projects: Sequence[Project]) -> Iterator[Fault]:
    left = list(projects)
    for plan in made.plans:
        found = next((one for one in left if _plain(one.name) == plan.name and _fen(one) == plan.amount), None)
        found = found or next((one for one in left if _plain(one.name) == plan.name), None)
        if found is None:
            yield Fault("missing", "project", plan.name)
            continue
        left.remove(found)
        yield from _project_faults(made, plan, found)
    for project in left:
        yield Fault("wrong", "project", project.name)


def _project_faults(made: Case, plan: Plan, found: Project) -> Iterator[Fault]:
    if _fen(found) != plan.amount:
        kind = "missing" if found.amount is None else "wrong"
        yield Fault(kind, "amount", f"{plan.name}: {_fen(found)} for {plan.amount}")
    if made.form.code and found.code != plan.code:
        yield Fault("missing" if found.code is None else "wrong", "code", f"{found.code} for {plan.code}")
    if (made.form.kind != "list" or made.form.goal_place == "beside") and _plain(found.goal) != plan.goal:
        yield Fault("wrong" if found.goal else "missing", "goal", f"{found.goal} for {plan.goal}")
    if made.form.kind != "list":
        yield from _indicator_faults(made.form, plan.goals, found.indicators)


def _indicator_faults(form: Form, goals: Sequence[Goal], found: Sequence[Indicator]) -> Iterator[Fault]:
    expected = Counter(_of_goal(goal, form) for goal in goals)
    read_ones = Counter(_of_indicator(indicator, form) for indicator in found)
    missing, wrong = expected - read_ones, read_ones - expected
    for number, one in enumerate(wrong.elements()):
        yield Fault("wrong", "indicator", f"{one} for {next(iter([*missing.elements()][number:]), None)}")
    for one in [*missing.elements()][wrong.total() :]:
        yield Fault("missing", "indicator", str(one))


def _of_goal(goal: Goal, form: Form) -> tuple[str, ...]:
    operator = goal.operator or ("定性" if form.target == "split" else "")
    operator = {"＞": ">"}.get(operator, operator)
    return (
        goal.level1,
        goal.level2,
        goal.level3,
        operator,
        goal.number,
        goal.unit,
        goal.weight if form.weights else "",
    )


def _of_indicator(one: Indicator, form: Form) -> tuple[str, ...]:
    told = (one.level1, one.level2, one.level3, one.operator, one.target, one.unit, one.weight if form.weights else "")
    return tuple(_plain(text) for text in told)


def _plain(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def _fen(project: Project) -> int | None:
    yuan = project.amount.yuan if project.amount else None
    return None if yuan is None else int(yuan * 100)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.layouts.project_layouts_check", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many documents")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--keep", help="a folder that keeps the documents")
    parser.add_argument("--verbose", action="store_true", help="print every document that was not read right")
    options = parser.parse_args(arguments)
    results: list[tuple[Case, list[Fault]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for made in map(case, range(options.first, options.first + options.seeds)):
            results.append((made, read_case(made, Path(options.keep or folder))))
            if options.verbose and results[-1][1]:
                print(f"--- seed {made.seed}: {made.features}")
                for fault in results[-1][1][:6]:
                    print(f"    {fault.kind} {fault.what}: {fault.detail[:260]}")
    _print_table(results)


def _print_table(results: Sequence[tuple[Case, Sequence[Fault]]]) -> None:
    kinds = Counter((fault.kind, fault.what) for _, faults in results for fault in faults)
    right = sum(not faults for _, faults in results)
    wrong = sum(any(fault.kind == "wrong" for fault in faults) for _, faults in results)
    print(f"{len(results)} documents: {right} right, {wrong} with something wrong, {dict(kinds)}")
    counts: Counter[tuple[str, str, str]] = Counter()
    for made, faults in results:
        for name, value in made.features.items():
            counts[name, value, "all"] += 1
            counts[name, value, "right"] += not faults
    for name, value, outcome in sorted(counts):
        if outcome == "all":
            share = 100 * counts[name, value, "right"] / counts[name, value, "all"]
            print(f"| {name} | {value} | {counts[name, value, 'all']} | {share:.0f} % |")


if __name__ == "__main__":
    main()
