"""Looking at refs and what is in them. No lifetime is touched, no code of the user runs, no reference is kept."""

from __future__ import annotations

from ..errors import InvalidParams
from ..inspection.children import DEFAULT_COUNT, ITEMS, MAX_COUNT, Children
from ..inspection.classes import ABSENT
from ..inspection.describe import describe as describe_object
from ..inspection.key_search import seek
from ..inspection.members import PARTS
from ..inspection.paths import path_key, walk
from ..inspection.storage import ChangedWhileRead
from ..inspection.summary import summarize
from ..worker.parameters import count_of, list_of, optional_text_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..worker.context import Context

MAX_START = 2**53
MAX_SOUGHT = 1_000
"""Longest text of an index or key to seek, in characters."""


def children(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Answer `snakebridge/children`: a window of one part of an object, or the one with the item to seek."""
    part = params.get("part")
    if part is not None and part != ITEMS and part not in PARTS:
        raise InvalidParams(f"part must be one of {', '.join((ITEMS, *PARTS))}")
    start = count_of(params, "start", 0, MAX_START)
    count = count_of(params, "count", DEFAULT_COUNT, MAX_COUNT)
    entry, objects = _locate(context, params)
    session, kept, path = entry.session, entry.evaluated, list_of(params, "path")

    def ref_id_of(obj: object) -> str | None:
        entry = session.by_object.get(id(obj))
        return entry.id if entry is not None and entry.obj is obj else None

    def kept_at(name: str) -> object:
        return kept.get(path_key([*path, {"attr": name}]), ABSENT) if kept else ABSENT

    rows = Children(objects, ref_id_of, kept_at)
    text = optional_text_of(params, "seek")
    if text is None:
        return rows.window(part, start, count)
    sought = _sought(objects[-1], text, start)
    position = sought["position"]
    if position is None or not count:
        return {**rows.window(ITEMS, 0, 0), "sought": sought}
    return {**rows.window(ITEMS, position - position % count, count), "sought": sought}


def describe(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Answer `snakebridge/describe`: summary, names, doc, signature and source of an object."""
    entry, objects = _locate(context, params)
    obj = objects[-1]
    summary = summarize(obj)
    # What is in a ref shares small values with much else: names are told of what can be told apart.
    names = entry.session.names_of(obj) if len(objects) == 1 or summary["hasChildren"] else []
    return {"summary": summary, "names": names, **describe_object(obj)}


def _sought(obj: object, text: str, start: int) -> dict[str, Any]:
    from ..language.literals import literal_of

    if len(text) > MAX_SOUGHT:
        message = f"an index or key has at most {MAX_SOUGHT} characters"
        raise InvalidParams(message)
    try:
        sought = seek(obj, literal_of(text), start)
    except ChangedWhileRead:
        message = "it changes faster than it can be read"
        raise InvalidParams(message) from None
    if sought is None:
        message = "it has no items"
        raise InvalidParams(message)
    return sought


def _locate(context: Context, params: dict[str, Any]) -> tuple[Entry, list[Any]]:
    """Return the ref of an `ObjectAddress` and the objects along its path."""
    entry = context.registry.peek(text_of(params, "session"), text_of(params, "ref"))
    return entry, walk(entry.obj, list_of(params, "path"), entry.evaluated)
