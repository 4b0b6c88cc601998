"""Releases with thought: what one would do, taking one back, and proof afterwards that what was released is gone."""

from __future__ import annotations

import gc
from time import monotonic

from ..inspection.fields import shallow_size
from ..inspection.reach import reached_from
from ..inspection.referrers import Landmarks, Referrers
from ..registry.session import is_binding
from ..worker.parameters import optional_texts_of, text_of, texts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.grace import Watch
    from ..registry.session import Session
    from ..worker.context import Context

WALK_SECONDS = 0.1
"""How long one request may look for what else reaches objects."""
MOST_TOLD = 100
"""Names, and refs that others reach, told of one release."""
SEARCH_SECONDS = 0.3
"""How long one request may look for what keeps objects alive."""


def release_impact(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Tell what a release of refs would do; nothing is released and no lifetime touched."""
    ref_ids = optional_texts_of(params, "refs")
    with context.registry.lock:
        session = context.registry.find(text_of(params, "session"))
        chosen = _alive(session, ref_ids)
        names = session.names_by_object() if session else {}
        roots = _other_roots(session, chosen, names)
    sizes = [shallow_size(entry.obj) for entry in chosen.values()]
    deadline = monotonic() + WALK_SECONDS
    reached, is_whole = reached_from(roots, set(chosen), lambda: monotonic() > deadline)
    return {
        "count": len(chosen),
        "sizeBytes": sum(size for size in sizes if size is not None),
        "unsized": sizes.count(None),
        "names": [name for key in chosen for name in names.get(key, ())][:MOST_TOLD],
        "reached": [{"ref": chosen[key].id, "from": root} for key, root in reached.items()][
            :MOST_TOLD
        ],
        "reachedTotal": len(reached),
        "isWhole": is_whole,
    }


def _alive(session: Session | None, ref_ids: list[str] | None) -> dict[int, Entry]:
    """Return the refs of those ids (None: all) that live, by identity of their objects."""
    entries = session.entries if session else {}
    if ref_ids is None:
        return {id(entry.obj): entry for entry in entries.values()}
    return {id(entries[ref_id].obj): entries[ref_id] for ref_id in ref_ids if ref_id in entries}


def _other_roots(
    session: Session | None, chosen: dict[int, Entry], names: dict[int, list[str]]
) -> list[tuple[str, Any]]:
    """Return what else the session holds, with what to call it: refs, and names of what is no ref."""
    if session is None:
        return []
    roots: list[tuple[str, Any]] = []
    for key, entry in session.by_object.items():
        if key not in chosen:
            roots.append((names[key][0] if key in names else entry.id, entry.obj))
    for name, value in session.namespace.copy().items():
        if is_binding(name) and id(value) not in session.by_object:
            roots.append((name, value))
    return roots


def restore(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Take back a release while its time of grace lasts."""
    outcomes = context.registry.restore(text_of(params, "session"), texts_of(params, "refs"))
    return {"outcomes": outcomes}


def verify_release(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Tell of refs released with a time of grace whether their objects are gone, else what keeps them."""
    session_id, ref_ids = text_of(params, "session"), texts_of(params, "refs")
    watches = context.registry.watches(session_id, ref_ids)
    if any(map(_is_alive, watches)) and gc.isenabled():
        # Garbage in a cycle is dead, though nobody has looked yet.
        gc.collect()
    referrers = Referrers(_landmarks(context, session_id), monotonic() + SEARCH_SECONDS, monotonic)
    return {"fates": [_fate(watch, referrers) for watch in watches]}


def _is_alive(watch: Watch | str) -> bool:
    return watch is not None and not isinstance(watch, str) and watch() is not None


def _fate(watch: Watch | str, referrers: Referrers) -> dict[str, object]:
    if isinstance(watch, str):
        return {"fate": watch}
    if watch is None:
        return {"fate": "untellable"}
    obj = watch()
    return {"fate": "freed"} if obj is None else {"fate": "held", "by": referrers.ways_to(obj)}


def _landmarks(context: Context, session_id: str) -> Landmarks:
    """Return the sessions' names and refs, as ways to an object begin with them."""
    landmarks = Landmarks()
    with context.registry.lock:
        for session in context.registry.sessions():
            title = f"session {session.label or session.id}"
            landmarks.namespaces[id(session.namespace)] = title
            is_same = session.id == session_id
            for entry in session.entries.values():
                landmarks.owners[id(entry)] = f"a ref of {title}"
                if is_same:
                    landmarks.objects[id(entry.obj)] = f"ref {entry.id[-8:]}"
            if is_same:
                for key, names in session.names_by_object().items():
                    if key in landmarks.objects:
                        landmarks.objects[key] = f"ref `{names[0]}`"
    return landmarks
