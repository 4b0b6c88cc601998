"""Paths from an object to a part of it, step by step along data.

What only code can tell is no step, unless a person had it evaluated before and the value was kept.
"""

from __future__ import annotations

from ..errors import InvalidParams
from ..wire.json_text import to_json
from .classes import ABSENT
from .keys import find_entry
from .members import member_of
from .storage import dict_behind, item_at, storage_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

MAX_STEPS = 500
"""Longest path that is followed."""


_NOTHING_KEPT: dict[str, object] = {}


def walk(
    obj: object, path: Sequence[Any], evaluated: Mapping[str, object] | None = None
) -> list[Any]:
    """Return the objects along `path`, from `obj` itself to what it leads to.

    `evaluated` has what was kept of evaluated rows, by `path_key`.

    Raises:
        InvalidParams: a step is malformed, leads nowhere, or only running code could take it.
    """
    if len(path) > MAX_STEPS:
        message = f"a path has at most {MAX_STEPS} steps"
        raise InvalidParams(message)
    kept = evaluated or _NOTHING_KEPT
    objects = [obj]
    for number, step in enumerate(path):
        value = kept.get(path_key(path[: number + 1]), ABSENT) if kept else ABSENT
        objects.append(_step(objects[-1], step, number) if value is ABSENT else value)
    return objects


def path_key(path: Sequence[Any]) -> str:
    """Return what an evaluated value is kept by."""
    return to_json(list(path))


def _step(obj: object, step: Any, number: int) -> Any:
    if not isinstance(step, dict) or len(step) != 1:
        raise _malformed(number)
    try:
        value = _taken(obj, step, number)
    except InvalidParams:
        raise
    except Exception as error:
        # C code may refuse to be read, a container may never stand still.
        raise InvalidParams(f"path step {number}: {type(error).__name__}") from None
    if value is ABSENT:
        raise InvalidParams(f"path step {number}: there is no such item or attribute (any more)")
    return value


def _taken(obj: object, step: dict[str, Any], number: int) -> Any:
    if type(step.get("attr")) is str:
        return _attribute(obj, step["attr"], number)
    if type(step.get("item")) is int:
        return item_at(obj, step["item"])
    if "key" in step:
        return _value_of_key(obj, step["key"])
    raise _malformed(number)


def _value_of_key(obj: object, wire: object) -> Any:
    mapping = dict_behind(obj)
    if mapping is not None:
        return find_entry(mapping, wire)
    storage = storage_of(obj)
    return storage.find(obj, wire) if storage and storage.find else ABSENT


def _attribute(obj: object, name: str, number: int) -> Any:
    member = member_of(obj, name)
    if member is None:
        return ABSENT
    if member.lazy_reason is not None:
        raise InvalidParams(
            f"path step {number}: '{name}' ({member.lazy_reason}) is known only by evaluating it"
        )
    return member.value()


def _malformed(number: int) -> InvalidParams:
    return InvalidParams(f"path step {number} must be one of {{attr}}, {{item}} and {{key}}")
