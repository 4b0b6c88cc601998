"""The rules of a ref's life within one session: renewal, holding, expiry, room.

Functions over a `Session`'s state. They decide and reorder; removing is the registry's. Invariant: the order of
`session.idle` is the order of `used`, so that its front is both next to be evicted and next to expire.
"""

from __future__ import annotations

from math import inf

from ..errors import SessionFull

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from .entry import Entry
    from .session import Session


def renew(session: Session, entry: Entry, now: float) -> None:
    """Count `entry` as used now. An extension that reaches further stays."""
    entry.used = now
    if not entry.holds:
        session.idle.move_to_end(entry.id)


def settle(session: Session, entry: Entry, now: float) -> None:
    """Put `entry` where it belongs after it was pinned, unpinned, taken or given back; that is a use."""
    if entry.holds:
        session.idle.pop(entry.id, None)
    else:
        session.idle[entry.id] = entry
    renew(session, entry, now)


def extend(session: Session, entry: Entry, seconds: float, now: float) -> None:
    """Let `entry` live at least `seconds` from now."""
    if now + seconds > entry.used + session.limits.ttl.bound:
        session.extended[entry.id] = max(now + seconds, session.extended.get(entry.id, 0.0))


def expired(session: Session, now: float) -> tuple[list[Entry], float]:
    """Return what has expired by `now`, and when the next of the rest expires (infinity: never)."""
    gone: list[Entry] = []
    following = inf
    for entry in session.idle.values():
        renewed_until = entry.used + session.limits.ttl.bound
        if renewed_until >= following:
            break
        expiry = max(renewed_until, session.extended.get(entry.id, 0.0))
        if expiry <= now:
            gone.append(entry)
        else:
            following = min(following, expiry)
    return gone, following


def victims(session: Session, wanted: int, kept: Collection[Entry] = ()) -> list[Entry]:
    """Return what must be evicted so that `wanted` new refs fit, least recently used first.

    None of `kept` is among it: those go out in the same result as the new ones.

    Raises:
        SessionFull: not even evicting all that may go makes room.
    """
    overflow = len(session.entries) + wanted - session.limits.max_refs.bound
    if overflow <= 0:
        return []
    kept_idle = [entry for entry in kept if entry.id in session.idle]
    if overflow > len(session.idle) - len(kept_idle):
        raise SessionFull(session.id, int(session.limits.max_refs.value))
    chosen: list[Entry] = []
    for entry in session.idle.values():
        if len(chosen) >= overflow:
            break
        if entry not in kept:
            chosen.append(entry)
    return chosen


def surplus(session: Session) -> list[Entry]:
    """Return what must go because the limit was lowered; held refs stay, even above it."""
    overflow = len(session.entries) - session.limits.max_refs.bound
    return [entry for n, entry in enumerate(session.idle.values()) if n < overflow]


def next_eviction(session: Session) -> Entry | None:
    """Return the ref that goes next when the session overflows."""
    return next(iter(session.idle.values()), None)
