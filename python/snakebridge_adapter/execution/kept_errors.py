"""Exceptions that the client may give back, to be raised as themselves.

Kept by scope only while the scope lasts: the block of a context manager, or the call of a host function.
"""

from __future__ import annotations

from _collections import OrderedDict

from ..registry.ref_ids import ref_id_source

MAX_PER_SCOPE = 50
"""The oldest goes when a scope has more: what ends it is nearly always the last one."""


class KeptErrors:
    """The kept exceptions of one worker."""

    def __init__(self) -> None:
        self._scopes: dict[str, OrderedDict[str, BaseException]] = {}
        self._sessions: dict[str, str] = {}
        self._new_id = ref_id_source()

    def keep(self, scopes: list[str], session_id: str, error: BaseException) -> str:
        """Keep `error` until all of `scopes` end; return the id it goes by."""
        error_id = self._new_id()
        for scope in scopes:
            errors = self._scopes.setdefault(scope, OrderedDict())
            self._sessions[scope] = session_id
            errors[error_id] = error
            if len(errors) > MAX_PER_SCOPE:
                errors.popitem(last=False)
        return error_id

    def find(self, scope: str, error_id: object) -> BaseException | None:
        """Return the exception of that id, if the scope has it."""
        errors = self._scopes.get(scope)
        return errors.get(error_id) if errors and type(error_id) is str else None

    def end(self, scope: str) -> None:
        """Let go of what a scope has kept."""
        self._scopes.pop(scope, None)
        self._sessions.pop(scope, None)

    def end_session(self, session_id: str) -> None:
        """Let go of what was kept for requests of a session."""
        for scope, owner in list(self._sessions.items()):
            if owner == session_id:
                self.end(scope)
