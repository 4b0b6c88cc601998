"""Enum members to the `enum` tag and back: finding a class by its name, and a member in it.

A member travels as a value only if its class can be found again by name, so that it can come back; others
are refs. Reading runs no user code; coming back may import the module.
"""

from __future__ import annotations

import sys

from .static_type import ABSENT, class_dict, class_module, class_qualname, module_attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPARABLE = frozenset((str, int, float, bool, bytes, type(None)))
"""Types whose comparison runs no user code."""


def enum_name(cls: type, namespace: Mapping[str, object]) -> str | None:
    """Return `module:qualname` if that leads back to `cls`, else None."""
    module, qualname = class_module(cls), class_qualname(cls)
    return f"{module}:{qualname}" if _find(module, qualname, namespace) is cls else None


def find_enum(name: str, namespace: Mapping[str, object]) -> type | None:
    """Return the enum class that `module:qualname` names, importing its module if needed."""
    module, _, qualname = name.partition(":")
    if not module or not qualname:
        return None
    if module != "__main__" and module not in sys.modules:
        try:
            __import__(module)
        except ImportError:
            return None
    found = _find(module, qualname, namespace)
    enum_class = module_attribute("enum", "Enum")
    if isinstance(enum_class, type) and issubclass(type(found), type):
        # SAFETY: an instance of a metaclass is a class.
        return found if issubclass(found, enum_class) else None  # type: ignore[arg-type, return-value]
    return None


def member_parts(member: object) -> tuple[str, object] | None:
    """Return name and value of an enum member; a combination of flags is named by its parts."""
    state = object.__getattribute__(member, "__dict__")
    if type(state) is not dict or "_value_" not in state:
        return None
    name = state.get("_name_")
    if type(name) is not str:
        name = _flag_names(type(member), state["_value_"])
    return None if name is None else (name, state["_value_"])


def find_member(cls: type, name: str, value: object) -> object:
    """Return the member of that name and value, else `ABSENT`. A combination of flags must have been made before."""
    if type(value) is int and "|" in name:
        return _members(cls, "_value2member_map_").get(value, ABSENT)
    member = _members(cls, "_member_map_").get(name, ABSENT)
    parts = None if member is ABSENT else member_parts(member)
    if parts is None or (type(value) in _COMPARABLE and type(parts[1]) in _COMPARABLE and value != parts[1]):
        return ABSENT
    return member


def _find(module: str, qualname: str, namespace: Mapping[str, object]) -> object:
    first, *rest = qualname.split(".")
    found = module_attribute(module, first)
    if found is ABSENT and module == "__main__":
        # Code that a session ran calls itself `__main__`, too.
        found = namespace.get(first, ABSENT)
    for part in rest:
        if not issubclass(type(found), type):
            return ABSENT
        found = class_dict(found).get(part, ABSENT)  # type: ignore[arg-type]
    return found


def _flag_names(cls: type, value: object) -> str | None:
    if type(value) is not int:
        return None
    names = [
        name
        for name, member in _members(cls, "_member_map_").items()
        if (bit := _int_value(member)) and value & bit == bit
    ]
    return "|".join(names) if len(names) > 1 else None


def _int_value(member: object) -> int:
    parts = member_parts(member)
    return parts[1] if parts and type(parts[1]) is int else 0


def _members(cls: type, table: str) -> Mapping[object, object]:
    found = type.__getattribute__(cls, table)
    return found if type(found) is dict else {}
