"""Wire values (`src/protocol/values.ts`) to Python values.

Strict: an unknown tag, a malformed payload, or keys that collide in Python are refused with the path,
never silently replaced. Iterative: depth costs no stack. Asks `resolve_ref` and `make_callback` for
what lives elsewhere.
"""

from __future__ import annotations

from ..errors import SerializationError
from .attachments import decode_attachment
from .decode_levels import TAGGED_CONTAINERS, EnumLevel, Level, ObjectLevel, list_level
from .decode_scalars import SCALAR_DECODERS, Malformed, text_of, whole_number_of
from .ref_address import REF_TAGS, ref_address
from .wire_path import ROOT
from .wire_scalars import SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

MAX_DEPTH = 500
"""Levels of containers that are accepted; as many as go out."""

_ATOMIC = frozenset((str, bool, int, type(None)))


def decode(
    wire: object,
    resolve_ref: Callable[[str, str], object],
    make_callback: Callable[[str, int], object],
    path: str = ROOT,
    namespace: Mapping[str, object] | None = None,
    attachments: Sequence[memoryview] = (),
) -> object:
    """Return the Python value of parsed JSON. Lists and dicts in it may be taken over as they are.

    `resolve_ref(session_id, ref_id)` gives the object of a ref, `make_callback(callback_id, arity)` the
    callable of a host function; what they raise comes through. `path` names the value in errors.
    `namespace` is where classes of `__main__` are found, `attachments` are those of the message.

    Raises:
        SerializationError: the value is malformed; its `path` says where.
        InvalidRef: a ref in it is malformed.
    """
    if type(wire) in _ATOMIC:
        return wire
    walk = _Walk(resolve_ref, make_callback, path, namespace or {})
    walk.attachments = attachments
    return walk.decode(wire)


class _Walk:
    """One pass over one wire value."""

    __slots__ = (
        "_levels",
        "_make_callback",
        "_namespace",
        "_path",
        "_resolve_ref",
        "attachments",
    )

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
        self.attachments: Sequence[memoryview] = ()

    def decode(self, wire: object) -> object:
        """Return the value of `wire`."""
        level = list_level([wire])
        self._levels.append(level)
        try:
            while True:
                opened = self._fill(level)
                if opened is not None:
                    self._levels.append(opened)
                    level = opened
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
        item: Any
        for item in level.items:
            kind: type = type(item)
            if kind in _ATOMIC:
                append(item)
            elif kind is dict:
                opened = self._object(item, append)
                if opened is not None:
                    return opened
            elif kind is list:
                self._check_depth()
                if not is_plain(item):
                    return list_level(item)
                append(item)
            elif kind is float and item - item == 0.0:
                append(item)
            else:
                raise Malformed("this is no JSON value")
        return None

    def _object(self, wire: dict[str, Any], append: Callable[[object], None]) -> Level | None:
        if "__type__" not in wire:
            self._check_depth()
            if not is_plain(list(wire.values())):
                return ObjectLevel(wire)
            append(wire)
            return None
        tag = text_of(wire, "__type__")
        if wire.get("__schema__", SCHEMA) != SCHEMA:
            raise Malformed(f"only schema {SCHEMA} is supported")
        open_container = TAGGED_CONTAINERS.get(tag)
        if open_container is not None:
            self._check_depth()
            return open_container(wire)
        if tag == "enum":
            return EnumLevel(wire, self._namespace)
        append(self._leaf(tag, wire))
        return None

    def _leaf(self, tag: str, wire: dict[str, Any]) -> object:
        if tag in REF_TAGS:
            return self._resolve_ref(*ref_address(wire))
        if tag == "callback":
            return self._make_callback(text_of(wire, "callback_id"), whole_number_of(wire, "arity"))
        if "attachment" in wire:
            return decode_attachment(tag, wire, self.attachments)
        decode_scalar = SCALAR_DECODERS.get(tag)
        if decode_scalar is None:
            raise Malformed(f"unknown tag '{tag}'")
        return decode_scalar(wire)

    def _check_depth(self) -> None:
        if len(self._levels) > MAX_DEPTH:
            raise Malformed(f"nested deeper than {MAX_DEPTH} levels")

    def _where(self) -> str:
        return self._path + "".join(level.step() for level in self._levels[1:])


def is_plain(wire: list[Any]) -> bool:
    """Return whether each of `wire` is its own value, at some nanoseconds each."""
    kinds: set[type] = set(map(type, wire))
    if kinds <= _ATOMIC:
        return True
    if len(kinds) == 1 and float in kinds:
        total: float = sum(wire)
        # Infinities and NaN reach the sum; should finite numbers overflow it, each is asked.
        return total - total == 0.0
    return False
