"""What is remembered belongs to one state of the index, and is bounded."""

from __future__ import annotations

from collections.abc import Callable

from index.answers.remembering import Recent


def counting(made: list[str], name: str) -> Callable[[], str]:
    def work_out() -> str:
        made.append(name)
        return name

    return work_out


def test_a_value_is_worked_out_once_in_one_state() -> None:
    recent, made = Recent[str](2), list[str]()
    assert [recent.get(1, "a", counting(made, "a")) for _ in range(3)] == ["a", "a", "a"]
    assert made == ["a"]


def test_another_state_forgets_everything() -> None:
    recent, made = Recent[str](2), list[str]()
    for state in (1, 2, 1):
        recent.get(state, "a", counting(made, f"a{state}"))
    assert made == ["a1", "a2", "a1"]


def test_what_was_asked_longest_ago_is_displaced() -> None:
    recent, made = Recent[str](2), list[str]()
    for key in ("a", "b", "a", "c", "a", "b"):
        recent.get(1, key, counting(made, key))
    assert made == ["a", "b", "c", "b"]


def test_a_value_of_a_state_that_passed_meanwhile_is_not_remembered() -> None:
    recent, made = Recent[str](2), list[str]()

    def overtaken() -> str:
        recent.get(2, "b", counting(made, "b"))
        return "old"

    assert recent.get(1, "a", overtaken) == "old"
    assert recent.get(2, "a", counting(made, "a")) == "a"
