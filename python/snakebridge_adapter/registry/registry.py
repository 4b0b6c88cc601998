"""All live refs of a worker: who may use what, for how long it lives, and how it is let go.

The top of the registry: `session_table` has the sessions, `ref_store` how refs come in. Thread-safe: every
public method takes the lock. Nothing here runs user code, reads a clock it was not given, or does I/O.
"""

from __future__ import annotations

from itertools import islice
from math import inf

from ..errors import InvalidParams, RefNotFound, SessionMismatch
from . import lifetime
from .ref_store import RefStore
from .tombstones import FORGOTTEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .entry import Entry
    from .grace import Watch
    from .session import Session

FREED = {"outcome": "freed"}
MOST_GRACE_SECONDS = 60
"""The longest that a release can be taken back."""


class Registry(RefStore):
    """The sessions of one worker and their refs."""

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
        self,
        session_id: str,
        ref_ids: Iterable[str],
        *,
        intermediate: bool = False,
        grace_seconds: float = 0.0,
    ) -> list[dict[str, str]]:
        """Free refs of one session; return what happened to each (the protocol's `ReleaseOutcome`).

        With `intermediate`, and always by a handle whose result had another id, only one claim ends: that of
        one result that delivered the ref. The ref goes with the last, unless it is pinned or a name is
        bound to it: the end of a chain frees only what the chain itself made. For `grace_seconds` what went can be
        had back by `restore`.

        Raises:
            InvalidParams: `grace_seconds` is longer than any grace.
        """
        if not 0 <= grace_seconds <= MOST_GRACE_SECONDS:
            raise InvalidParams(f"graceSeconds must be a number from 0 to {MOST_GRACE_SECONDS}")
        doomed: list[object] = []
        leaving: dict[str, Entry] = {}
        with self.lock:
            session = self._sessions.get(session_id)
            outcomes = [
                self._release_one(session_id, ref_id, intermediate=intermediate, leaving=leaving)
                for ref_id in ref_ids
            ]
            if session and leaving:
                if grace_seconds:
                    self._put_in_bin(session, leaving.values(), grace_seconds)
                self._remove(session, list(leaving.values()), "released", doomed)
                self._squeeze(session, doomed)
            leaving.clear()
            return outcomes

    def restore(self, session_id: str, ref_ids: Iterable[str]) -> list[dict[str, object]]:
        """Take a release back while its time of grace lasts; return the protocol's `RestoreOutcome` of each."""
        from .restoring import restore

        with self.lock:
            session = self._sessions.get(session_id)
            if session is None:
                return [{"outcome": "gone"} for _ in ref_ids]
            return restore(session, ref_ids, self.clock(), self.changes)

    def watches(self, session_id: str, ref_ids: Iterable[str]) -> list[Watch | str]:
        """Return, for refs released with a time of grace, what tells whether their objects live (see `Bin.watch`)."""
        with self.lock:
            session = self._sessions.get(session_id)
            if session is None or session.bin is None:
                return [FORGOTTEN for _ in ref_ids]
            return [session.bin.watch(ref_id) for ref_id in ref_ids]

    def discard(self, entries: Iterable[Entry], reason: str) -> None:
        """Remove those of `entries` that are alive: of a stream that ended, of a cancelled call."""
        doomed: list[object] = []
        with self.lock:
            for entry in entries:
                if entry.session.entries.get(entry.id) is entry:
                    self._remove(entry.session, [entry], reason, doomed)

    # What follows expects the lock to be held.

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
        self, session_id: str, ref_id: str, *, intermediate: bool, leaving: dict[str, Entry]
    ) -> dict[str, str]:
        session = self._sessions.get(session_id)
        entry = session and session.entries.get(session.aliases.resolve(ref_id))
        if session is None or entry is None:
            return {"outcome": "alreadyGone", "reason": self._reason(session_id, ref_id)}
        if entry.id in leaving:
            return {"outcome": "alreadyGone", "reason": "released"}
        is_alias = entry.id != ref_id
        if is_alias:
            session.aliases.remove(ref_id)
            session.tombstones.add([ref_id], "released", self.clock())
        if is_alias or intermediate:
            entry.claims -= 1
            if entry.claims > 0 or entry.pinned or session.names_of(entry.obj):
                return FREED
        leaving[entry.id] = entry
        return FREED

    def _put_in_bin(self, session: Session, entries: Iterable[Entry], seconds: float) -> None:
        from .grace import Bin

        if session.bin is None:
            session.bin = Bin()
        session.bin.put(session, entries, self.clock(), seconds)
