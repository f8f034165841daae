"""What was worked out lately for one state of an index, kept until it is displaced or the index changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


def _as_one(_value: object) -> int:
    return 1


class Recent(Generic[Value]):
    """Values of one state, those asked for last; safe to share between threads.

    Together they weigh at most ``most``: as many as that, where ``weigh`` does
    not say otherwise. Two threads that miss the same value at once both work it out.
    """

    def __init__(self, most: int, *, weigh: Callable[[Value], int] = _as_one) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, state: Hashable, key: Hashable, work_out: Callable[[], Value]) -> Value:
        """The value of a key in this state of the index; ``work_out`` makes it where it is not remembered."""
        known = self.find(state, key)
        if known is not None:
            return known
        value = work_out()
        self.keep(state, key, value)
        return value

    def find(self, state: Hashable, key: Hashable) -> Value | None:
        """The remembered value of a key; a state other than the last one forgets what belongs to that."""
        with self._lock:
            self._follow(state)
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, state: Hashable, key: Hashable, value: Value) -> None:
        """Remember a value, unless the state it belongs to has passed meanwhile."""
        with self._lock:
            if state != self._state:
                return
            self._forget(key)
            self._values[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._most:
                self._forget(next(iter(self._values)))

    def _follow(self, state: Hashable) -> None:
        if state != self._state:
            self._values.clear()
            self._weight = 0
            self._state = state

    def _forget(self, key: Hashable) -> None:
        if key in self._values:
            self._weight -= self._weigh(self._values.pop(key))
