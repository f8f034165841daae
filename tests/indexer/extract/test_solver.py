"""Columns that vanished, found again by sums."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.solver import Node, Reading, readings, solve


@dataclass
class Subject:
    """A subject with its true figures: basic and project expenditure, of which a blank one is not printed."""

    basic: int = 0
    project: int = 0
    below: list[Subject] = field(default_factory=list)

    @property
    def printed(self) -> list[int]:
        return [self.basic + self.project, *(part for part in (self.basic, self.project) if part)]


@st.composite
def budgets(draw):
    """A department of classes and items; amounts are different powers of two, so only one reading closes."""
    powers = draw(st.permutations(range(24)))
    department = Subject()
    for _ in range(draw(st.integers(1, 4))):
        group = Subject()
        for _ in range(draw(st.integers(1, 6))):
            amount = 2 ** powers[len(group.below) + sum(len(other.below) for other in department.below)]
            group.below.append(Subject(basic=amount) if draw(st.booleans()) else Subject(project=amount))
        group.basic, group.project = (sum(getattr(s, part) for s in group.below) for part in ("basic", "project"))
        department.below.append(group)
    department.basic, department.project = (
        sum(getattr(s, part) for s in department.below) for part in ("basic", "project")
    )
    return department


def listed(subject: Subject) -> list[Subject]:
    return [subject, *(s for child in subject.below for s in listed(child))]


def solved(subjects: list[Subject], root: Subject) -> list[tuple[int, ...]]:
    places = {id(subject): number for number, subject in enumerate(subjects)}
    nodes = [
        Node(readings(subject.printed, 2, tolerance=0), tuple(places[id(child)] for child in subject.below))
        for subject in subjects
    ]
    found = solve(nodes, places[id(root)], tolerance=0)
    return [found[number].figures for number in range(len(subjects))]


@given(budgets().filter(lambda department: department.basic and department.project))
def test_a_budget_without_its_blank_cells_is_solved_back(department):
    subjects = listed(department)

    assert solved(subjects, department) == [(s.basic + s.project, s.basic, s.project) for s in subjects]


def test_a_lone_figure_may_stand_in_any_column():
    assert [reading.figures for reading in readings([200, 200], 2, tolerance=0)] == [(200, 200, 0), (200, 0, 200)]


def test_figures_that_do_not_add_up_leave_the_parts_open():
    assert readings([200, 150], 2, tolerance=0) == (Reading((200, 0, 0)),)


def test_rounding_is_allowed():
    assert readings([200, 99, 100], 2, tolerance=1) == (Reading((200, 99, 100), (1, 2)),)


def test_rounding_of_every_child_is_allowed():
    parent = Node((Reading((302, 302, 0), (1,)),), (1, 2))
    children = [Node(readings([amount, amount], 2, tolerance=1)) for amount in (150, 151)]

    found = solve([parent, *children], 0, tolerance=1)

    assert [found[n].figures for n in (1, 2)] == [(150, 150, 0), (151, 151, 0)]


def test_where_nothing_closes_the_best_guess_stays():
    parent = Node((Reading((900, 900, 0), (1,)),), (1,))
    child = Node((Reading((5, 0, 5), (2,)), Reading((5, 5, 0), (1,))))

    assert solve([parent, child], 0, tolerance=0)[1] == child.readings[0]
