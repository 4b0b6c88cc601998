"""`sys.path` of the session whose code runs: its own folders in front, then the worker's, then Python's."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class SearchPath:
    """Keeps our folders at the front of `sys.path`, and only those of one session at a time."""

    def __init__(self) -> None:
        self._shared: Sequence[str] = ()
        self.applied: Sequence[str] = ()
        """The folders of the session that ran last; the very object that it gave."""
        self._added: list[str] = []

    def share(self, folders: Sequence[str]) -> None:
        """Set the folders that every session has."""
        self._shared = tuple(folders)
        self._replace()

    def apply(self, folders: Sequence[str]) -> None:
        """Let the session that has `folders` run next."""
        self.applied = folders
        self._replace()

    def _replace(self) -> None:
        for folder in self._added:
            if folder in sys.path:
                sys.path.remove(folder)
        wanted = [*self.applied, *self._shared]
        # One that is there for another reason stays where it is when the session changes.
        self._added = [folder for n, folder in enumerate(wanted) if folder not in wanted[:n]]
        sys.path[:0] = self._added
