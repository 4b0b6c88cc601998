"""All sessions of a worker and their refs: who may use what, and for how long it lives.

Thread-safe: every public method takes the lock. Nothing here runs user code, reads a clock it was not given, or
does I/O. Objects that are let go die after the lock is released, so that a destructor never runs inside it.
"""

from __future__ import annotations

from _thread import RLock
from math import inf

from . import lifetime
from .changes import ChangeLog
from .entry import Entry
from .errors import Cancelled, InvalidParams, RefNotFound, SessionMismatch
from .limits import Limits
from .ref_ids import is_ref_id, ref_id_source
from .removal import remove
from .session import Session, is_binding
from .tombstones import KEPT_SECONDS, Tombstones

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MAX_SESSION_ID_UNITS = 256
FREED = {"outcome": "freed"}


class Registry:
    """The sessions of one worker."""

    def __init__(
        self,
        clock: Callable[[], float],
        defaults: Limits | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self.lock = RLock()
        self.changes = ChangeLog()
        self.clock = clock
        self._new_id = new_id or ref_id_source()
        self._defaults = defaults or Limits()
        self._sessions: dict[str, Session] = {}
        self._ended: dict[str, Tombstones] = {}
        """Tombstones of sessions that ended, in the order they ended."""

    @property
    def defaults(self) -> Limits:
        """Limits of sessions that set none; assigning applies to those that exist, too."""
        return self._defaults

    @defaults.setter
    def defaults(self, limits: Limits) -> None:
        doomed: list[object] = []
        with self.lock:
            self._defaults = limits
            for session in self._sessions.values():
                self._limit(session, session.limits.rebased(limits), doomed)

    # Sessions.

    def session(self, session_id: str) -> Session:
        """Return the session of that id, made on first use.

        Raises:
            InvalidParams: the id is no string of 1 to 256 UTF-16 units.
        """
        with self.lock:
            session = self._sessions.get(session_id) if type(session_id) is str else None
            return session or self._create(session_id)

    def find(self, session_id: str) -> Session | None:
        """Return the session of that id if there is one."""
        return self._sessions.get(session_id)

    def sessions(self) -> list[Session]:
        """Return all sessions in creation order."""
        with self.lock:
            return list(self._sessions.values())

    def open(
        self,
        session_id: str,
        ttl_seconds: float | None = None,
        max_refs: int | None = None,
        tags: Sequence[str] | None = None,
        label: str | None = None,
        search_paths: Sequence[str] | None = None,
    ) -> Session:
        """Create a session or change what is given of it; a lower limit applies at once.

        Raises:
            InvalidParams: the id or a limit is not valid.
        """
        doomed: list[object] = []
        with self.lock:
            present = self._sessions.get(session_id)
            limits = present.limits if present else self._defaults
            limits = limits.override("session", ttl_seconds, max_refs)
            session = self.session(session_id)
            self._limit(session, limits, doomed)
            if tags is not None:
                session.tags = tuple(tags)
            if label is not None:
                session.label = label
            if search_paths is not None:
                session.search_paths = tuple(search_paths)
            if self.changes.on:
                self.changes.touch(session_id)
            return session

    def release_session(self, session_id: str) -> int:
        """Free every ref and binding of a session and forget it; return how many refs went."""
        doomed: list[object] = []
        with self.lock:
            session = self._sessions.pop(session_id, None)
            if session is None:
                return 0
            entries = list(session.entries.values())
            doomed.append(session.namespace.copy())
            # Cleared, not only dropped: functions defined in it keep the dict itself alive.
            session.namespace.clear()
            self._remove(session, entries, "session_released", doomed)
            self._ended[session_id] = session.tombstones
            if self.changes.on:
                self.changes.end(session_id)
            return len(entries)

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
        return self.store_all(session, [(obj, stream_type)], handle, origin)[0]

    def store_all(
        self,
        session: Session,
        objects: Sequence[tuple[object, str | None]],
        handle: str | None = None,
        origin: dict[str, object] | None = None,
        created: list[Entry] | None = None,
    ) -> list[Entry]:
        """Store all `objects` (each with its stream type) or none; `created` collects the new refs.

        `handle` stands for the first of them.

        Raises:
            SessionFull: there is no room for all; nothing changed, nothing was evicted.
            InvalidParams: `handle` is no unused id.
            Cancelled: the session was released meanwhile.
        """
        doomed: list[object] = []
        with self.lock:
            self._check_current(session)
            if handle is not None:
                self.check_handle(session, handle)
            now = self.clock()
            self._make_room(session, objects, now, doomed)
            return [
                self._store_one(session, obj, stream_type, now, None if n else handle, origin, created)
                for n, (obj, stream_type) in enumerate(objects)
            ]

    def check_handle(self, session: Session, handle: str) -> None:
        """Make sure that `handle` can name a new ref of `session`.

        Raises:
            InvalidParams: it is not 32 lower-case hex digits, or was used before.
        """
        if not is_ref_id(handle):
            message = "handle must be 32 lower-case hexadecimal digits"
            raise InvalidParams(message)
        used = handle in session.entries or handle in session.aliases
        if used or session.tombstones.reason(handle):
            message = f"handle '{handle}' was used before"
            raise InvalidParams(message)

    def bind(self, session: Session, name: str, obj: object) -> None:
        """Bind `name` in the session's namespace.

        Raises:
            InvalidParams: `name` is no name that Python code could bind.
        """
        if not (type(name) is str and name.isidentifier() and is_binding(name)):
            message = f"cannot bind {name!r}: not a Python name"
            raise InvalidParams(message)
        doomed: list[object] = []
        with self.lock:
            doomed.append(session.namespace.get(name))
            session.namespace[name] = obj
            if self.changes.on:
                for named in (doomed[0], obj):
                    entry = session.by_object.get(id(named))
                    if entry:
                        self.changes.change(entry)

    # Using and looking.

    def resolve(self, session_id: str, ref_session_id: str, ref_id: str) -> Entry:
        """Return the ref for use in session `session_id`; that renews it.

        Raises:
            SessionMismatch: it belongs to another session.
            RefNotFound: it is gone, or never was.
        """
        if ref_session_id != session_id:
            raise SessionMismatch(ref_id, ref_session_id, session_id)
        with self.lock:
            entry = self.peek(session_id, ref_id)
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
            if session is None:
                raise RefNotFound(ref_id, session_id, self._reason(session_id, ref_id))
            entry = session.entries.get(session.aliases.get(ref_id, ref_id))
            if entry is None:
                raise RefNotFound(ref_id, session_id, self._reason(session_id, ref_id))
            if session.expiry(entry) <= self.clock():
                # Left to the sweeper: the traceback of an error must not be what keeps the object.
                raise RefNotFound(ref_id, session_id, "expired")
            return entry

    def begin_use(self, entries: Iterable[Entry]) -> None:
        """Hold `entries` for a running request: until `end_use` they neither expire nor are evicted."""
        self._count_use(entries, 1)

    def end_use(self, entries: Iterable[Entry]) -> None:
        """Give back what `begin_use` took; that renews them."""
        self._count_use(entries, -1)

    def extend(self, session_id: str, ref_id: str, seconds: float) -> Entry:
        """Set the expiry to the later of the present one and `seconds` from now.

        Raises:
            InvalidParams: `seconds` is no number from 0 up.
            RefNotFound: it is gone, or never was.
        """
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < inf:
            message = "seconds must be a number from 0 up"
            raise InvalidParams(message)
        with self.lock:
            entry = self.peek(session_id, ref_id)
            lifetime.extend(entry.session, entry, seconds, self.clock())
            if self.changes.on:
                self.changes.change(entry)
            return entry

    def pin(self, session_id: str, ref_id: str, on: bool) -> Entry:
        """Pin the ref, or let it live by the rules again, its time starting now.

        Raises:
            RefNotFound: it is gone, or never was.
        """
        with self.lock:
            entry = self.peek(session_id, ref_id)
            if entry.pinned is not on:
                entry.pinned = on
                lifetime.settle(entry.session, entry, self.clock())
                if self.changes.on:
                    self.changes.change(entry)
            return entry

    def refs(self, session_id: str, start: int = 0, count: int | None = None) -> list[Entry]:
        """Return a window of a session's refs in creation order; an unknown session has none."""
        with self.lock:
            session = self._sessions.get(session_id)
            if session is None:
                return []
            entries = list(session.entries.values())
            return entries[start : None if count is None else start + count]

    # Letting go.

    def release(
        self, session_id: str, ref_ids: Iterable[str], *, intermediate: bool = False
    ) -> list[dict[str, str]]:
        """Free refs of one session; return what happened to each (the protocol's `ReleaseOutcome`).

        A handle that stands for a ref made elsewhere is forgotten, its ref stays. With `intermediate`, so does
        a ref that another result delivered too, that is pinned, or that a name is bound to: the end of a
        chain frees only what the chain itself made.
        """
        doomed: list[object] = []
        with self.lock:
            return [
                self._release_one(session_id, ref_id, intermediate, doomed) for ref_id in ref_ids
            ]

    def discard(self, entries: Iterable[Entry], reason: str) -> None:
        """Remove refs that are alive for `reason`: a stream that ended, a cancelled call's results."""
        doomed: list[object] = []
        with self.lock:
            for entry in entries:
                session = entry.session
                if session.entries.get(entry.id) is entry:
                    self._remove(session, [entry], reason, doomed)

    def sweep(self) -> float | None:
        """Free what has expired; return the seconds until something else does, or None."""
        doomed: list[object] = []
        with self.lock:
            now = self.clock()
            following = self._forget_tombstones(now)
            for session in self._sessions.values():
                gone, next_expiry = lifetime.expired(session, now)
                if gone:
                    self._remove(session, gone, "expired", doomed)
                following = min(following, next_expiry)
            return None if following == inf else following - now

    # The rest expects the lock to be held.

    def _create(self, session_id: object) -> Session:
        if type(session_id) is not str or not 0 < _utf16_units(session_id) <= MAX_SESSION_ID_UNITS:
            message = f"a session id is a string of 1 to {MAX_SESSION_ID_UNITS} UTF-16 units"
            raise InvalidParams(message)
        tombstones = self._ended.pop(session_id, None) or Tombstones()
        session = Session(session_id, self._defaults, tombstones, self.clock())
        self._sessions[session_id] = session
        if self.changes.on:
            self.changes.touch(session_id)
        return session

    def _limit(self, session: Session, limits: Limits, doomed: list[object]) -> None:
        session.limits = limits
        surplus = lifetime.surplus(session)
        if surplus:
            self._remove(session, surplus, "evicted", doomed)

    def _check_current(self, session: Session) -> None:
        if self._sessions.get(session.id) is not session:
            message = f"Session '{session.id}' was released before the result came"
            raise Cancelled(interrupted=False, message=message)

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

    def _store_one(
        self,
        session: Session,
        obj: object,
        stream_type: str | None,
        now: float,
        handle: str | None,
        origin: dict[str, object] | None,
        created: list[Entry] | None,
    ) -> Entry:
        entry = session.by_object.get(id(obj))
        if entry is not None:
            entry.shared = True
            lifetime.renew(session, entry, now)
            if handle is not None:
                session.aliases[handle] = entry.id
            return entry
        entry = Entry(handle or self._new_id(), session, obj, now, stream_type, origin)
        session.entries[entry.id] = entry
        session.by_object[id(obj)] = entry
        session.idle[entry.id] = entry
        if created is not None:
            created.append(entry)
        if self.changes.on:
            self.changes.add(entry)
        return entry

    def _count_use(self, entries: Iterable[Entry], step: int) -> None:
        with self.lock:
            now = self.clock()
            for entry in entries:
                entry.uses += step
                session = entry.session
                if session.entries.get(entry.id) is entry:
                    lifetime.settle(session, entry, now)
                    if self.changes.on:
                        self.changes.change(entry)

    def _reason(self, session_id: str, ref_id: str) -> str:
        session = self._sessions.get(session_id)
        tombstones = session.tombstones if session else self._ended.get(session_id)
        return (tombstones and tombstones.reason(ref_id)) or "unknown"

    def _release_one(
        self, session_id: str, ref_id: str, intermediate: bool, doomed: list[object]
    ) -> dict[str, str]:
        session = self._sessions.get(session_id)
        if session is not None:
            if session.aliases.pop(ref_id, None):
                session.tombstones.add([ref_id], "released", self.clock())
                return FREED
            entry = session.entries.get(ref_id)
            if entry is not None:
                if not (intermediate and _is_wanted_elsewhere(session, entry)):
                    self._remove(session, [entry], "released", doomed)
                return FREED
        return {"outcome": "alreadyGone", "reason": self._reason(session_id, ref_id)}

    def _remove(
        self, session: Session, entries: Sequence[Entry], reason: str, doomed: list[object]
    ) -> None:
        doomed += remove(session, entries, reason, self.clock(), self.changes)

    def _forget_tombstones(self, now: float) -> float:
        for session_id, tombstones in list(self._ended.items()):
            if tombstones.newest + KEPT_SECONDS > now:
                return tombstones.newest + KEPT_SECONDS
            del self._ended[session_id]
        return inf


def _is_wanted_elsewhere(session: Session, entry: Entry) -> bool:
    return entry.shared or entry.pinned or bool(session.names_of(entry.obj))


def _utf16_units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
