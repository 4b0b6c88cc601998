"""What is remembered of refs that are gone: why, for at least ten minutes.

One per session id; outlives the session, so that a late use of its refs is still told the reason. Holds ids
and words only, never the objects.
"""

from __future__ import annotations

# `collections` itself costs a millisecond of the worker's cold start.
from _collections import OrderedDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CAPACITY = 1000
"""Removals remembered per session; the oldest is forgotten first."""

KEPT = "kept"
"""Said of a ref that was released and can still be had back."""
FORGOTTEN = "forgotten"
"""Said of a ref of which nothing is remembered."""
KEPT_SECONDS = 600.0
"""How long the removals of a session that ended are remembered."""


class Tombstones:
    """The last removals of one session id, oldest first."""

    __slots__ = ("_reasons", "_rest", "newest")

    def __init__(self) -> None:
        self._reasons: OrderedDict[str, str] = OrderedDict()
        self._rest: str | None = None
        self.newest = 0.0

    def add(self, ref_ids: Iterable[str], reason: str, now: float) -> None:
        """Remember that `ref_ids` went for `reason`."""
        reasons = self._reasons
        for ref_id in ref_ids:
            reasons[ref_id] = reason
            if len(reasons) > CAPACITY:
                reasons.popitem(last=False)
        self.newest = now

    def forget(self, ref_ids: Iterable[str]) -> None:
        """Forget that `ref_ids` went: they are back."""
        for ref_id in ref_ids:
            self._reasons.pop(ref_id, None)

    def lose(self, now: float) -> None:
        """Remember that an earlier worker took along what is not known by its id."""
        self._rest = "worker_restarted"
        self.newest = now

    def reason(self, ref_id: str) -> str | None:
        """Return why `ref_id` went, or None if it is not remembered."""
        return self._reasons.get(ref_id, self._rest)

    def __len__(self) -> int:
        return len(self._reasons)
