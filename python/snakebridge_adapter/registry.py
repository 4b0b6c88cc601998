"""All live refs of a worker: who may use what, and for how long it lives.

The upper half of the registry (`session_table` is the lower): how refs come in, are used, and are let go.
Thread-safe: every public method takes the lock. Nothing here runs user code, reads a clock it was not
given, or does I/O.
"""

from __future__ import annotations

from itertools import islice
from math import inf

from . import lifetime
from .entry import Entry
from .errors import Cancelled, InvalidParams, RefNotFound, SessionMismatch
from .ref_ids import is_ref_id, ref_id_source
from .session import is_binding
from .session_table import SessionTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .limits import Limits
    from .session import Session

FREED = {"outcome": "freed"}


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


class Registry(SessionTable):
    """The sessions of one worker and their refs."""

    def __init__(
        self,
        clock: Callable[[], float],
        defaults: Limits | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(clock, defaults)
        self._new_id = new_id or ref_id_source()

    # Making refs.

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
        if used or session.tombstones.reason(handle):
            raise InvalidParams(f"handle '{handle}' was used before")

    def bind(self, session: Session, name: str, obj: object) -> None:
        """Bind `name` in the session's namespace.

        Raises:
            InvalidParams: `name` is no name that Python code could bind.
        """
        from keyword import iskeyword

        if type(name) is not str or not name.isidentifier() or iskeyword(name):
            raise InvalidParams(f"cannot bind {name!r}: not a Python name")
        if not is_binding(name):
            raise InvalidParams(f"cannot bind {name!r}: names like it are Python's own")
        doomed: list[object] = []
        with self.lock:
            doomed.append(session.namespace.get(name))
            session.namespace[name] = obj
            for named in (doomed[0], obj):
                self._tell(session.by_object.get(id(named)))

    # Using and looking.

    def resolve(
        self, session_id: str, ref_session_id: str, ref_id: str, *, hold: bool = False
    ) -> Entry:
        """Return the ref for use in session `session_id`; that renews it.

        With `hold` it is held as by `begin_use`, in one step.

        Raises:
            SessionMismatch: it belongs to another session.
            RefNotFound: it is gone, or never was.
        """
        if ref_session_id != session_id:
            raise SessionMismatch(ref_id, ref_session_id, session_id)
        with self.lock:
            entry = self.peek(session_id, ref_id)
            if hold:
                entry.holds += 1
                lifetime.settle(entry.session, entry, self.clock())
            else:
                lifetime.renew(entry.session, entry, self.clock())
            if self.changes.on:
                self.changes.change(entry)
            return entry

    def peek(self, session_id: str, ref_id: str) -> Entry:
        """Return the ref to look at it; that changes nothing about its life.

        Raises:
            RefNotFound: it is gone, or never was.
        """
        with self.lock:
            session = self._sessions.get(session_id)
            entry = session and session.entries.get(session.aliases.resolve(ref_id))
            if session and entry and session.expiry(entry) > self.clock():
                return entry
            reason = "expired" if entry else self._reason(session_id, ref_id)
            # The traceback of the error must not be what keeps the object until the sweeper comes.
            del entry
            raise RefNotFound(ref_id, session_id, reason)

    def refs(self, session_id: str, start: int = 0, count: int | None = None) -> list[Entry]:
        """Return a window of a session's refs in creation order; an unknown session has none."""
        with self.lock:
            session = self._sessions.get(session_id)
            entries = session.entries.values() if session else ()
            return list(islice(entries, start, None if count is None else start + count))

    def begin_use(self, entries: Iterable[Entry]) -> None:
        """Hold `entries` for a running request: until `end_use` they neither expire nor are evicted."""
        doomed: list[object] = []
        with self.lock:
            self._hold(entries, 1, doomed)

    def end_use(self, entries: Iterable[Entry]) -> None:
        """Give back what `begin_use` took; that renews them."""
        doomed: list[object] = []
        with self.lock:
            self._hold(entries, -1, doomed)

    def extend(self, session_id: str, ref_id: str, seconds: float) -> Entry:
        """Set the expiry to the later of the present one and `seconds` from now.

        Raises:
            InvalidParams: `seconds` is no number from 0 up.
            RefNotFound: it is gone, or never was.
        """
        if type(seconds) not in (int, float) or not 0 <= seconds < inf:
            raise InvalidParams("seconds must be a number from 0 up")
        with self.lock:
            entry = self.peek(session_id, ref_id)
            lifetime.extend(entry.session, entry, seconds, self.clock())
            self._tell(entry)
            return entry

    def pin(self, session_id: str, ref_id: str, *, on: bool) -> Entry:
        """Pin the ref, or let it live by the rules again, its time starting now.

        Raises:
            RefNotFound: it is gone, or never was.
        """
        doomed: list[object] = []
        with self.lock:
            entry = self.peek(session_id, ref_id)
            if entry.pinned is not on:
                entry.pinned = on
                self._hold([entry], 1 if on else -1, doomed)
            return entry

    # Letting go.

    def release(
        self, session_id: str, ref_ids: Iterable[str], *, intermediate: bool = False
    ) -> list[dict[str, str]]:
        """Free refs of one session; return what happened to each (the protocol's `ReleaseOutcome`).

        With `intermediate`, and always by a handle whose result had another id, only one claim ends: that of
        one result that delivered the ref. The ref goes with the last, unless it is pinned or a name is
        bound to it: the end of a chain frees only what the chain itself made.
        """
        doomed: list[object] = []
        with self.lock:
            return [
                self._release_one(session_id, ref_id, intermediate=intermediate, doomed=doomed)
                for ref_id in ref_ids
            ]

    def discard(self, entries: Iterable[Entry], reason: str) -> None:
        """Remove those of `entries` that are alive: of a stream that ended, of a cancelled call."""
        doomed: list[object] = []
        with self.lock:
            for entry in entries:
                if entry.session.entries.get(entry.id) is entry:
                    self._remove(entry.session, [entry], reason, doomed)

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

    def _hold(self, entries: Iterable[Entry], step: int, doomed: list[object]) -> None:
        now = self.clock()
        for entry in entries:
            session = entry.session
            entry.holds += step
            if session.entries.get(entry.id) is entry:
                lifetime.settle(session, entry, now)
                if self.changes.on:
                    self.changes.change(entry)
                self._trim(session, doomed)

    def _release_one(
        self, session_id: str, ref_id: str, *, intermediate: bool, doomed: list[object]
    ) -> dict[str, str]:
        session = self._sessions.get(session_id)
        entry = session and session.entries.get(session.aliases.resolve(ref_id))
        if session is None or entry is None:
            return {"outcome": "alreadyGone", "reason": self._reason(session_id, ref_id)}
        is_alias = entry.id != ref_id
        if is_alias:
            session.aliases.remove(ref_id)
            session.tombstones.add([ref_id], "released", self.clock())
        if is_alias or intermediate:
            entry.claims -= 1
            if entry.claims > 0 or entry.pinned or session.names_of(entry.obj):
                return FREED
        self._remove(session, [entry], "released", doomed)
        return FREED

    def _tell(self, entry: Entry | None) -> None:
        if entry is not None and self.changes.on:
            self.changes.change(entry)
