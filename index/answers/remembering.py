"""What was worked out lately for one state of an index, kept until it is displaced or the index changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """At most ``most`` values of one state, those asked for last; safe to share between threads.

    Two threads that miss the same value at once both work it out.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, state: Hashable, key: Hashable, work_out: Callable[[], Value]) -> Value:
        """The value of a key in this state of the index; ``work_out`` makes it where it is not remembered."""
        with self._lock:
            self._follow(state)
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = work_out()
        with self._lock:
            if state == self._state:
                self._values[key] = value
                if len(self._values) > self._most:
                    self._values.popitem(last=False)
        return value

    def _follow(self, state: Hashable) -> None:
        if state != self._state:
            self._values.clear()
            self._state = state
