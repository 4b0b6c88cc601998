"""Python values to wire values (`src/protocol/values.ts`).

What has a value form travels as a value, everything else as a ref, at every depth. The walk looks with
exact type checks only, so that no user code runs; the refs are made in one step after it, all or none.
Iterative: depth costs no stack.
"""

from __future__ import annotations

from ..errors import SerializationError
from ..registry.ref_store import Arrival
from .encode_levels import CONTAINERS, EnumLevel, Level
from .enum_classes import enum_name, member_parts
from .host_function import HostFunction
from .static_type import qualified_name
from .type_facts import type_facts
from .wire_path import ROOT
from .wire_scalars import MAX_SAFE_INT, SCHEMA, encode_float, encode_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.registry import Registry
    from ..registry.session import Session
    from .attachments import Enclosure

MAX_DEPTH = 500
"""Levels of containers that are data; a container deeper down becomes a ref."""

MAX_REPEATED = 5_000_000
"""Values that containers met again may add; further ones become refs.

A few lists that hold each other many times over would else be exponentially many values."""


def encode(  # noqa: PLR0913 - what a request may say of its result
    value: object,
    session: Session,
    registry: Registry,
    *,
    form: str = "auto",
    handle: str | None = None,
    origin: dict[str, object] | None = None,
    created: list[Entry] | None = None,
    enclosure: Enclosure | None = None,
) -> Any:
    """Return `value` as JSON-able data, storing in `session` what must be a ref.

    `handle` becomes the id of the result if that is one new ref. `created` collects the refs made, so that
    those of a call cancelled at the last moment can be discarded. `enclosure` takes bulk values; without one
    they become JSON.

    Raises:
        SessionFull: the session has no room for all of them; then none was made and none evicted.
        SerializationError: `form` is `value` and something has no value form.
    """
    walk = _Walk(session, form, enclosure)
    wire = walk.ref(value) if form == "ref" else walk.encode(value)
    if walk.refs:
        is_one_ref = wire is walk.refs[0][1]
        arrival = Arrival(handle if is_one_ref else None, origin, created)
        objects = [(obj, ref.get("stream_type")) for obj, ref in walk.refs]
        for entry, (_, ref) in zip(registry.store_all(session, objects, arrival), walk.refs):
            ref["id"] = entry.id
    return wire


class _Walk:
    """One pass over one value. The refs in its result have no ids yet."""

    __slots__ = (
        "_active",
        "_enclosure",
        "_enum_names",
        "_form",
        "_levels",
        "_repeated",
        "_seen",
        "_session",
        "refs",
    )

    def __init__(self, session: Session, form: str, enclosure: Enclosure | None) -> None:
        self._session = session
        self._enclosure = enclosure
        self._form = form
        self._levels: list[Level] = []
        self._active: set[int] = set()
        """Containers and enum members that are open: meeting one again is a cycle."""
        self._seen: set[int] = set()
        self._repeated = 0
        self._enum_names: dict[int, str | None] = {}
        """By identity of the class."""
        self.refs: list[tuple[object, dict[str, Any]]] = []
        """The objects that become refs, with their wire forms."""

    def encode(self, value: object) -> object:
        """Return the wire form of `value`."""
        wire, opened = self._open(value, type(value))
        levels = self._levels
        while True:
            if opened is not None:
                levels.append(opened)
                self._active.add(opened.identity)
            elif levels:
                level = levels.pop()
                level.close()
                self._active.discard(level.identity)
            if not levels:
                return wire
            opened = self._fill(levels[-1])

    def _fill(self, level: Level) -> Level | None:
        """Move items over until one is a container to be filled first; return that, or None at the end."""
        append = level.out.append
        item: Any
        for item in level.items:
            kind: type = type(item)
            if kind is str or item is None or kind is bool:
                append(item)
            elif kind is int:
                append(item if -MAX_SAFE_INT <= item <= MAX_SAFE_INT else encode_int(item))
            elif kind is float:
                append(item if item - item == 0.0 else encode_float(item))
            else:
                wire, opened = self._open(item, kind)
                append(wire)
                if opened is not None:
                    return opened
        return None

    def _open(self, value: Any, kind: type) -> tuple[object, Level | None]:
        """Return the wire form of `value`, and the level to fill if it is not complete."""
        # A class is looked up only if hashing it is sure to run no user code.
        open_container = CONTAINERS.get(kind) if type(kind) is type else None
        if open_container is None:
            return self._leaf(value, kind)
        identity = id(value)
        deep = len(self._levels) >= MAX_DEPTH
        if deep or identity in self._active or self._is_repeated_too_often(value):
            return self.ref(value), None
        try:
            if kind is list and self._enclosure:
                attached = self._enclosure.numbers_of(value.copy())
                if attached is not None:
                    return attached, None
            wire, level = open_container(value)
        except RuntimeError:
            # Another thread changed its size during the copy: what it holds is not to be had.
            return self.ref(value), None
        if level is not None:
            level.identity = identity
        return wire, level

    def _leaf(self, value: object, kind: type) -> tuple[object, Level | None]:
        if value is None or kind is str or kind is bool:
            return value, None
        if type(value) is HostFunction and value.session is self._session:
            return value.wire(), None
        facts = type_facts(kind)
        if facts.is_enum:
            return self._enum(value, kind)
        try:
            wire = self._attach_bytes(value, kind) or (facts.encoder and facts.encoder(value))
        except Exception:
            # A view that was released, a buffer larger than memory: the object can still be kept.
            wire = None
        return (self.ref(value) if wire is None else wire), None

    def _attach_bytes(self, value: Any, kind: type) -> object | None:
        is_bytes = kind is bytes or kind is bytearray or kind is memoryview
        return self._enclosure.bytes_of(value) if is_bytes and self._enclosure else None

    def _enum(self, enum_member: object, kind: type) -> tuple[object, Level | None]:
        key = id(kind)
        if key not in self._enum_names:
            self._enum_names[key] = enum_name(kind, self._session.namespace)
        class_name = self._enum_names[key]
        parts = member_parts(enum_member)
        if class_name is None or parts is None or id(enum_member) in self._active:
            return self.ref(enum_member), None
        wire: dict[str, object] = {
            "__type__": "enum",
            "__schema__": SCHEMA,
            "enum_class": class_name,
            "name": parts[0],
        }
        level = EnumLevel(wire, parts[1])
        level.identity = id(enum_member)
        return wire, level

    def ref(self, value: object) -> dict[str, object]:
        """Note that `value` must stay in Python and return the wire form that names it."""
        if self._form == "value":
            kind = qualified_name(type(value))
            message = f"{kind} has no form as a value; it can only travel as a reference"
            raise SerializationError(message, self._path())
        facts = type_facts(type(value))
        wire: dict[str, object] = {
            "__type__": "stream_ref" if facts.stream_type else "ref",
            "__schema__": SCHEMA,
            "id": "",
            "session_id": self._session.id,
            "type_name": facts.name,
            "python_module": facts.module,
            "library": facts.library,
        }
        if facts.stream_type:
            wire["stream_type"] = facts.stream_type
        self.refs.append((value, wire))
        return wire

    def _is_repeated_too_often(self, container: Any) -> bool:
        if id(container) not in self._seen:
            self._seen.add(id(container))
            return False
        self._repeated += 1 + len(container)
        return self._repeated > MAX_REPEATED

    def _path(self) -> str:
        # The item at hand is not out yet; the containers that lead to it are.
        steps = [level.step(len(level.out) - 1) for level in self._levels[:-1]]
        steps += [level.step(len(level.out)) for level in self._levels[-1:]]
        return ROOT + "".join(steps)
