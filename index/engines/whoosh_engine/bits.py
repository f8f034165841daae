"""Sets of small numbers as the bits of one integer: combined and counted by the interpreter's own long arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: Byte -> the places of its bits.
_PLACES = tuple(tuple(place for place in range(8) if byte >> place & 1) for byte in range(256))


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of some numbers below ``size``.

    >>> bin(bits_of([0, 3], 8))
    '0b1001'
    """
    held = bytearray((size >> 3) + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def numbers_of(bits: int) -> Iterator[int]:
    """The numbers of a set, in order.

    >>> list(numbers_of(0b1001))
    [0, 3]
    """
    held = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    for start, byte in enumerate(held):
        for place in _PLACES[byte]:
            yield (start << 3) + place
