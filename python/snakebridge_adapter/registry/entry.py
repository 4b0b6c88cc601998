"""One live ref: the object and what its lifetime needs. Plain data; the registry changes it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..execution.stream_rest import StreamRest
    from .session import Session


class Entry:
    """A live ref. `created` and `used` are seconds on the registry's clock."""

    __slots__ = (
        "claims",
        "created",
        "evaluated",
        "holds",
        "id",
        "number",
        "obj",
        "origin",
        "pinned",
        "rest",
        "session",
        "stream_type",
        "used",
    )

    def __init__(
        self,
        entry_id: str,
        session: Session,
        obj: object,
        now: float,
        stream_type: str | None = None,
        origin: dict[str, object] | None = None,
    ) -> None:
        self.id = entry_id
        self.session = session
        session.made = self.number = session.made + 1
        """Counts the refs of its session in the order they were made."""
        self.obj = obj
        self.created = now
        self.used = now
        """When it was last used; its time to live counts from here."""
        self.holds = 0
        """How many running requests use it, plus one if it is pinned; held, it neither expires nor is evicted."""
        self.pinned = False
        self.claims = 1
        """How many results delivered it, less those that nobody needs any more."""
        self.stream_type = stream_type
        self.rest: StreamRest | None = None
        """Of a stream: what it gave that no answer has told yet. Dies with the ref."""
        self.origin = origin
        self.evaluated: dict[str, object] | None = None
        """What a person had evaluated inside it, by path: so that it can be opened. Dies with the ref."""
