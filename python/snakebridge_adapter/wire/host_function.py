"""A function of the host, as Python code sees it: something to call, and to give back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..registry.session import Session


class HostFunction:
    """Calls the host and waits for its result. Valid while its session lives."""

    __slots__ = ("__weakref__", "_callback_id", "_invoke", "arity", "session")

    def __init__(
        self, invoke: Callable[..., Any], session: Session, callback_id: str, arity: int
    ) -> None:
        """Let `invoke(session, callback_id, args, kwargs)` do the call."""
        self._invoke = invoke
        self.session = session
        """The session it was given to; it means nothing in any other."""
        self._callback_id = callback_id
        self.arity = arity
        """How many parameters it declares."""

    def wire(self) -> dict[str, object]:
        """Return the form in which it came, which the host takes for the function itself."""
        return {
            "__type__": "callback",
            "__schema__": 1,
            "callback_id": self._callback_id,
            "arity": self.arity,
        }

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call it and wait for its result."""
        return self._invoke(self.session, self._callback_id, args, kwargs)

    def __eq__(self, other: object) -> bool:
        """Return whether `other` is the same function of the same session."""
        if type(other) is not HostFunction:
            return NotImplemented
        return self._callback_id == other._callback_id and self.session is other.session

    def __hash__(self) -> int:
        """Return a hash that agrees with equality."""
        return hash(self._callback_id)

    def __repr__(self) -> str:
        """Return something for people."""
        return f"<host function {self._callback_id}>"
