"""Enum members to the `enum` tag and back: finding a class by its name, and a member in it.

A member travels as a value only if class and name lead back to it, so that it can return; others are
refs. Going out runs no user code; coming back may import the module and combines flags.
"""

from __future__ import annotations

import sys

from .static_type import (
    ABSENT,
    class_module,
    class_qualname,
    find,
    find_in_mro,
    module_attribute,
    module_namespace,
    own,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


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
    if isinstance(found, type) and isinstance(enum_class, type) and issubclass(found, enum_class):
        return found
    return None


def member_parts(member: object) -> tuple[str, object] | None:
    """Return the name by which `member` is found again, and its value; None if it has none."""
    state: Any = object.__getattribute__(member, "__dict__")
    if type(state) is not dict or "_value_" not in state:
        return None
    value: object = state["_value_"]
    name: object = state.get("_name_")
    members = _members(type(member))
    if type(name) is not str or name not in members:
        name = _flag_names(members, value)
    return (name, value) if name else None


def find_member(cls: type, name: str) -> object:
    """Return the member of that name, or the combination of flags that `A|B` names, else `ABSENT`."""
    members = _members(cls)
    if name in members:
        return members[name]
    parts = [_int_value(members.get(part)) for part in name.split("|")]
    if len(parts) < 2 or 0 in parts:
        return ABSENT
    return cls(_union(parts))


def _find(module: str, qualname: str, namespace: Mapping[str, object]) -> Any:
    first, *rest = qualname.split(".")
    found = find(module_namespace(module).items(), first)
    if found is ABSENT and module == "__main__":
        # Code that a session ran calls itself `__main__`, too.
        found = find(namespace.items(), first)
    for part in rest:
        if not issubclass(type(found), type):
            return ABSENT
        found = own(found, part)
    return found


def _flag_names(members: Mapping[str, object], value: object) -> str:
    """Return the single flags that make up `value`, joined as Python 3.11 joins them."""
    if type(value) is not int:
        return ""
    flags = {name: _int_value(member) for name, member in members.items()}
    single = {bit: name for name, bit in reversed(flags.items()) if bit & (bit - 1) == 0}
    bits = [bit for bit in single if bit and value & bit]
    return "|".join(single[bit] for bit in sorted(bits)) if _union(bits) == value else ""


def _union(bits: list[int]) -> int:
    union = 0
    for bit in bits:
        union |= bit
    return union


def _int_value(member: object) -> int:
    state: Any = object.__getattribute__(member, "__dict__") if member is not None else {}
    value: object = state.get("_value_") if type(state) is dict else 0
    return value if type(value) is int else 0


def _members(cls: type) -> dict[str, object]:
    """Return the members by name, aliases included."""
    found = find_in_mro(cls, "_member_map_")
    return found if type(found) is dict else {}
