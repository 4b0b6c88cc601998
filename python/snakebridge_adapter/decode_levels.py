"""Containers being rebuilt from their wire shapes, one level at a time.

A level gives the wire items still to decode, takes the values, and at the end builds the container. Building a set or a
dict hashes its keys, which may be user code: the person sent them.
"""

from __future__ import annotations

from .decode_scalars import Malformed, text_of
from .enum_classes import find_enum, find_member
from .static_type import ABSENT
from .wire_path import element, member, pair_key, pair_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


class Level:
    """A container being rebuilt: `items` are still to come, `out` takes what they became."""

    __slots__ = ("_build", "items", "out")

    def __init__(self, items: Iterable[object], build: Callable[[list[object]], object]) -> None:
        self.items: Iterator[object] = iter(items)
        self.out: list[object] = []
        self._build = build

    def close(self) -> object:
        """Return the container, or raise `Malformed`."""
        return self._build(self.out)

    def step(self, position: int) -> str:
        """Return the path step of the item at `position`."""
        return element(position)


class ObjectLevel(Level):
    """The values of a plain object."""

    __slots__ = ("_keys",)

    def __init__(self, wire: Mapping[str, object]) -> None:
        super().__init__(wire.values(), self._object)
        self._keys = list(wire)

    def _object(self, values: list[object]) -> object:
        return dict(zip(self._keys, values))

    def step(self, position: int) -> str:
        """Return the path step of a value."""
        return member(self._keys[position])


class PairsLevel(Level):
    """The keys and values, in turn, of a `dict` tag."""

    __slots__ = ("_pairs",)

    def __init__(self, wire: Mapping[str, object]) -> None:
        pairs = _list_of(wire, "pairs")
        if not all(type(pair) is list and len(pair) == 2 for pair in pairs):
            message = "'pairs' must be an array of [key, value]"
            raise Malformed(message)
        self._pairs: Sequence[list[object]] = pairs  # type: ignore[assignment]
        super().__init__([part for pair in self._pairs for part in pair], _build_dict)

    def step(self, position: int) -> str:
        """Return the path step of a key (even positions) or a value."""
        pair, is_value = divmod(position, 2)
        return pair_value(pair, self._pairs[pair][0]) if is_value else pair_key(pair)


class EnumLevel(Level):
    """The value of an enum member."""

    __slots__ = ("_class", "_name")

    def __init__(self, wire: Mapping[str, object], namespace: Mapping[str, object]) -> None:
        class_name = text_of(wire, "enum_class")
        found = find_enum(class_name, namespace)
        if found is None:
            message = f"no enum class '{class_name}'"
            raise Malformed(message)
        self._class = found
        self._name = text_of(wire, "name")
        if "value" not in wire:
            message = "'value' is missing"
            raise Malformed(message)
        super().__init__((wire["value"],), self._member)

    def _member(self, values: list[object]) -> object:
        found = find_member(self._class, self._name, values[0])
        if found is ABSENT:
            message = f"no member '{self._name}' in this enum"
            raise Malformed(message)
        return found

    def step(self, position: int) -> str:
        """Return the path step of the value."""
        return ".value"


def list_level(wire: Sequence[object]) -> Level:
    """Return the level of an array."""
    return Level(wire, _itself)


def elements_level(build: Callable[[list[object]], object]) -> Callable[[Mapping[str, object]], Level]:
    """Return how to open a tag with `elements` that `build` makes a container of."""
    return lambda wire: Level(_list_of(wire, "elements"), build)


TAGGED_CONTAINERS: dict[str, Callable[[Mapping[str, object]], Level]] = {
    "tuple": elements_level(tuple),
    "set": elements_level(lambda values: _build_set(set, values)),
    "frozenset": elements_level(lambda values: _build_set(frozenset, values)),
    "dict": PairsLevel,
}
"""How to open a tag that holds other values; each raises `Malformed`."""


def _itself(values: list[object]) -> object:
    return values


def _list_of(wire: Mapping[str, object], field: str) -> list[object]:
    items = wire.get(field)
    if type(items) is not list:
        message = f"'{field}' must be an array"
        raise Malformed(message)
    return items


def _build_set(kind: Callable[[list[object]], set[object] | frozenset[object]], values: list[object]) -> object:
    return _complete(_hashed(kind, values), values)


def _build_dict(parts: list[object]) -> object:
    keys = parts[::2]
    return _complete(_hashed(dict, list(zip(keys, parts[1::2]))), keys)


def _hashed(kind: Callable[[list[object]], object], values: list[object]):  # type: ignore[no-untyped-def]
    try:
        return kind(values)
    except TypeError as error:
        # Without its traceback, which holds the values.
        raise Malformed(str(error)) from None


def _complete(built, values: list[object]) -> object:  # type: ignore[no-untyped-def]
    if len(built) != len(values):
        message = "two of its keys or elements are equal in Python"
        raise Malformed(message)
    return built
