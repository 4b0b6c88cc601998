"""Exact built-in containers to their wire shapes, one level at a time.

Opening a container gives its wire form, complete if all in it is its own wire form, else with a `Level`
for the walk to fill. Containers are copied first: other threads may change them meanwhile. Types are
compared by identity only: hashing or comparing a class may be user code.
"""

from __future__ import annotations

from .wire_path import element, member, pair_key, pair_value
from .wire_scalars import MAX_SAFE_INT, SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any


class Level:
    """A container being filled: `items` are still to come, `out` takes what they became."""

    __slots__ = ("identity", "items", "out")

    def __init__(self, items: Iterable[object], out: list[object]) -> None:
        self.items: Iterator[object] = iter(items)
        self.out = out
        self.identity = 0
        """`id` of the container in Python."""

    def close(self) -> None:
        """Put what came where the wire form has it; elements are there already."""

    def step(self, position: int) -> str:
        """Return the path step of the item that comes out at `position`."""
        return element(position)


class ObjectLevel(Level):
    """The values of a dict that travels as a plain object."""

    __slots__ = ("_keys", "_wire")

    def __init__(
        self, wire: dict[str, object], keys: Sequence[str], values: Iterable[object]
    ) -> None:
        super().__init__(values, [])
        self._keys = keys
        self._wire = wire

    def close(self) -> None:
        """Pair the keys with what their values became."""
        self._wire.update(zip(self._keys, self.out))

    def step(self, position: int) -> str:
        """Return the path step of a value."""
        return member(self._keys[position])


class PairsLevel(Level):
    """The keys and values, in turn, of any other dict."""

    __slots__ = ("_pairs", "_wire")

    def __init__(self, wire: list[object], pairs: Sequence[tuple[object, object]]) -> None:
        super().__init__([part for pair in pairs for part in pair], [])
        self._pairs = pairs
        self._wire = wire

    def close(self) -> None:
        """Join keys and values to pairs."""
        parts = iter(self.out)
        self._wire += [[key, next(parts)] for key in parts]

    def step(self, position: int) -> str:
        """Return the path step of a key (even positions) or a value."""
        pair, is_value = divmod(position, 2)
        return pair_value(pair, self._pairs[pair][0]) if is_value else pair_key(pair)


class EnumLevel(Level):
    """The value of an enum member."""

    __slots__ = ("_wire",)

    def __init__(self, wire: dict[str, object], value: object) -> None:
        super().__init__((value,), [])
        self._wire = wire

    def close(self) -> None:
        """Set the member's value."""
        self._wire["value"] = self.out[0]

    def step(self, position: int) -> str:  # noqa: ARG002 - there is one
        """Return the path step of the value."""
        return ".value"


def open_list(value: list[object]) -> tuple[object, Level | None]:
    """Open a list."""
    return _open_items(value.copy())


def open_dict(value: dict[Any, object]) -> tuple[object, Level | None]:
    """Open a dict: a plain object unless a key is no string or it would look like a tag."""
    # Pairs, not `copy`: copying a dict may compare keys, which is user code.
    pairs = list(value.items())
    if not pairs:
        return {}, None
    keys, values = zip(*pairs)
    if not [key for key in keys if type(key) is not str] and "__type__" not in keys:
        if is_plain(values):
            return dict(pairs), None
        wire: dict[str, object] = {}
        return wire, ObjectLevel(wire, keys, values)
    paired: list[object] = []
    tag = {"__type__": "dict", "__schema__": SCHEMA, "pairs": paired}
    return tag, PairsLevel(paired, pairs)


def _elements(tag: str) -> Callable[[Iterable[object]], tuple[object, Level | None]]:
    def open_elements(value: Iterable[object]) -> tuple[object, Level | None]:
        elements, level = _open_items(list(value))
        return {"__type__": tag, "__schema__": SCHEMA, "elements": elements}, level

    return open_elements


CONTAINERS: dict[type, Callable[[Any], tuple[object, Level | None]]] = {
    list: open_list,
    dict: open_dict,
    tuple: _elements("tuple"),
    set: _elements("set"),
    frozenset: _elements("frozenset"),
}
"""How to open a container, by exact type."""


def is_plain(values: Sequence[Any]) -> bool:
    """Return whether `values` are all alike and each its own wire form, at some nanoseconds each."""
    kind: type = type(values[0]) if values else str
    if kind is str or kind is bool or values[0] is None:
        return not [
            value
            for value in values
            if type(value) is not str and value is not None and type(value) is not bool
        ]
    if kind is int:
        return not [
            value
            for value in values
            if type(value) is not int or value > MAX_SAFE_INT or value < -MAX_SAFE_INT
        ]
    if kind is float and not [value for value in values if type(value) is not float]:
        # Infinities and NaN reach the sum; should finite numbers overflow it, the slow way decides.
        total: float = sum(values)
        return total - total == 0.0
    return False


def _open_items(items: list[object]) -> tuple[object, Level | None]:
    if is_plain(items):
        return items, None
    out: list[object] = []
    return out, Level(items, out)
