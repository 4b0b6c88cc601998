"""Paths from an object to a part of it, step by step along data; what only code can tell is no step."""

from __future__ import annotations

from ..errors import InvalidParams
from .classes import MISSING
from .keys import find_entry
from .members import member_of
from .storage import dict_behind, item_at

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
    if "attr" in step and isinstance(step["attr"], str):
        return _attribute(obj, step["attr"], number)
    if "item" in step and type(step["item"]) is int:
        value = item_at(obj, step["item"])
    elif "key" in step:
        mapping = dict_behind(obj)
        value = MISSING if mapping is None else find_entry(mapping, step["key"])
    else:
        raise _malformed(number)
    if value is MISSING:
        raise InvalidParams(f"path step {number}: there is no such item (any more)")
    return value


def _attribute(obj: object, name: str, number: int) -> Any:
    member = member_of(obj, name)
    if member is not None and member.lazy_reason is not None:
        raise InvalidParams(
            f"path step {number}: '{name}' ({member.lazy_reason}) is known only by evaluating it"
        )
    value = MISSING if member is None else member.value()
    if value is MISSING:
        raise InvalidParams(f"path step {number}: there is no attribute '{name}' (any more)")
    return value


def _malformed(number: int) -> InvalidParams:
    return InvalidParams(f"path step {number} must be one of {{attr}}, {{item}} and {{key}}")
