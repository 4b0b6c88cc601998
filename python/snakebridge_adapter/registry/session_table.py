"""The sessions of a worker by id: made on first use, limited, ended, and remembered for a while.

The lower half of the registry: it knows that sessions hold refs and how to let them go, not how they come in
or are used. Every public method takes the lock.
"""

from __future__ import annotations

from _thread import RLock
from math import inf

from ..errors import InvalidParams
from . import lifetime
from .changes import ChangeLog
from .limits import Limits
from .removal import remove
from .session import Session
from .tombstones import KEPT_SECONDS, Tombstones

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .entry import Entry

MAX_SESSION_ID_UNITS = 256


class SessionTable:
    """All sessions. Objects that are let go die after the lock is released: destructors are user code."""

    def __init__(self, clock: Callable[[], float], defaults: Limits | None = None) -> None:
        self.lock = RLock()
        self.clock = clock
        self.changes = ChangeLog()
        self.place: Callable[[], object] = _nowhere
        """Tells where on a cluster all these sessions live; None for those of a worker of its own."""
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
        *,
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
            # Before the session is made: what is refused leaves nothing behind.
            self._defaults.override("session", ttl_seconds, max_refs)
            session = self.session(session_id)
            limits = session.limits.override("session", ttl_seconds, max_refs)
            self._limit(session, limits, doomed)
            if tags is not None:
                session.tags = tuple(tags)
            if label is not None:
                session.label = label
            if search_paths is not None:
                session.search_paths = tuple(search_paths)
            return session

    def release_session(self, session_id: str) -> int:
        """Free every ref and binding of a session and forget it; return how many refs went."""
        doomed: list[object] = []
        with self.lock:
            session = self._sessions.pop(session_id, None)
            if session is None:
                return 0
            entries = list(session.entries.values())
            doomed += (session.namespace.copy(), session.outputs.copy())
            # Cleared, not only dropped: functions defined in it keep the dict itself alive.
            session.namespace.clear()
            session.outputs.clear()
            self._remove(session, entries, "session_released", doomed)
            if session.bin:
                session.bin.squeeze(0, doomed)
            self._ended[session_id] = session.tombstones
            if self.changes.on:
                self.changes.end(session_id)
            return len(entries)

    def remember_lost(self, session_id: str) -> None:
        """Say of whatever is not known of a session that it went with an earlier worker."""
        with self.lock:
            tombstones = Tombstones()
            tombstones.lose(self.clock())
            self._ended[session_id] = tombstones

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
                if session.bin:
                    following = min(following, session.bin.sweep(now, doomed))
            return None if following == inf else following - now

    # What follows expects the lock to be held.

    def _create(self, session_id: object) -> Session:
        if type(session_id) is not str or not is_session_id(session_id):
            raise InvalidParams(
                f"a session id is a string of 1 to {MAX_SESSION_ID_UNITS} UTF-16 units"
            )
        tombstones = self._ended.pop(session_id, None)
        if tombstones is None:
            tombstones = Tombstones()
        session = Session(session_id, self._defaults, tombstones, self.clock())
        self._sessions[session_id] = session
        if self.changes.on:
            self.changes.touch(session_id)
        return session

    def _limit(self, session: Session, limits: Limits, doomed: list[object]) -> None:
        session.limits = limits
        self._trim(session, doomed)
        if self.changes.on:
            self.changes.touch(session.id)

    def _trim(self, session: Session, doomed: list[object]) -> None:
        """Evict what a limit that was lowered leaves no room for, as far as it is not held."""
        if len(session.entries) > session.limits.max_refs.bound:
            self._remove(session, lifetime.surplus(session), "evicted", doomed)
        self._squeeze(session, doomed)

    def _squeeze(self, session: Session, doomed: list[object], coming: int = 0) -> None:
        """Empty the bin so far that the session, with what is `coming`, holds no more than it may."""
        if session.bin:
            room = session.limits.max_refs.bound - len(session.entries) - coming
            session.bin.squeeze(room, doomed)

    def _remove(
        self, session: Session, entries: Sequence[Entry], reason: str, doomed: list[object]
    ) -> None:
        doomed += remove(session, entries, reason, self.clock(), self.changes)

    def _reason(self, session_id: str, ref_id: str) -> str:
        session = self._sessions.get(session_id)
        tombstones = session.tombstones if session else self._ended.get(session_id)
        return (None if tombstones is None else tombstones.reason(ref_id)) or "unknown"

    def _forget_tombstones(self, now: float) -> float:
        for session_id, tombstones in list(self._ended.items()):
            if tombstones.newest + KEPT_SECONDS > now:
                return tombstones.newest + KEPT_SECONDS
            del self._ended[session_id]
        return inf


def is_session_id(text: str) -> bool:
    """Return whether a session can have this id."""
    return 0 < _utf16_units(text) <= MAX_SESSION_ID_UNITS


def _nowhere() -> None:
    """Stand for the place of sessions that are on no cluster."""


def _utf16_units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
