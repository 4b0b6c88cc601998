"""Containers being rebuilt from their wire shapes, one level at a time.

A level gives the wire items still to decode, takes the values, and at the end builds the container.
Building a set or a dict hashes its keys, which may be user code: that of objects the client sent.
"""

from __future__ import annotations

from .decode_scalars import Malformed, text_of
from .enum_classes import find_enum, find_member
from .static_type import ABSENT
from .wire_path import element, member, pair_key, pair_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from typing import Any

    Tag = Mapping[str, Any]

_PAIR = 2


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

    def step(self) -> str:
        """Return the path step of the item whose value comes next."""
        return element(len(self.out))


class ObjectLevel(Level):
    """The values of a plain object."""

    __slots__ = ("_keys",)

    def __init__(self, wire: Tag) -> None:
        super().__init__(wire.values(), self._object)
        self._keys = list(wire)

    def _object(self, values: list[object]) -> object:
        return dict(zip(self._keys, values))

    def step(self) -> str:
        """Return the path step of the value that comes next."""
        return member(self._keys[len(self.out)])


class PairsLevel(Level):
    """The keys and values, in turn, of a `dict` tag."""

    __slots__ = ("_pairs",)

    def __init__(self, wire: Tag) -> None:
        self._pairs = _array_of(wire, "pairs")
        if not all(type(pair) is list and len(pair) == _PAIR for pair in self._pairs):
            raise Malformed("'pairs' must be an array of [key, value]")
        super().__init__([part for pair in self._pairs for part in pair], _build_dict)

    def step(self) -> str:
        """Return the path step of the key or value that comes next."""
        position, is_value = divmod(len(self.out), 2)
        return pair_value(position, self._pairs[position][0]) if is_value else pair_key(position)


class EnumLevel(Level):
    """The value of an enum member; only class and name decide which member it is."""

    __slots__ = ("_class", "_name")

    def __init__(self, wire: Tag, namespace: Mapping[str, object]) -> None:
        class_name = text_of(wire, "enum_class")
        found = find_enum(class_name, namespace)
        if found is None:
            raise Malformed(f"no enum class '{class_name}'")
        self._class = found
        self._name = text_of(wire, "name")
        super().__init__((wire.get("value"),), self._member)

    def _member(self, _: list[object]) -> object:
        found = find_member(self._class, self._name)
        if found is ABSENT:
            raise Malformed(f"no member '{self._name}' in this enum")
        return found

    def step(self) -> str:
        """Return the path step of the value."""
        return ".value"


def list_level(wire: list[object]) -> Level:
    """Return the level of an array."""
    return Level(wire, _itself)


def _itself(values: list[object]) -> object:
    return values


def _build_dict(parts: list[object]) -> object:
    keys = parts[::2]
    return _checked(dict, list(zip(keys, parts[1::2])))


def _build_set(values: list[object]) -> object:
    return _checked(set, values)


def _build_frozenset(values: list[object]) -> object:
    return _checked(frozenset, values)


def _checked(build: Callable[[list[Any]], Collection[object]], items: list[Any]) -> object:
    try:
        built = build(items)
    except TypeError as error:
        # Without its traceback, which holds the values.
        raise Malformed(str(error)) from None
    if len(built) != len(items):
        raise Malformed("two of its keys or elements are equal in Python")
    return built


def _elements(build: Callable[[list[object]], object]) -> Callable[[Tag], Level]:
    return lambda wire: Level(_array_of(wire, "elements"), build)


def _array_of(wire: Tag, field: str) -> list[Any]:
    items = wire.get(field)
    if type(items) is not list:
        raise Malformed(f"'{field}' must be an array")
    return items


TAGGED_CONTAINERS: dict[str, Callable[[Tag], Level]] = {
    "tuple": _elements(tuple),
    "set": _elements(_build_set),
    "frozenset": _elements(_build_frozenset),
    "dict": PairsLevel,
}
"""How to open a tag that holds other values; each raises `Malformed`."""
