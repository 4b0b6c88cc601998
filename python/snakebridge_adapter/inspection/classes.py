"""What can be known of a class without running its code, or its metaclass's.

`type(x)` is always safe. Everything else about a class is read through `static_type`, never by attribute access; and
classes are never compared with `==` or `in`, nor hashed, nor tested for truth, for that asks a metaclass, nor objects
asked by `isinstance`.
`issubclass(type(x), base)` is safe for a `base` that is an instance of `type` itself.
"""

from __future__ import annotations

from ..wire.static_type import ABSENT, class_dict, class_mro, class_qualname, find, is_heap_type
from ..wire.static_type import class_name as unbounded_class_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MAX_NAME = 200
"""Longest name shown, in UTF-16 units."""

_flags: Callable[[type], int] = type.__dict__["__flags__"].__get__
_native_module: Callable[[type], object] = type.__dict__["__module__"].__get__

_IMMUTABLE_TYPE = 1 << 8


def is_native(cls: type) -> bool:
    """Return whether `cls` is C through and through, so that nobody can have changed its namespace."""
    return not is_heap_type(cls) or bool(_flags(cls) & _IMMUTABLE_TYPE)


def lookup(cls: type, name: str) -> tuple[Any, type | None]:
    """Return what `name` means on `cls` and which class defines it; nothing is bound or called."""
    for base in class_mro(cls):
        value = own(base, name)
        if value is not ABSENT:
            return value, base
    return ABSENT, None


def defines(cls: type, name: str) -> bool:
    """Return whether `cls` or a base of it defines `name`."""
    return lookup(cls, name)[1] is not None


def own(cls: type, name: str) -> Any:
    """Return what `cls` itself defines as `name`."""
    if is_native(cls):
        return class_dict(cls).get(name, ABSENT)
    return find(class_dict(cls).items(), name)


def class_name(cls: type) -> str:
    """Return the bare name of a class, bounded."""
    return bounded(unbounded_class_name(cls))


def module_name(cls: type) -> str | None:
    """Return the module that a class says it is from, if it says so."""
    module = _native_module(cls) if is_native(cls) else own(cls, "__module__")
    return plain_text(module)


def qualified_name(cls: type) -> str:
    """Return module and qualified name, builtins bare: `re.Pattern`, `list`."""
    module = module_name(cls)
    name = class_qualname(cls)
    return bounded(name if module is None or module == "builtins" else f"{module}.{name}")


def plain_text(value: Any) -> str | None:
    """Return a bounded plain string if `value` is a string of any kind, else None."""
    if type(value) is str:
        return bounded(value)
    # A subclass of str may stand where Python expects a name; only a plain copy is safe to work with.
    return bounded(str.__str__(value)) if issubclass(type(value), str) else None


def bounded(name: str) -> str:
    """Return `name` if it is short and printable, else a short, escaped form of it."""
    if len(name) <= MAX_NAME // 2 and name.isprintable():
        return name
    text = ascii(name[:MAX_NAME])[1:-1]
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"
