"""One session: its refs in creation order and in order of use, its names, its limits.

Plain state with the questions it can answer itself. Every change goes through the registry, which holds
the lock, knows the time and tells the change log.
"""

from __future__ import annotations

import builtins

# `collections` itself costs a millisecond of the worker's cold start.
from _collections import OrderedDict
from math import inf

from .aliases import Aliases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entry import Entry
    from .grace import Bin
    from .limits import Limits
    from .tombstones import Tombstones


class Session:
    """A session's state."""

    __slots__ = (
        "aliases",
        "bin",
        "by_object",
        "created",
        "entries",
        "extended",
        "id",
        "idle",
        "label",
        "limits",
        "made",
        "named",
        "namespace",
        "outputs",
        "search_paths",
        "sources",
        "tags",
        "tombstones",
    )

    def __init__(self, session_id: str, limits: Limits, tombstones: Tombstones, now: float) -> None:
        self.id = session_id
        self.created = now
        self.made = 0
        """How many refs it made so far."""
        self.limits = limits
        self.tombstones = tombstones
        self.label: str | None = None
        self.tags: Sequence[str] = ()
        self.search_paths: Sequence[str] = ()
        self.entries: dict[str, Entry] = {}
        """Every live ref by id, in creation order."""
        self.by_object: dict[int, Entry] = {}
        """The same by identity of the object: one object, one ref."""
        self.idle: OrderedDict[str, Entry] = OrderedDict()
        """Those that may expire or be evicted, least recently used first; held ones are not in it."""
        self.extended: dict[str, float] = {}
        """Expiry of those that were extended past what their last use gave them."""
        self.aliases = Aliases()
        self.bin: Bin | None = None
        """What was released and can be had back; made by the first release with a time of grace."""
        self.named: dict[str, list[str]] = {}
        """The refs that are there for names of the code's (see `name_refs`), and the names last told."""
        self.namespace: dict[str, object] = {
            "__name__": "__main__",
            "__doc__": None,
            "__builtins__": builtins,
        }
        """The globals of the code that `run` executes. A plain dict: user code stores into it unseen."""

        self.outputs: dict[int, object] = {}
        """What cells ended with, by number: as good as names, but told to nobody."""
        self.sources: list[str] = [""]
        """What the cells were, by number; they begin with 1."""

    def expiry(self, entry: Entry) -> float:
        """Return when `entry` expires if it is not used; infinity if never."""
        if entry.holds:
            return inf
        renewed_until = entry.used + self.limits.ttl.bound
        return (
            max(renewed_until, self.extended.get(entry.id, 0.0)) if self.extended else renewed_until
        )

    def names_by_object(self) -> dict[int, list[str]]:
        """Return the names bound in the namespace by identity of what they name, in binding order."""
        names: dict[int, list[str]] = {}
        # A copy: user code may bind names on another thread meanwhile.
        for name, value in self.namespace.copy().items():
            if is_binding(name):
                names.setdefault(id(value), []).append(name)
        return names

    def bound_names(self) -> list[str]:
        """Return the names a person bound, in binding order."""
        return [name for name in self.namespace.copy() if is_binding(name)]

    def names_of(self, obj: object) -> list[str]:
        """Return the names bound to `obj`; for many objects take `names_by_object` once."""
        return [
            name
            for name, value in self.namespace.copy().items()
            if value is obj and is_binding(name)
        ]


def is_binding(name: object) -> bool:
    """Return whether a key of a namespace is a name a person bound: no dunder, no odd key."""
    return type(name) is str and not (name.startswith("__") and name.endswith("__"))
