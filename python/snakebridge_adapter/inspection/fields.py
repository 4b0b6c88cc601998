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

from ..static_type import class_mro
from .classes import MISSING, lookup, module_name, own

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

_SPECIAL_FIELDS = frozenset(
    (
        "__code__ __defaults__ __kwdefaults__ __name__ __qualname__ __self__ __objclass__ __cause__"
        " __context__ __traceback__ __bases__ __mro__"
    ).split()
)
"""Getsets with special names that are fields. Others compute: `__annotations__`, `__doc__`, `__abstractmethods__`."""


def is_field(descriptor: Any) -> bool:
    """Return whether reading `descriptor` from an instance reads data and does nothing else."""
    kind = type(descriptor)
    if kind is MemberDescriptorType:
        return True
    if kind is not GetSetDescriptorType:
        return False
    # The exact type is known, so these are attributes of C.
    name: str = descriptor.__name__
    if name.startswith("__"):
        return name in _SPECIAL_FIELDS
    return name not in _NO_FIELDS and module_name(descriptor.__objclass__) in _FIELD_MODULES


def read_field(descriptor: Any, obj: object) -> Any:
    """Return what a field of `obj` holds; `MISSING` for an empty slot. C code may raise for other reasons."""
    try:
        return descriptor.__get__(obj, type(obj))
    except AttributeError:
        return MISSING


def read(obj: object, name: str, vouched: str | None = None) -> Any:
    """Return the field `name` of `obj`, or `MISSING`.

    With `vouched`, the caller knows that getsets of that name in types of module `vouched` are fields.
    """
    descriptor, owner = lookup(type(obj), name)
    if is_field(descriptor):
        return read_field(descriptor, obj)
    if (
        vouched
        and owner
        and type(descriptor) is GetSetDescriptorType
        and module_name(owner) == vouched
    ):
        return read_field(descriptor, obj)
    return MISSING


def invoke(obj: object, name: str, module: str) -> Any:
    """Return the result of the C method `name` of a type of `module`, or `MISSING`.

    The caller knows that this method calls back into nothing.
    """
    method, owner = lookup(type(obj), name)
    kind = type(method)
    is_c_method = kind is MethodDescriptorType or kind is WrapperDescriptorType
    return method(obj) if is_c_method and owner and module_name(owner) == module else MISSING


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


def shallow_size(obj: object) -> int | None:
    """Return the bytes of the object itself as its C type reports them; None where Python code would."""
    method, owner = lookup(type(obj), "__sizeof__")
    trusted = type(method) is MethodDescriptorType and owner is not None
    if not (trusted and owner and module_name(owner) in _FIELD_MODULES | {"_io", "numpy"}):
        return None
    size = method(obj)
    return size if type(size) is int else None
