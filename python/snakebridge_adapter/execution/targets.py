"""From names to objects: importing a module and following a dotted path into it. User code, all of it."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any


def find_target(module_name: str, path: str) -> Any:
    """Import a module and return what `path` (dotted) names in it."""
    __import__(module_name)
    target = sys.modules[module_name]
    if "." not in path:
        return getattr(target, path)
    for name in path.split("."):
        target = _attribute(target, name)
    return target


def call_target(
    module_name: str, path: str, args: Sequence[object], kwargs: Mapping[str, object]
) -> object:
    """Call what `path` names in a module."""
    if "." in path:
        return find_target(module_name, path)(*args, **kwargs)
    __import__(module_name)
    return getattr(sys.modules[module_name], path)(*args, **kwargs)


def call_method(
    receiver: object, name: str, args: Sequence[object], kwargs: Mapping[str, object]
) -> object:
    """Call a method."""
    return getattr(receiver, name)(*args, **kwargs)


def _attribute(owner: Any, name: str) -> Any:
    """Return an attribute, or the submodule of that name that nobody has imported yet."""
    try:
        return getattr(owner, name)
    except AttributeError:
        if not (isinstance(owner, type(sys)) and hasattr(owner, "__path__")):
            raise
        full_name = f"{owner.__name__}.{name}"
        try:
            __import__(full_name)
        except ModuleNotFoundError as error:
            if error.name != full_name:
                raise
        else:
            return sys.modules[full_name]
        raise
