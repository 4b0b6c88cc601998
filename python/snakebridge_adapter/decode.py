"""Wire values (`src/protocol/values.ts`) to Python values.

Strict: an unknown tag, a malformed payload or keys that collide in Python are refused with the path, never
silently replaced. Iterative: depth costs no stack. Asks `resolve_ref` and `make_callback` for what lives elsewhere.
"""

from __future__ import annotations

from .decode_levels import TAGGED_CONTAINERS, EnumLevel, Level, ObjectLevel, list_level
from .decode_scalars import SCALAR_DECODERS, Malformed, text_of, whole_number_of
from .errors import SerializationError
from .ref_address import REF_TAGS, tagged_ref_address
from .wire_path import ROOT
from .wire_scalars import SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_DEPTH = 500
"""Levels of containers that are accepted; as many as come out."""

_ATOMIC = frozenset((str, bool, int, type(None)))
_FLOATING = frozenset((float,))


def decode(
    wire: object,
    resolve_ref: Callable[[str, str], object],
    make_callback: Callable[[str, int], object],
    path: str = ROOT,
    namespace: Mapping[str, object] | None = None,
) -> object:
    """Return the Python value of parsed JSON. Plain lists and dicts in it may be taken over as they are.

    `resolve_ref(session_id, ref_id)` gives the object of a ref, `make_callback(callback_id, arity)` the callable of a
    host function; what they raise comes through. `namespace` is where classes of `__main__` are found.

    Raises:
        SerializationError: the value is malformed; its `path` says where.
        InvalidRef: a ref in it is malformed.
    """
    kind = type(wire)
    if kind in _ATOMIC:
        return wire
    return _Walk(resolve_ref, make_callback, path, namespace or {}).decode(wire)


class _Walk:
    """One pass over one wire value."""

    __slots__ = ("_levels", "_make_callback", "_namespace", "_path", "_resolve_ref")

    def __init__(
        self,
        resolve_ref: Callable[[str, str], object],
        make_callback: Callable[[str, int], object],
        path: str,
        namespace: Mapping[str, object],
    ) -> None:
        self._resolve_ref = resolve_ref
        self._make_callback = make_callback
        self._path = path
        self._namespace = namespace
        self._levels: list[Level] = []

    def decode(self, wire: object) -> object:
        """Return the value of `wire`."""
        level = list_level([wire])
        self._levels.append(level)
        try:
            while True:
                opened = self._fill(level)
                if opened is not None:
                    level = opened
                    self._levels.append(level)
                    continue
                self._levels.pop()
                if not self._levels:
                    return level.out[0]
                value = level.close()
                level = self._levels[-1]
                level.out.append(value)
        except Malformed as error:
            raise SerializationError(str(error), self._where()) from None

    def _fill(self, level: Level) -> Level | None:
        """Decode items until one must be filled first; return its level, or None at the end."""
        append = level.out.append
        for item in level.items:
            kind = type(item)
            if kind is str or kind is int or item is None or kind is bool:
                append(item)
            elif kind is float:
                append(_finite(item))  # type: ignore[arg-type]
            elif kind is list:
                if not _is_plain(item):  # type: ignore[arg-type]
                    return self._deeper(list_level(item))  # type: ignore[arg-type]
                append(item)
            elif kind is dict:
                opened = self._object(item, append)  # type: ignore[arg-type]
                if opened is not None:
                    return self._deeper(opened)
            else:
                message = f"{kind.__name__} is no JSON value"
                raise Malformed(message)
        return None

    def _object(self, wire: dict[str, object], append: Callable[[object], None]) -> Level | None:
        tag = wire.get("__type__", wire)
        if tag is wire:
            if not _is_plain(list(wire.values())):
                return ObjectLevel(wire)
            append(wire)
            return None
        if wire.get("__schema__", SCHEMA) != SCHEMA:
            message = f"schema {wire['__schema__']!r} is not supported"
            raise Malformed(message)
        if type(tag) is not str:
            message = "'__type__' must be a string"
            raise Malformed(message)
        open_container = TAGGED_CONTAINERS.get(tag)
        if open_container is not None:
            return open_container(wire)
        if tag == "enum":
            return EnumLevel(wire, self._namespace)
        append(self._leaf(tag, wire))
        return None

    def _leaf(self, tag: str, wire: dict[str, object]) -> object:
        if tag in REF_TAGS:
            return self._resolve_ref(*tagged_ref_address(wire))
        if tag == "callback":
            return self._make_callback(
                text_of(wire, "callback_id"), whole_number_of(wire, "arity")
            )
        decode_scalar = SCALAR_DECODERS.get(tag)
        if decode_scalar is None:
            message = f"unknown tag '{tag}'"
            raise Malformed(message)
        return decode_scalar(wire)

    def _deeper(self, level: Level) -> Level:
        if len(self._levels) > MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels"
            raise Malformed(message)
        return level

    def _where(self) -> str:
        steps = [level.step(len(level.out)) for level in self._levels[1:]]
        return self._path + "".join(steps)


def _finite(number: float) -> float:
    if number - number == 0.0:
        return number
    message = "a number must be finite"
    raise Malformed(message)


def _is_plain(wire: list[object]) -> bool:
    """Return whether each of `wire` is its own value, at some nanoseconds each."""
    kinds = set(map(type, wire))
    if kinds <= _ATOMIC:
        return True
    if kinds == _FLOATING:
        total: float = sum(wire)  # type: ignore[arg-type]
        return total - total == 0.0
    return False
