"""Paths from an object to a part of it, step by step along data; what only code can tell is no step."""

from __future__ import annotations

from ..errors import InvalidParams
from .classes import ABSENT
from .keys import find_entry
from .members import member_of
from .storage import dict_behind, item_at, storage_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MAX_STEPS = 500
"""Longest path that is followed."""


def walk(obj: object, path: Sequence[Any]) -> list[Any]:
    """Return the objects along `path`, from `obj` itself to what it leads to.

    Raises:
        InvalidParams: a step is malformed, leads nowhere, or only running code could take it.
    """
    if len(path) > MAX_STEPS:
        message = f"a path has at most {MAX_STEPS} steps"
        raise InvalidParams(message)
    objects = [obj]
    for number, step in enumerate(path):
        objects.append(_step(objects[-1], step, number))
    return objects


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
