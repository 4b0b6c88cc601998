"""`snakebridge/refsChanged`: tells a subscribed client what changed, coalesced, in order within a session.

The first change after a pause goes out as soon as the main thread has nothing to do, the rest with the ticks.
"""

from __future__ import annotations

from time import monotonic

from ..registry.listing import MOST_NAMES, session_info
from .memory import memory_bytes
from .ref_info import ref_infos

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..registry.changes import SessionChanges
    from ..registry.registry import Registry
    from .loop import Loop
    from .sender import Sender

PAUSE_SECONDS = 0.05
"""At most so often is anything sent."""


class Announcer:
    """Tells the client what changed among sessions and refs."""

    def __init__(self, registry: Registry, sender: Sender, loop: Loop) -> None:
        self._registry = registry
        self._sender = sender
        self._loop = loop
        self._last = 0.0
        self._names: dict[str, object] = {}
        """The names of each session as they were last told."""
        registry.changes.wake = self._wake

    @property
    def has_news(self) -> bool:
        """Whether something waits to be told."""
        return self._registry.changes.pending

    def subscribe(self, on: bool) -> None:
        """Start to tell, or stop. What happened before is told by the answer to the subscription."""
        with self._registry.lock:
            self._registry.changes.subscribe(on=on)
            self._names = {
                session.id: session.bound_names() for session in self._registry.sessions() if on
            }
        self._loop.on_idle = self._flush_first if on else None

    def notice_names(self) -> None:
        """Have it told where code bound or deleted names: nothing but looking notices that."""
        registry = self._registry
        if not registry.changes.on:
            return
        for session in registry.sessions():
            if len(session.namespace) <= MOST_NAMES and session.bound_names() != self._names.get(
                session.id, []
            ):
                with registry.lock:
                    if registry.find(session.id) is session:
                        registry.changes.touch(session.id)

    def flush(self) -> None:
        """Tell everything that waits."""
        registry = self._registry
        if not registry.changes.pending:
            return
        self._last = monotonic()
        with registry.lock:
            drained = registry.changes.drain()
            messages = [self._message(changes) for changes in drained]
        if messages:
            messages[-1]["memoryBytes"] = memory_bytes()
        for message in messages:
            self._sender.notify("snakebridge/refsChanged", message)

    def _flush_first(self) -> None:
        """Tell at once what changed after a pause; the main thread is idle."""
        if self._registry.changes.pending and monotonic() - self._last > PAUSE_SECONDS:
            self.flush()

    def _wake(self) -> None:
        if not self._loop.is_watched:
            self._loop.is_watched = True
            self._loop.watch()

    def _message(self, changes: SessionChanges) -> dict[str, object]:
        now = self._registry.clock()
        session = None if changes.ended else self._registry.find(changes.session_id)
        info = session_info(session, now, self._registry.place()) if session else None
        if info is None:
            self._names.pop(changes.session_id, None)
        else:
            self._names[changes.session_id] = info.get("names")
        return {
            "sessionId": changes.session_id,
            "session": info,
            "added": ref_infos(changes.added.values(), now),
            "changed": ref_infos(changes.changed.values(), now),
            "removed": changes.removed_refs(),
        }
