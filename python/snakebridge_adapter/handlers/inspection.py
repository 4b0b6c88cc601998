"""Looking at refs and what is in them. No lifetime is touched, no code of the user runs, no reference is kept."""

from __future__ import annotations

from ..errors import InvalidParams
from ..inspection.children import DEFAULT_COUNT, ITEMS, MAX_COUNT, Children
from ..inspection.describe import describe as describe_object
from ..inspection.members import PARTS
from ..inspection.paths import walk
from ..inspection.summary import summarize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..context import Context
    from ..session import Session


def children(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Answer `snakebridge/children`: a window of one part of an object."""
    part = params.get("part")
    if part is not None and part != ITEMS and part not in PARTS:
        raise InvalidParams(f"part must be one of {', '.join((ITEMS, *PARTS))}")
    start = _whole_number(params, "start", 0)
    count = min(_whole_number(params, "count", DEFAULT_COUNT), MAX_COUNT)
    session, objects = _locate(context, params)

    def ref_id_of(obj: object) -> str | None:
        entry = session.by_object.get(id(obj))
        return entry.id if entry is not None and entry.obj is obj else None

    return Children(objects, ref_id_of).window(part, start, count)


def describe(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Answer `snakebridge/describe`: summary, names, doc, signature and source of an object."""
    session, objects = _locate(context, params)
    obj = objects[-1]
    return {"summary": summarize(obj), "names": session.names_of(obj), **describe_object(obj)}


def _locate(context: Context, params: dict[str, Any]) -> tuple[Session, list[Any]]:
    """Return the session of an `ObjectAddress` and the objects along its path."""
    session_id, ref_id, path = params.get("session"), params.get("ref"), params.get("path", [])
    if not (isinstance(session_id, str) and isinstance(ref_id, str) and isinstance(path, list)):
        raise InvalidParams("session and ref must be strings, path a list")
    entry = context.registry.peek(session_id, ref_id)
    return entry.session, walk(entry.obj, path)


def _whole_number(params: dict[str, Any], name: str, default: int) -> int:
    value = params.get(name, default)
    if type(value) is not int or value < 0:
        raise InvalidParams(f"{name} must be a whole number from 0 up")
    return value
