"""Refs that were released but can still be had back: a session's bin, and what became of what left it.

What lies here is out of its session: no id, name or object leads to it. It goes for good when its time is up, when
there is no room, or with the session; from then on it is only watched, by weak reference. The registry's lock
guards it.
"""

from __future__ import annotations

# `collections` itself costs a millisecond of the worker's cold start.
from _collections import OrderedDict

# `weakref` would be imported for one name of C.
from _weakref import ref as weak_reference
from math import inf

from .tombstones import FORGOTTEN, KEPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Optional

    from .entry import Entry
    from .session import Session

    Watch = Optional[Callable[[], object]]
    """Gives the object while it lives; None: it cannot be watched."""

CAPACITY = 10_000
"""Refs in one bin, and refs watched after they left it; the oldest go first."""


class Binned:
    """A ref in the bin, and what its session knew of it when it went."""

    __slots__ = ("entry", "expiry", "handles", "names", "since", "until")

    def __init__(
        self, entry: Entry, names: Sequence[str], handles: Sequence[str], now: float, until: float
    ) -> None:
        self.entry = entry
        self.names = names
        self.handles = handles
        self.expiry = entry.session.extended.get(entry.id)
        """When it would have expired, if it was extended past what its last use gave it."""
        self.since = now
        self.until = until


class Bin:
    """The released refs of one session that can be had back, the oldest release first."""

    __slots__ = ("_binned", "_watched")

    def __init__(self) -> None:
        self._binned: OrderedDict[str, Binned] = OrderedDict()
        self._watched: OrderedDict[str, Watch] = OrderedDict()

    def __len__(self) -> int:
        return len(self._binned)

    def __contains__(self, ref_id: object) -> bool:
        return ref_id in self._binned

    def put(self, session: Session, entries: Iterable[Entry], now: float, seconds: float) -> None:
        """Take `entries`, which are about to leave `session`."""
        names = session.names_by_object()
        for entry in entries:
            named = names.get(id(entry.obj), ())
            handles = session.aliases.handles_of(entry.id)
            self._binned[entry.id] = Binned(entry, named, handles, now, now + seconds)

    def take(self, ref_id: str) -> Binned | None:
        """Return what can be had back, which is in the bin no longer; None if it is not here."""
        return self._binned.pop(ref_id, None)

    def sweep(self, now: float, doomed: list[object]) -> float:
        """Let go what has had its time; return when the next has (infinity: never)."""
        following = inf
        for binned in list(self._binned.values()):
            if binned.until <= now:
                self._let_go(binned.entry, doomed)
            else:
                following = min(following, binned.until)
        return following

    def squeeze(self, room: float, doomed: list[object]) -> None:
        """Let go what finds no room, the oldest release first."""
        room = min(max(room, 0), CAPACITY)
        while len(self._binned) > room:
            self._let_go(next(iter(self._binned.values())).entry, doomed)

    def watch(self, ref_id: str) -> Watch | str:
        """Return what tells whether the object of a ref that went is alive.

        `KEPT` for one in the bin, `FORGOTTEN` for one that never was or is no longer remembered; None for an object
        that cannot be watched.
        """
        return KEPT if ref_id in self._binned else self._watched.get(ref_id, FORGOTTEN)

    def _let_go(self, entry: Entry, doomed: list[object]) -> None:
        del self._binned[entry.id]
        self._watched[entry.id] = _watch(entry.obj)
        if len(self._watched) > CAPACITY:
            self._watched.popitem(last=False)
        doomed.append(entry.obj)


def _watch(obj: object) -> Watch:
    try:
        return weak_reference(obj)
    except TypeError:
        return None
