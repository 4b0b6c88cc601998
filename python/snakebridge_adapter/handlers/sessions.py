"""Sessions and refs: listing, limits, pinning, letting go. None of these runs user code."""

from __future__ import annotations

from ..registry.listing import session_info
from ..worker.parameters import (
    count_of,
    flag_of,
    list_of,
    number_of,
    optional_text_of,
    optional_texts_of,
    text_of,
    texts_of,
)
from ..worker.ref_info import ref_infos

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..worker.context import Context

DEFAULT_REFS = 200
MAX_REFS = 1000
MAX_START = 2**53
SLICE_SECONDS = 0.05
"""How long one request sorts and filters before others get their turn."""


def open_session(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Create a session or change its limits."""
    registry = context.registry
    session = registry.open(
        text_of(params, "session"),
        ttl_seconds=params.get("ttlSeconds"),
        max_refs=params.get("maxRefs"),
        tags=optional_texts_of(params, "tags"),
        label=optional_text_of(params, "label"),
        search_paths=optional_texts_of(params, "searchPaths"),
    )
    return session_info(session, registry.clock(), registry.place())


def sessions(context: Context, _params: dict[str, Any]) -> list[dict[str, object]]:
    """List all sessions."""
    registry = context.registry
    now = registry.clock()
    place = registry.place()
    return [session_info(session, now, place) for session in registry.sessions()]


def refs(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """List a window of a session's refs."""
    session_id = text_of(params, "session")
    start = count_of(params, "start", 0, MAX_START)
    count = count_of(params, "count", DEFAULT_REFS, MAX_REFS)
    registry = context.registry
    only = optional_texts_of(params, "only")
    if only is not None:
        return _named_refs(context, session_id, only)
    if params.get("arrangement") is not None:
        return _arranged_refs(context, params, start, count)
    with registry.lock:
        session = registry.find(session_id)
        total = len(session.entries) if session else 0
        entries = registry.refs(session_id, start, count)
    return {"total": total, "start": start, "refs": ref_infos(entries, registry.clock())}


def _named_refs(context: Context, session_id: str, ref_ids: list[str]) -> dict[str, object]:
    registry = context.registry
    with registry.lock:
        session = registry.find(session_id)
        alive = session.entries if session else {}
        entries = [alive[ref_id] for ref_id in ref_ids if ref_id in alive]
    refs = ref_infos(entries, registry.clock())
    return {"total": len(refs), "start": 0, "refs": refs}


def _arranged_refs(
    context: Context, params: dict[str, Any], start: int, count: int
) -> dict[str, object]:
    registry = context.registry
    session = registry.find(text_of(params, "session"))
    if session is None:
        arranged: dict[str, object] = {"of": 0, "covered": 0, "groups": []}
        return {"total": 0, "start": start, "refs": [], "arranged": arranged}
    look = context.looks.at(session, params)
    look.advance(registry.clock(), SLICE_SECONDS)
    refs = ref_infos(look.window(start, count), registry.clock())
    of = len(session.entries)
    covered = of if look.is_complete else look.covered
    arranged = {"of": of, "covered": covered, "groups": look.groups()}
    return {"total": look.total, "start": start, "refs": refs, "arranged": arranged}


def release(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Free refs of one session; tell what happened to each."""
    session_id = text_of(params, "session")
    ref_ids = texts_of(params, "refs")
    intermediate = params.get("intermediate") is True
    outcomes = context.registry.release(
        session_id,
        ref_ids,
        intermediate=intermediate,
        grace_seconds=number_of(params, "graceSeconds", 0),
    )
    return {"outcomes": outcomes}


def release_session(context: Context, params: dict[str, Any]) -> dict[str, int]:
    """Free every ref and binding of a session and forget it."""
    session_id = text_of(params, "session")
    if context.kept_errors:
        context.kept_errors.end_session(session_id)
    return {"released": context.registry.release_session(session_id)}


def extend(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Let a ref live longer."""
    seconds = number_of(params, "seconds")
    session_id, ref_id = text_of(params, "session"), text_of(params, "ref")
    return _info(context, context.registry.extend(session_id, ref_id, seconds))


def pin(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Keep a ref from expiry and eviction, or no longer; by a path, a part of one that becomes a ref for it."""
    session_id, ref_id = text_of(params, "session"), text_of(params, "ref")
    on, path = flag_of(params, "on"), list_of(params, "path")
    if path:
        ref_id = _ref_of_part(context, context.registry.peek(session_id, ref_id), path)
    return _info(context, context.registry.pin(session_id, ref_id, on=on))


def _ref_of_part(context: Context, whole: Entry, path: list[Any]) -> str:
    from ..inspection.paths import walk
    from ..wire.encode import encode

    part = walk(whole.obj, path, whole.evaluated)[-1]
    return encode(part, whole.session, context.registry, form="ref")["id"]


def subscribe(context: Context, params: dict[str, Any]) -> list[dict[str, object]]:
    """Switch `refsChanged` events on or off; answer what there is now."""
    with context.registry.lock:
        context.announcer.subscribe(flag_of(params, "on"))
        return sessions(context, {})


def _info(context: Context, entry: Entry) -> dict[str, object]:
    return ref_infos((entry,), context.registry.clock())[0]
