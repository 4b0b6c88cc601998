"""Reading the fields of an object without running its code.

Data lies in the instance's dict, in slots (member descriptors), and behind what C code offers as fields (getset
descriptors). The first two are plain memory. A getset runs C code of its type, so it is read only for types of
the standard library whose getsets were read and found to be fields: what may call back into Python (`io` objects over a
Python stream, lazily evaluated annotations) is left out. The one observer that notices anything is an audit hook
that the program itself installed.
"""

from __future__ import annotations

from types import (
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    WrapperDescriptorType,
)

from ..wire.static_type import class_mro
from .classes import ABSENT, find, lookup, module_name, own, qualified_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FIELD_MODULES = frozenset(
    (
        "builtins types re datetime decimal collections functools operator array mmap select sqlite3 pyexpat"
        " xml.etree.ElementTree _asyncio _blake2 _contextvars _csv _curses _hashlib _md5 _sha1 _sha2 _sha256"
        " _sha3 _sha512 _socket _ssl _struct _thread"
    ).split()
)
"""Modules of C types whose getsets are fields."""

_NO_FIELDS = frozenset(("f_locals", "co_lnotab"))
"""Getsets of those modules that change something (a frame's locals) or warn."""

_NAMES = frozenset(("__name__", "__qualname__"))
_SPECIAL_FIELDS: dict[str, frozenset[str]] = {
    "function": _NAMES | {"__code__", "__defaults__", "__kwdefaults__"},
    "generator": _NAMES,
    "coroutine": _NAMES,
    "async_generator": _NAMES,
    "BaseException": frozenset(("__cause__", "__context__", "__traceback__")),
}
"""Getsets with special names that are fields, by built-in type. Others ask: the `__qualname__` of a C method asks the
metaclass of its object, `__annotations__` runs annotations, `__doc__` descriptors."""

_SIZE_MODULES = _FIELD_MODULES | {"_io", "numpy"}
"""Modules of C types that compute their size in C."""


def is_field(descriptor: Any) -> bool:
    """Return whether reading `descriptor` from an instance reads data and does nothing else."""
    kind = type(descriptor)
    if kind is MemberDescriptorType:
        return True
    if kind is not GetSetDescriptorType:
        return False
    # The exact type is known, so these are attributes of C.
    name: str = descriptor.__name__
    owner: type = descriptor.__objclass__
    if name.startswith("__"):
        return name in _SPECIAL_FIELDS.get(qualified_name(owner), ())
    return name not in _NO_FIELDS and module_name(owner) in _FIELD_MODULES


def read_field(descriptor: Any, obj: object) -> Any:
    """Return what a field of `obj` holds; `ABSENT` for an empty slot. C code may raise for other reasons."""
    try:
        return descriptor.__get__(obj, type(obj))
    except AttributeError:
        return ABSENT


def read(obj: object, name: str, vouched: str | None = None) -> Any:
    """Return the field `name` of `obj`, or `ABSENT`.

    With `vouched`, the caller knows that getsets of that name in types of module `vouched` are fields.
    """
    descriptor, owner = lookup(type(obj), name)
    if is_field(descriptor):
        return read_field(descriptor, obj)
    is_vouched = type(descriptor) is GetSetDescriptorType and _is_from(owner, vouched)
    return read_field(descriptor, obj) if is_vouched else ABSENT


def invoke(obj: object, name: str, module: str) -> Any:
    """Return the result of the C method `name` of a type of `module`, or `ABSENT`.

    The caller knows that this method calls back into nothing.
    """
    method, owner = lookup(type(obj), name)
    kind = type(method)
    is_c_method = kind is MethodDescriptorType or kind is WrapperDescriptorType
    return method(obj) if is_c_method and _is_from(owner, module) else ABSENT


def _is_from(owner: type | None, module: str | None) -> bool:
    return owner is not None and module is not None and module_name(owner) == module


def instance_dict(obj: object) -> dict[Any, Any] | None:
    """Return the instance's own dict, whatever its class says `__dict__` is; None if it has none."""
    for base in class_mro(type(obj)):
        descriptor = own(base, "__dict__")
        kind = type(descriptor)
        if kind is not GetSetDescriptorType and kind is not MemberDescriptorType:
            continue
        try:
            value = descriptor.__get__(obj, type(obj))
        except (AttributeError, TypeError):
            continue  # a descriptor of some other class that was put here
        return value if issubclass(type(value), dict) else None
    return None


def stored(obj: object, name: str) -> Any:
    """Return what the instance's own dict holds as `name`, or `ABSENT`."""
    attributes = instance_dict(obj)
    # Not tested for truth: it may be of a subclass that has its own idea of that.
    return ABSENT if attributes is None else find(dict.items(attributes), name)


def shallow_size(obj: object) -> int | None:
    """Return the bytes of the object itself as its C type reports them; None where Python code would."""
    method, owner = lookup(type(obj), "__sizeof__")
    if type(method) is not MethodDescriptorType or owner is None:
        return None
    if module_name(owner) not in _SIZE_MODULES:
        return None
    size = method(obj)
    return size if type(size) is int else None
