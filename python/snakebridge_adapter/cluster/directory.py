"""Which session lives where: a host of its own for each, made with its first request that needs one.

A host whose session was released stays for a while, since it knows why refs went; its session may come back to it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .link import Link

MOST_RESTING = 16
"""Hosts without a session that are kept."""


class Directory:
    """Links by session, in the order they were made."""

    def __init__(self, make: Callable[[str], Link]) -> None:
        """Call `make(session_id)` for a new session."""
        self._make = make
        self._live: dict[str, Link] = {}
        self._resting: dict[str, Link] = {}

    @property
    def links(self) -> list[Link]:
        """All hosts of sessions."""
        return [*self._live.values(), *self._resting.values()]

    @property
    def live(self) -> list[Link]:
        """Those that have a session."""
        return list(self._live.values())

    def find(self, session_id: str) -> Link | None:
        """Return where a session lives or was released."""
        return self._live.get(session_id) or self._resting.get(session_id)

    def home(self, session_id: str) -> Link:
        """Return where a session lives; a new one is given a host."""
        link = self._live.get(session_id)
        if link is None:
            link = self._resting.pop(session_id, None) or self._make(session_id)
            self._live[session_id] = link
        return link

    def rest(self, link: Link) -> None:
        """Note that the host's session was released."""
        if self._live.get(link.session_id) is link:
            del self._live[link.session_id]
            self._resting[link.session_id] = link
            if len(self._resting) > MOST_RESTING:
                self._resting.pop(next(iter(self._resting))).end()

    def forget(self, link: Link) -> None:
        """Note that a host is gone."""
        for table in (self._live, self._resting):
            if table.get(link.session_id) is link:
                del table[link.session_id]
