"""Facts about a class read without running any of its code.

`type(x).__name__` runs a metaclass's `__getattribute__`; the descriptors of `type` itself do not. Everything
that looks at a user's class without being asked to goes through here. Classes are compared by identity
only: comparing or hashing one may be user code, too.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

_read_name: Callable[[type], str] = type.__dict__["__name__"].__get__
_read_qualname: Callable[[type], str] = type.__dict__["__qualname__"].__get__
_read_module: Callable[[type], Any] = type.__dict__["__module__"].__get__
_read_flags: Callable[[type], int] = type.__dict__["__flags__"].__get__
# Not through `ModuleType.__dict__`, which to type checkers is the property itself.
_read_module_dict: Callable[[object], dict[str, object]] = vars(ModuleType)["__dict__"].__get__

class_mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
class_dict: Callable[[type], Mapping[str, object]] = type.__dict__["__dict__"].__get__

_HEAP_TYPE = 1 << 9
"""`Py_TPFLAGS_HEAPTYPE`: set for classes made by a class statement."""

ABSENT: Any = type("Absent", (), {"__slots__": ()})()
"""Stands for "there is none" where None could be the value."""


def is_heap_type(cls: type) -> bool:
    """Return whether `cls` comes from a class statement; others are C through and through."""
    return bool(_read_flags(cls) & _HEAP_TYPE)


def class_name(cls: type) -> str:
    """Return the name of `cls` as a plain string."""
    # A class may be renamed to an instance of a user's subclass of str.
    return str.__str__(_read_name(cls))


def class_qualname(cls: type) -> str:
    """Return the qualified name of `cls` as a plain string."""
    return str.__str__(_read_qualname(cls))


def class_module(cls: type) -> str:
    """Return the module that defines `cls`, as it says; empty if it says no string."""
    module = own(cls, "__module__") if is_heap_type(cls) else _read_module(cls)
    return str.__str__(module) if issubclass(type(module), str) else ""


def qualified_name(cls: type) -> str:
    """Return module and qualified name, builtins bare: `re.Pattern`, `list`."""
    module = class_module(cls)
    name = class_qualname(cls)
    return name if module in ("", "builtins") else f"{module}.{name}"


def find_in_mro(cls: type, name: str) -> Any:
    """Return what `cls` or a base defines as `name`, unbound, or `ABSENT`."""
    for base in class_mro(cls):
        found = own(base, name)
        if found is not ABSENT:
            return found
    return ABSENT


def own(cls: type, name: str) -> Any:
    """Return what `cls` itself defines as `name`, unbound, or `ABSENT`."""
    if is_heap_type(cls):
        return find(class_dict(cls).items(), name)
    return class_dict(cls).get(name, ABSENT)


def find(items: Iterable[tuple[Any, Any]], name: str) -> Any:
    """Return the value of the key `name` among the items of a namespace, or `ABSENT`.

    By comparing only with keys that are exactly `str`: a lookup by hash would ask the `__eq__` of any
    other key that happens to have the same hash.
    """
    for key, value in list(items):
        if key is name or (type(key) is str and key == name):
            return value
    return ABSENT


def module_namespace(module_name: str) -> Mapping[str, Any]:
    """Return the names of a module that is loaded already; of another there are none. Imports nothing."""
    module = sys.modules.get(module_name)
    return _read_module_dict(module) if issubclass(type(module), ModuleType) else {}


def module_attribute(module_name: str, name: str) -> Any:
    """Return an attribute of a module of a library that is loaded already, or `ABSENT`."""
    return module_namespace(module_name).get(name, ABSENT)


def library_of(module_name: str) -> str:
    """Return `stdlib` for a module of the standard library, else its top-level package."""
    top = module_name.partition(".")[0]
    return "stdlib" if _is_stdlib(top) else top


def _is_stdlib(top: str) -> bool:
    names: object = getattr(sys, "stdlib_module_names", None)
    if isinstance(names, frozenset):
        return top in names
    return _lies_in_stdlib(top)


def _lies_in_stdlib(top: str) -> bool:
    """Tell by where the module was loaded from: CPython 3.9 has no list of names."""
    if top in sys.builtin_module_names:
        return True
    file = module_attribute(top, "__file__")
    home = module_attribute("os", "__file__")
    if type(file) is not str or type(home) is not str:
        return False
    folder = home[: -len("os.py")]
    return file.startswith(folder) and not file.startswith(folder + "site-packages")
