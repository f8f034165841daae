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


def test_values_weigh_what_they_are_said_to_weigh() -> None:
    recent = Recent[str](5, weigh=len)
    recent.find(1, "")
    for value in ("aa", "bb", "ccc"):
        recent.keep(1, value[0], value)
    assert [recent.find(1, key) for key in "abc"] == [None, "bb", "ccc"]


def test_a_value_kept_twice_weighs_once() -> None:
    recent = Recent[str](4, weigh=len)
    recent.find(1, "")
    for key in ("a", "b", "a"):
        recent.keep(1, key, "xx")
    assert [recent.find(1, key) for key in "ab"] == ["xx", "xx"]


def test_what_is_too_heavy_is_not_kept() -> None:
    recent = Recent[str](4, weigh=len)
    recent.find(1, "")
    recent.keep(1, "a", "heavy")
    assert recent.find(1, "a") is None
