"""Where a name leads to an object: the Python expression that gives it, and the path a person reads."""

from __future__ import annotations

from ..inspection.classes import ABSENT, class_name, find
from ..inspection.contents import parts_from
from ..inspection.keys import find_key
from ..inspection.storage import ChangedWhileRead, dict_behind
from .literals import literal_of
from .refusal import Refused
from .steps import is_name, step_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..registry.session import Session

MOST_VISITED = 10_000
"""Objects looked at in search of one that leads to a ref without a name."""
_DEEPEST = 4
_HELPERS = ("list", "dict", "set", "frozenset", "tuple", "getattr")
_ATOMS: tuple[type, ...] = (int, float, complex, bool, str, bytes, type(None))


def expression_of(session: Session, objects: Sequence[Any], path: Sequence[dict[str, Any]]) -> str:
    """Return the expression that gives the last of `objects`, which `path` leads along, in the session's namespace.

    A part that only running code can tell comes with no object of its own: `path` may be one step longer.

    Raises:
        Refused: no name leads there, or only code of the user's would.
    """
    source, start = _root(session, objects)
    for number in range(start, len(path)):
        value = objects[number + 1] if number + 1 < len(objects) else ABSENT
        source = step_source(source, objects[number], path[number], value)
    _check_helpers(session, source)
    return source


def path_text(session: Session, objects: Sequence[Any], path: Sequence[dict[str, Any]]) -> str:
    """Return the way from the ref as a person reads it; the ref without a name is its type in brackets."""
    root = root_name(session, objects[0]) or f"<{class_name(type(objects[0]))}>"
    return root + "".join([_step_text(obj, step) for obj, step in zip(objects, path)])


def _step_text(obj: Any, step: dict[str, Any]) -> str:
    if "attr" in step:
        return f".{step['attr']}" if is_name(step["attr"]) else f".{step['attr']!r}"
    if "item" in step:
        return f"[{step['item']}]"
    mapping = dict_behind(obj)
    return f"[{literal_of(ABSENT if mapping is None else find_key(mapping, step['key'])) or '…'}]"


def root_name(session: Session, obj: object) -> str | None:
    """Return the first name bound to an object that code can write."""
    names = _names(session, obj)
    return names[0] if names else None


def _names(session: Session, obj: object) -> list[str]:
    return [name for name in session.names_of(obj) if is_name(name)]


def _root(session: Session, objects: Sequence[Any]) -> tuple[str, int]:
    """Return the source to begin with and how many steps it has behind it."""
    for number, obj in enumerate(objects):
        # Small values are shared by much that has nothing to do with them.
        if number and any(type(obj) is atom for atom in _ATOMS):
            continue
        name = root_name(session, obj)
        if name is not None:
            return name, number
    return _holder(session, objects[0]), 0


def _holder(session: Session, target: object) -> str:
    """Return the source of `target` as a part of what a name is bound to: the shortest way, level by level."""
    waiting: list[tuple[str, Any]] = [
        (name, obj)
        for name, obj in session.namespace.copy().items()
        if type(name) is str and not name.startswith("__") and is_name(name)
    ]
    seen = {id(obj) for _, obj in waiting}
    left = MOST_VISITED
    for _ in range(_DEEPEST):
        deeper: list[tuple[str, Any]] = []
        for source, obj in waiting:
            for step, value in _held(obj):
                left -= 1
                if left < 0:
                    raise _nameless()
                if value is target:
                    return step_source(source, obj, step, value)
                if id(value) not in seen:
                    seen.add(id(value))
                    _try_deeper(deeper, source, obj, (step, value))
        waiting = deeper
    raise _nameless()


def _held(obj: Any) -> list[tuple[dict[str, Any], Any]]:
    found: list[tuple[dict[str, Any], Any]] = []
    try:
        for part, value in parts_from(obj, 0):
            if value is not ABSENT and part.is_held:
                found.append((part.step, value))
            if len(found) > MOST_VISITED:
                break
    except ChangedWhileRead:
        return []
    return found


def _try_deeper(
    deeper: list[tuple[str, Any]], source: str, obj: Any, part: tuple[dict[str, Any], Any]
) -> None:
    step, value = part
    if any(type(value) is atom for atom in _ATOMS):
        return
    try:
        deeper.append((step_source(source, obj, step, value), value))
    except Refused:
        return  # no way through here


def _nameless() -> Refused:
    return Refused("no bound name leads to it: bind it to a name first")


def _check_helpers(session: Session, source: str) -> None:
    """Refuse an expression that calls a built-in which the session's namespace hides."""
    for helper in _HELPERS:
        is_used = f"{helper}(" in source or f"{helper}." in source
        if is_used and find(dict.items(session.namespace), helper) is not ABSENT:
            raise Refused(
                f"the name '{helper}', which it takes to get there, is bound to something else"
            )
