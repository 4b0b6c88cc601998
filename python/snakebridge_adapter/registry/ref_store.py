"""How refs come in: an object gets one ref per session, by a new id, a client-made one, or the one it had.

The middle of the registry, between `session_table` and `registry`. A result comes in whole or not at all.
"""

from __future__ import annotations

from ..errors import Cancelled, InvalidParams
from . import lifetime
from .entry import Entry
from .ref_ids import is_ref_id, ref_id_source
from .session import is_binding
from .session_table import SessionTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .limits import Limits
    from .session import Session


class Arrival:
    """What refs made by one result have in common."""

    __slots__ = ("created", "handle", "origin")

    def __init__(
        self,
        handle: str | None = None,
        origin: dict[str, object] | None = None,
        created: list[Entry] | None = None,
    ) -> None:
        self.handle = handle
        """Client-made id for the first of them."""
        self.origin = origin
        self.created = created
        """Collects the new ones, so that those of a call cancelled at the last moment can be discarded."""


class RefStore(SessionTable):
    """Sessions into which refs come. Every public method takes the lock."""

    def __init__(
        self,
        clock: Callable[[], float],
        defaults: Limits | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(clock, defaults)
        self._new_id = new_id or ref_id_source()

    def store(
        self,
        session: Session,
        obj: object,
        handle: str | None = None,
        stream_type: str | None = None,
        origin: dict[str, object] | None = None,
    ) -> Entry:
        """Return the ref of `obj`, a new one unless the session has it already.

        A new one takes `handle` as its id; for one that was there `handle` becomes another way to say it.

        Raises:
            SessionFull: there is no room; nothing changed.
            InvalidParams: `handle` is no unused id.
            Cancelled: the session was released meanwhile.
        """
        return self.store_all(session, [(obj, stream_type)], Arrival(handle, origin))[0]

    def store_all(
        self, session: Session, objects: Sequence[tuple[object, str | None]], arrival: Arrival
    ) -> list[Entry]:
        """Store all `objects` (each with its stream type) or none.

        Raises:
            SessionFull: there is no room for all; nothing changed, nothing was evicted.
            InvalidParams: the handle is no unused id.
            Cancelled: the session was released meanwhile.
        """
        doomed: list[object] = []
        with self.lock:
            if self._sessions.get(session.id) is not session:
                message = f"session '{session.id}' was released before the result came"
                raise Cancelled(interrupted=False, message=message)
            if arrival.handle is not None:
                self.check_handle(session, arrival.handle)
            now = self.clock()
            self._make_room(session, objects, now, doomed)
            entries: dict[int, Entry] = {}
            for obj, stream_type in objects:
                if id(obj) not in entries:
                    entries[id(obj)] = self._admit(session, obj, stream_type, now, arrival)
            return [entries[id(obj)] for obj, _ in objects]

    def check_handle(self, session: Session, handle: str) -> None:
        """Make sure that `handle` can name a new ref of `session`.

        Raises:
            InvalidParams: it is not 32 lower-case hex digits, or was used before.
        """
        if not is_ref_id(handle):
            raise InvalidParams("handle must be 32 lower-case hexadecimal digits")
        used = handle in session.entries or handle in session.aliases
        used = used or (session.bin is not None and handle in session.bin)
        if used or session.tombstones.reason(handle):
            raise InvalidParams(f"handle '{handle}' was used before")

    def bind(self, session: Session, name: str, obj: object) -> None:
        """Bind `name` in the session's namespace.

        Raises:
            InvalidParams: `name` is no name that Python code could bind.
        """
        from keyword import iskeyword

        if type(name) is not str:
            raise InvalidParams("'bind' must be a string")
        if not name.isidentifier() or iskeyword(name):
            raise InvalidParams(f"cannot bind {name!r}: not a Python name")
        if not is_binding(name):
            raise InvalidParams(f"cannot bind {name!r}: names like it are Python's own")
        doomed: list[object] = []
        with self.lock:
            doomed.append(session.namespace.get(name))
            session.namespace[name] = obj
            for named in (doomed[0], obj):
                self._tell(session.by_object.get(id(named)))

    def tell(self, entry: Entry) -> None:
        """Tell whoever listens that names of `entry` came or went."""
        with self.lock:
            if entry.session.entries.get(entry.id) is entry:
                self._tell(entry)

    # What follows expects the lock to be held.

    def _make_room(
        self,
        session: Session,
        objects: Sequence[tuple[object, str | None]],
        now: float,
        doomed: list[object],
    ) -> None:
        # An object whose ref has expired and awaits the sweeper gets a new ref, not the dead one back.
        gone, _ = lifetime.expired(session, now)
        if gone:
            self._remove(session, gone, "expired", doomed)
        self._squeeze(session, doomed, coming=len(objects))
        if len(session.entries) + len(objects) <= session.limits.max_refs.bound:
            return
        identities = {id(obj) for obj, _ in objects}
        known = {session.by_object[key] for key in identities if key in session.by_object}
        victims = lifetime.victims(session, len(identities) - len(known), known)
        if victims:
            self._remove(session, victims, "evicted", doomed)

    def _admit(
        self, session: Session, obj: object, stream_type: str | None, now: float, arrival: Arrival
    ) -> Entry:
        handle, arrival.handle = arrival.handle, None
        entry = session.by_object.get(id(obj))
        if entry is not None:
            entry.claims += 1
            lifetime.renew(session, entry, now)
            if handle is not None:
                session.aliases.add(handle, entry.id)
            return entry
        entry = Entry(handle or self._new_id(), session, obj, now, stream_type, arrival.origin)
        session.entries[entry.id] = entry
        session.by_object[id(obj)] = entry
        session.idle[entry.id] = entry
        if arrival.created is not None:
            arrival.created.append(entry)
        if self.changes.on:
            self.changes.add(entry)
        return entry

    def _tell(self, entry: Entry | None) -> None:
        if entry is not None and self.changes.on:
            self.changes.change(entry)
