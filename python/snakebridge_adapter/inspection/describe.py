"""What is known of an object beside its summary: doc, signature and source, for hover and details."""

from __future__ import annotations

import ntpath
import posixpath
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)

from ..wire.static_type import class_dict, class_mro
from .classes import ABSENT, is_native, own
from .fields import read, stored
from .signature import signature_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MAX_DOC = 4_000
"""Longest docstring, in characters."""

_C_FUNCTIONS = (BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType)
_WRAPPERS = (classmethod, staticmethod, MethodType)


def describe(obj: object) -> dict[str, Any]:
    """Return `doc`, `signature` and `source` of the protocol's `DescribeResult`."""
    facts = {"doc": doc_of, "signature": signature_of, "source": source_of}
    return {name: _known(find_out, obj) for name, find_out in facts.items()}


def _known(find_out: Callable[[Any], Any], obj: object) -> Any:
    try:
        return find_out(obj)
    except Exception:  # wrappers wrapped a thousandfold; what cannot be had is left out
        return None


def doc_of(obj: object) -> str | None:
    """Return the docstring of a function, class or module, of anything else that of its class."""
    text = _raw_doc(obj)
    if not issubclass(type(text), str):
        return None
    # Cut before cleaning, so that a text of any length costs the same.
    cleaned = _cleaned(str.__getitem__(text, slice(0, 2 * MAX_DOC)))
    return (cleaned if len(cleaned) <= MAX_DOC else cleaned[: MAX_DOC - 1] + "…") or None


def _cleaned(doc: str) -> str:
    """Take the common indentation off, as `inspect.cleandoc` does; that module costs more than all of this."""
    first, *rest = doc.expandtabs().split("\n")
    margin = min([len(line) - len(line.lstrip()) for line in rest if line.strip()], default=0)
    return (
        "\n".join([first.lstrip(), *(line[margin:].rstrip() for line in rest)]).strip("\n").rstrip()
    )


def _raw_doc(obj: Any) -> Any:
    cls = type(obj)
    if cls is FunctionType or _is_any(cls, _C_FUNCTIONS):
        return obj.__doc__
    if _is_any(cls, _WRAPPERS):
        return _raw_doc(obj.__func__)
    if cls is property:
        return read(obj, "__doc__")
    if issubclass(cls, ModuleType):
        return stored(obj, "__doc__")
    return _class_doc(obj if issubclass(cls, type) else cls)


def _class_doc(cls: type) -> Any:
    for base in class_mro(cls):
        doc = own(base, "__doc__")
        if issubclass(type(doc), str) and base is not object:
            return doc
    return ABSENT


def source_of(obj: Any) -> dict[str, Any] | None:
    """Return file and line of a function or class, of anything else those of its class."""
    cls = type(obj)
    if issubclass(cls, ModuleType):
        file = stored(obj, "__file__")
        return _place(file, 1)
    code = _code_of(obj)
    if code is not None:
        return _place(code.co_filename, code.co_firstlineno)
    return _class_source(obj if issubclass(cls, type) else cls)


def _code_of(obj: Any) -> CodeType | None:
    cls = type(obj)
    if cls is CodeType:
        return obj
    if cls is FunctionType:
        return obj.__code__
    if _is_any(cls, _WRAPPERS):
        return _code_of(obj.__func__)
    if cls is property:
        return _code_of(obj.fget)
    for field in ("gi_code", "cr_code", "ag_code"):
        code = read(obj, field) if is_native(cls) else ABSENT
        if type(code) is CodeType:
            return code
    return None


def _class_source(cls: type) -> dict[str, Any] | None:
    """Return where a class is defined: by its own word (CPython 3.13), else by the first of its methods."""
    if is_native(cls):
        return None
    codes = [_code_of(value) for value in list(class_dict(cls).values())]
    module_line = own(cls, "__firstlineno__")
    places = [(code.co_filename, code.co_firstlineno) for code in codes if code is not None]
    if not places:
        return None
    file = places[0][0]
    first = min(line for place, line in places if place == file)
    return _place(file, module_line if type(module_line) is int else first)


def _place(file: object, line: int) -> dict[str, Any] | None:
    is_file = type(file) is str and (posixpath.isabs(file) or ntpath.isabs(file))
    return {"file": file, "line": line} if is_file else None


def _is_any(cls: type, kinds: tuple[type, ...]) -> bool:
    return any(cls is kind for kind in kinds)
