"""`sys.stdout` and `sys.stderr` of a process with many sessions: what a session's thread writes is the session's.

What other threads write goes where it went before. Streams take over with the first session of a process and stay;
in a forked child they stand aside.
"""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock, get_ident

from ..worker.user_streams import UserStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    Write = Callable[[str, str], None]

_writers: dict[int, Write] = {}
"""Takes what a thread writes, by thread."""
_lock = allocate_lock()


def claim_streams(write: Write) -> None:
    """Have what this thread writes given to `write(stream, text)` until `leave_streams`."""
    with _lock:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if not isinstance(stream, RoutedStream):
                setattr(sys, name, RoutedStream(name, stream))
        if not _writers and hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_writers.clear)
        _writers[get_ident()] = write


def leave_streams() -> None:
    """Let what this thread writes go where it went before."""
    _writers.pop(get_ident(), None)


class RoutedStream(UserStream):
    """A text stream whose text goes to the session whose thread writes it."""

    def __init__(self, stream: str, other: TextIO | None) -> None:
        """Give to `other` what no session's thread writes."""
        super().__init__(stream, self._route)
        self._other = other

    def flush(self) -> None:
        """Flush what other threads wrote."""
        if self._other is not None:
            self._other.flush()

    def _route(self, stream: str, text: str) -> None:
        write = _writers.get(get_ident())
        if write is not None:
            write(stream, text)
        elif self._other is not None:
            self._other.write(text)
