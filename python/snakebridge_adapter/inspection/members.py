"""The attributes of an object, as `getattr` would find them, each put into the part it belongs to; none is run.

What only code can tell (a property, a descriptor of the user's) is listed without a value, with the reason.
"""

from __future__ import annotations

# The fields of named tuples.
from _collections import _tuplegetter  # type: ignore[attr-defined] - private, so typeshed leaves it out
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)

from ..wire.static_type import class_dict, class_mro
from .classes import ABSENT, class_name, defines, lookup
from .fields import instance_dict, is_field, read_field, stored
from .frames import Rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

PARTS = ("attributes", "inherited", "functions", "special")
"""The parts that attributes fall into, as the protocol names and orders them."""

_FUNCTIONS = frozenset(
    id(kind)
    for kind in (
        FunctionType,
        BuiltinFunctionType,
        MethodDescriptorType,
        WrapperDescriptorType,
        ClassMethodDescriptorType,
        classmethod,
        staticmethod,
    )
)
_C_DATA_DESCRIPTORS = frozenset(
    id(kind) for kind in (property, GetSetDescriptorType, MemberDescriptorType, _tuplegetter)
)
_PLAIN = frozenset(
    id(kind)
    for kind in (str, int, float, bool, bytes, tuple, list, dict, set, frozenset, type(None))
)
"""Types by identity, since comparing or hashing the class of a user's object asks its metaclass."""


class Member:
    """One attribute. `lazy_reason`: why its value cannot be had by looking."""

    __slots__ = ("_obj", "_value", "home", "lazy_reason", "name", "part")

    def __init__(
        self,
        name: str,
        part: str,
        value: object = ABSENT,
        *,
        field_of: object = ABSENT,
        lazy_reason: str | None = None,
    ) -> None:
        self.name = name
        self.part = "special" if is_special(name) else part
        self._value = value
        self._obj = field_of
        self.lazy_reason = lazy_reason
        self.home: type | None = None
        """The class that has it; None where the object itself does."""

    @property
    def is_held(self) -> bool:
        """Whether the value lies somewhere, and is not made when it is asked for."""
        return self._obj is ABSENT or type(self._value) is MemberDescriptorType

    def value(self) -> Any:
        """Return its value, `ABSENT` for an empty slot. Reading a field in C may raise."""
        return self._value if self._obj is ABSENT else read_field(self._value, self._obj)


def members_of(obj: object) -> dict[str, list[Member]]:
    """Return all attributes of `obj` by part, its own first, then by nearness of the class."""
    parts: dict[str, list[Member]] = {part: [] for part in PARTS}
    if type(obj) is Rows:
        return parts  # Made for looking: what it is made of is nobody's business.
    for member in each_member(obj):
        parts[member.part].append(member)
    return parts


def member_of(obj: Any, name: str) -> Member | None:
    """Return the attribute `name` of `obj`, None if looking finds none."""
    if issubclass(type(obj), type):
        value, owner = lookup(obj, name)
        return _of_class_itself(obj, name, value, owner) if owner is not None else None
    value, owner = lookup(type(obj), name)
    if owner is None or not _is_data_descriptor(value):
        own = stored(obj, name)
        if own is not ABSENT:
            return _stored_in(name, own, is_module=issubclass(type(obj), ModuleType))
    return _from_class(obj, name, value, owner) if owner is not None else None


def is_special(name: str) -> bool:
    """Return whether `name` is one that the language gives a meaning to."""
    return name.startswith("__") and name.endswith("__")


def each_member(obj: Any) -> Iterator[Member]:
    """Yield all attributes of `obj`, its own first, then by nearness of the class."""
    if issubclass(type(obj), type):
        for name, (value, owner) in _class_entries(obj).items():
            yield _of_class_itself(obj, name, value, owner)
        return
    entries = _class_entries(type(obj))
    attributes = instance_dict(obj)
    is_module = issubclass(type(obj), ModuleType)
    for name, value in list(dict.items(attributes)) if attributes is not None else ():
        if type(name) is not str:
            continue
        if name in entries:
            if _is_data_descriptor(entries[name][0]):
                continue
            del entries[name]
        yield _stored_in(name, value, is_module=is_module)
    for name, (value, owner) in entries.items():
        member = _from_class(obj, name, value, owner)
        if member is not None:
            yield member


def _class_entries(cls: type) -> dict[str, tuple[Any, type]]:
    """Return what each name means on `cls` and which class defines it."""
    entries: dict[str, tuple[Any, type]] = {}
    for base in class_mro(cls):
        for name, value in list(class_dict(base).items()):
            if type(name) is str and name not in entries:
                entries[name] = (value, base)
    return entries


def _stored_in(name: str, value: object, *, is_module: bool) -> Member:
    """Make the member for an entry of the instance's own dict; functions are data, save in a module."""
    if is_module:
        return _stored(name, value, inherited=False)
    return Member(name, "attributes", value)


def _stored(name: str, value: object, *, inherited: bool) -> Member:
    """Make the member for what a class or module holds: seen from there, a property is an object like others."""
    part = (
        "functions" if id(type(value)) in _FUNCTIONS else "inherited" if inherited else "attributes"
    )
    return Member(name, part, value)


def _of_class_itself(cls: type, name: str, value: object, owner: type) -> Member:
    member = _stored(name, value, inherited=owner is not cls)
    member.home = owner
    return member


def _from_class(obj: object, name: str, value: Any, owner: type) -> Member | None:
    """Make the member for what the class offers its instance `obj`; None if there is nothing to see."""
    member = _offered(obj, name, value, owner)
    if member is not None:
        member.home = owner
    return member


def _offered(obj: object, name: str, value: Any, owner: type) -> Member | None:
    kind = type(value)
    if id(kind) in _PLAIN:
        return Member(name, "inherited", value)
    if id(kind) in _FUNCTIONS:
        return Member(name, "functions", value)
    if kind is MemberDescriptorType:
        is_empty = read_field(value, obj) is ABSENT
        return None if is_empty else Member(name, "attributes", value, field_of=obj)
    if is_field(value):
        return Member(name, "attributes", value, field_of=obj)
    if kind is _tuplegetter:
        return Member(name, "attributes", value, field_of=obj)
    if kind is GetSetDescriptorType:
        return _computed_in_c(obj, name, owner)
    if defines(kind, "__get__"):
        reason = f"{class_name(kind)} of {class_name(owner)}"
        return Member(name, "inherited", lazy_reason=reason)
    return Member(name, "inherited", value)


def _computed_in_c(obj: object, name: str, owner: type) -> Member | None:
    if name == "__class__":
        return Member(name, "special", type(obj))
    if name == "__dict__":
        attributes = instance_dict(obj)
        return None if attributes is None else Member(name, "special", attributes)
    if name == "__weakref__":
        return None
    return Member(name, "inherited", lazy_reason=f"attribute of {class_name(owner)}")


def _is_data_descriptor(value: object) -> bool:
    """Return whether a class's entry goes before the instance's own of the same name."""
    kind = type(value)
    if id(kind) in _PLAIN or id(kind) in _FUNCTIONS:
        return False
    if id(kind) in _C_DATA_DESCRIPTORS:
        return True
    return defines(kind, "__set__") or defines(kind, "__delete__")
