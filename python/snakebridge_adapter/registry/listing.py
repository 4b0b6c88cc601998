"""Sessions and refs as the protocol lists them: `SessionInfo`, and the part of `RefInfo` that is about lifetime.

Looking only: nothing here renews, and nothing touches the objects.
"""

from __future__ import annotations

from math import inf

from . import lifetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entry import Entry
    from .session import Session


MOST_NAMES = 1_000
"""Names of a session that are told; of one with more, none are."""


def session_info(session: Session, now: float, place: object = None) -> dict[str, object]:
    """Return the protocol's `SessionInfo`; `now` is the registry's clock, `place` where on a cluster it lives."""
    following = lifetime.next_eviction(session)
    names = session.bound_names()
    return {
        **({"names": names} if len(names) <= MOST_NAMES else {}),
        **({} if place is None else {"place": place}),
        "id": session.id,
        "label": session.label,
        "tags": list(session.tags),
        "refCount": len(session.entries),
        "ttlSeconds": session.limits.ttl.as_json(),
        "maxRefs": session.limits.max_refs.as_json(),
        "ageSeconds": now - session.created,
        "nextEviction": following.id if following else None,
    }


def ref_lifetime(entry: Entry, now: float, names: Sequence[str] | None = None) -> dict[str, object]:
    """Return what `RefInfo` adds to the object's summary; pass `names` when listing many refs.

    For many: `names = session.names_by_object()` once, then `names.get(id(entry.obj), ())` for each.
    """
    session = entry.session
    expiry = session.expiry(entry)
    ttl = session.limits.ttl
    return {
        "id": entry.id,
        "sessionId": session.id,
        "names": session.names_of(entry.obj) if names is None else list(names),
        "pinned": entry.pinned,
        "ageSeconds": now - entry.created,
        "remainingSeconds": None if expiry == inf else max(0.0, expiry - now),
        "ttlSeconds": None if ttl.bound == inf else ttl.value,
        "origin": entry.origin,
        "streamType": entry.stream_type,
    }
