"""Asks the editor for its inlay hints anew once the names changed that they tell of.

At most one request is on its way: until the editor has asked for hints again, what changes is in its answer.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..registry.registry import Registry
    from ..registry.session import Session
    from .sender import Sender

    State = list[tuple[str, int]]

REFRESH = "workspace/inlayHint/refresh"


class ShownHints:
    """The sessions whose names the editor shows, as they were when it asked."""

    def __init__(self, registry: Registry, sender: Sender, host: str) -> None:
        """Begin the ids of requests with the name of the `host`."""
        self._host = host
        self._registry = registry
        self._sender = sender
        self._shown: dict[str, State] = {}
        self._is_outdated = False
        self._sent = 0

    def show(self, session: Session) -> None:
        """Note that the editor is told of a session's names now."""
        self._shown[session.id] = _state_of(session)

    def expect_others(self) -> None:
        """Note that documents mean other names than before."""
        self._is_outdated = True

    def refresh_changed(self) -> None:
        """Ask for a refresh if something changed since."""
        if self._is_outdated or any(
            self._has_changed(*shown) for shown in list(self._shown.items())
        ):
            self._is_outdated = False
            self._shown = {}
            self._sent += 1
            self._sender.request(f"{self._host}{REFRESH} {self._sent}", REFRESH)

    def _has_changed(self, session_id: str, state: State) -> bool:
        session = self._registry.find(session_id)
        return session is None or _state_of(session) != state


def _state_of(session: Session) -> State:
    """Return what tells two states of the names apart. Names that are no strings are never compared."""
    return [
        (name, id(value)) for name, value in session.namespace.copy().items() if type(name) is str
    ]
