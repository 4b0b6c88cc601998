"""Python values to wire values (`src/protocol/values.ts`).

What has a value form travels as a value, everything else as a ref, at every depth. The walk looks with exact type checks
only, so that no user code runs; the refs are made in one step after it, all or none. Iterative: depth costs no stack.
"""

from __future__ import annotations

from .encode_levels import CONTAINERS, EnumLevel, Level, tagged
from .enum_classes import enum_name, member_parts
from .errors import SerializationError
from .static_type import qualified_name
from .type_facts import type_facts
from .wire_path import ROOT
from .wire_scalars import MAX_SAFE_INT, encode_float, encode_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .entry import Entry
    from .registry import Registry
    from .session import Session

MAX_DEPTH = 500
"""Levels of containers that are data; a container deeper down becomes a ref."""

MAX_REPEATED = 5_000_000
"""Values that containers met again may add; further ones become refs.

A few lists that contain each other many times over would else be exponentially many values."""


def encode(
    value: object,
    session: Session,
    registry: Registry,
    form: str = "auto",
    handle: str | None = None,
    origin: dict[str, object] | None = None,
    created: list[Entry] | None = None,
) -> object:
    """Return `value` as JSON-able data, storing in `session` what must be a ref.

    `handle` becomes the id of the result if that is one new ref. `created` collects the refs made, so that those
    of a call cancelled at the last moment can be discarded.

    Raises:
        SessionFull: the session has no room for all of them; then none was made and none evicted.
        SerializationError: `form` is `value` and something has no value form.
    """
    walk = _Walk(session, form)
    wire = walk.ref(value) if form == "ref" else walk.encode(value)
    if walk.refs:
        is_one_ref = wire is walk.refs[0][1]
        entries = registry.store_all(
            session,
            [(obj, ref.get("stream_type")) for obj, ref in walk.refs],
            handle if is_one_ref else None,
            origin,
            created,
        )
        for entry, (_, ref) in zip(entries, walk.refs):
            ref["id"] = entry.id
    return wire


class _Walk:
    """One pass over one value. The refs in its result have no ids yet."""

    __slots__ = ("_active", "_form", "_levels", "_repeated", "_seen", "_session", "refs")

    def __init__(self, session: Session, form: str) -> None:
        self._session = session
        self._form = form
        self._levels: list[Level] = []
        self._active: set[int] = set()
        """Containers that are open: meeting one again is a cycle."""
        self._seen: set[int] = set()
        self._repeated = 0
        self.refs: list[tuple[object, dict[str, object]]] = []
        """The objects that become refs, with their wire forms."""

    def encode(self, value: object) -> object:
        """Return the wire form of `value`."""
        level = Level((value,), [])
        result = level.out
        levels = self._levels
        levels.append(level)
        while True:
            opened = self._fill(level)
            if opened is not None:
                level = opened
                self._active.add(level.identity)
                levels.append(level)
                continue
            level.close()
            self._active.discard(level.identity)
            levels.pop()
            if not levels:
                return result[0]
            level = levels[-1]

    def _fill(self, level: Level) -> Level | None:
        """Move items over until one is a container to be filled first; return that, or None at the end."""
        append = level.out.append
        for item in level.items:
            kind = type(item)
            if kind is str or item is None or kind is bool:
                append(item)
            elif kind is int:
                small = -MAX_SAFE_INT <= item <= MAX_SAFE_INT  # type: ignore[operator]
                append(item if small else encode_int(item))  # type: ignore[arg-type]
            elif kind is float:
                append(encode_float(item))  # type: ignore[arg-type]
            else:
                wire, opened = self._open(item, kind)
                append(wire)
                if opened is not None:
                    return opened
        return None

    def _open(self, value: object, kind: type) -> tuple[object, Level | None]:
        open_container = CONTAINERS.get(kind) if type(kind) is type else None
        if open_container is None:
            return self._leaf(value, kind)
        identity = id(value)
        if identity in self._active or len(self._levels) > MAX_DEPTH or self._is_bomb(value):
            return self.ref(value), None
        try:
            wire, level = open_container(value)
        except RuntimeError:
            # Another thread changed its size during the copy: what it holds is not to be had.
            return self.ref(value), None
        if level:
            level.identity = identity
        return wire, level

    def _leaf(self, value: object, kind: type) -> tuple[object, Level | None]:
        facts = type_facts(kind)
        if facts.is_enum:
            return self._enum(value, kind)
        wire = facts.encoder(value) if facts.encoder else None
        return (self.ref(value) if wire is None else wire), None

    def _enum(self, member: object, kind: type) -> tuple[object, Level | None]:
        class_name = enum_name(kind, self._session.namespace)
        parts = member_parts(member)
        if class_name is None or parts is None:
            return self.ref(member), None
        name, value = parts
        wire = tagged("enum", enum_class=class_name, name=name)
        return wire, EnumLevel(wire, value)

    def ref(self, value: object) -> dict[str, object]:
        """Note that `value` must stay in Python and return the wire form that names it."""
        if self._form == "value":
            kind = qualified_name(type(value))
            message = f"{kind} has no form as a value; it can only travel as a reference"
            raise SerializationError(message, self._path())
        facts = type_facts(type(value))
        tag = "stream_ref" if facts.stream_type else "ref"
        wire = tagged(tag, id="", session_id=self._session.id, type_name=facts.name)
        wire["python_module"] = facts.module
        wire["library"] = facts.library
        if facts.stream_type:
            wire["stream_type"] = facts.stream_type
        self.refs.append((value, wire))
        return wire

    def _is_bomb(self, container: object) -> bool:
        identity = id(container)
        if identity not in self._seen:
            self._seen.add(identity)
            return False
        self._repeated += 1 + len(container)  # type: ignore[arg-type]
        return self._repeated > MAX_REPEATED

    def _path(self) -> str:
        # The item at hand is not out yet; those that lead to it are.
        *outer, last = self._levels[1:] or [None]
        steps = [level.step(len(level.out) - 1) for level in outer if level]
        return ROOT + "".join(steps) + (last.step(len(last.out)) if last else "")
