"""What changed in the registry since it was last asked, for the client's mirror of it.

Collects only while somebody listens. Bursts coalesce: a ref is told once, in its latest state; one that came
and went in between is told as removed only. Builds no messages.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .entry import Entry


class SessionChanges:
    """What changed in one session; `ended` when the session itself is gone."""

    __slots__ = ("added", "changed", "ended", "removed", "session_id")

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        self.added: dict[str, Entry] = {}
        self.changed: dict[str, Entry] = {}
        self.removed: dict[str, str] = {}
        """Reason by ref id, in the order they went."""
        self.ended = False

    def removed_refs(self) -> list[dict[str, str]]:
        """Return the removals as the protocol's `RemovedRef` list."""
        return [{"refId": ref_id, "reason": reason} for ref_id, reason in self.removed.items()]


class ChangeLog:
    """Changes per session, in order within each. The registry's lock guards it."""

    __slots__ = ("_ended", "_open", "on", "wake")

    def __init__(self) -> None:
        self.on = False
        """Whether somebody listens. Callers ask before they tell, so that being off costs one test."""
        self.wake: Callable[[], None] | None = None
        """Called, under the registry's lock, when the first change after a `drain` comes."""
        self._open: dict[str, SessionChanges] = {}
        self._ended: list[SessionChanges] = []

    @property
    def pending(self) -> bool:
        """Whether `drain` would return anything."""
        return bool(self._open or self._ended)

    def subscribe(self, *, on: bool) -> None:
        """Start collecting from nothing, or stop and forget."""
        self.on = on
        self._open = {}
        self._ended = []

    def add(self, entry: Entry) -> None:
        """Tell that `entry` came."""
        self._of(entry.session.id).added[entry.id] = entry

    def change(self, entry: Entry) -> None:
        """Tell that `entry` was used, pinned, extended or renamed."""
        changes = self._of(entry.session.id)
        if entry.id not in changes.added:
            changes.changed[entry.id] = entry

    def remove(self, entry: Entry, reason: str) -> None:
        """Tell that `entry` went; nothing of it stays in the log but its id."""
        changes = self._of(entry.session.id)
        changes.added.pop(entry.id, None)
        changes.changed.pop(entry.id, None)
        changes.removed[entry.id] = reason

    def restore(self, entry: Entry) -> None:
        """Tell that `entry`, which had gone, is back."""
        changes = self._of(entry.session.id)
        changes.removed.pop(entry.id, None)
        changes.added[entry.id] = entry

    def touch(self, session_id: str) -> None:
        """Tell that a session came or its label, tags or limits changed."""
        self._of(session_id)

    def end(self, session_id: str) -> None:
        """Tell that a session ended; what a new one of the same id does is told after it."""
        changes = self._of(session_id)
        changes.ended = True
        del self._open[session_id]
        self._ended.append(changes)

    def drain(self) -> list[SessionChanges]:
        """Return what changed since the last time, and forget it."""
        drained = [*self._ended, *self._open.values()]
        self._open = {}
        self._ended = []
        return drained

    def _of(self, session_id: str) -> SessionChanges:
        changes = self._open.get(session_id)
        if changes is None:
            first = not self.pending
            changes = self._open[session_id] = SessionChanges(session_id)
            if first and self.wake:
                self.wake()
        return changes
