"""`sys.path` of a process with many sessions: folders that any of them asked for, until none does.

Sessions run at the same time, so none can have the path to itself.
"""

from __future__ import annotations

import sys
from _thread import allocate_lock

from ..execution.search_path import SearchPath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_asked: dict[str, int] = {}
"""How many hosts want a folder that was put there for them."""
_lock = allocate_lock()


class SharedSearchPath(SearchPath):
    """The folders of one host among those of others."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: set[str] = set()

    def leave(self) -> None:
        """Take away what no other host wants."""
        with _lock:
            for folder in self._wanted:
                _asked[folder] -= 1
                if not _asked[folder]:
                    del _asked[folder]
                    if folder in sys.path:
                        sys.path.remove(folder)
            self._wanted = set()

    def _replace(self) -> None:
        wanted: Sequence[str] = [*self.applied, *self._shared]
        with _lock:
            for folder in reversed(wanted):
                if folder in self._wanted or (folder in sys.path and folder not in _asked):
                    continue
                self._wanted.add(folder)
                if folder not in _asked:
                    _asked[folder] = 0
                    sys.path.insert(0, folder)
                _asked[folder] += 1
