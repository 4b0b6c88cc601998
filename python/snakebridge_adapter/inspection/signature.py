"""Signatures of functions and classes as text, from their code objects; nothing is called, nothing evaluated.

Annotations are left out: since Python 3.14 reading them runs code.
"""

from __future__ import annotations

from types import BuiltinFunctionType, CodeType, FunctionType, MethodType

from .classes import ABSENT, find, is_native, lookup
from .fields import stored
from .lenses import write_value
from .preview import Preview

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MAX_SIGNATURE = 400
"""Longest signature, in characters."""

_MAX_DEFAULT = 40
_MAX_WRAPPERS = 20
_VARARGS = 0x04
_VARKEYWORDS = 0x08

_C_FUNCTIONS: tuple[type, ...] = (
    BuiltinFunctionType,
    type(str.join),
    type(str.__add__),
    type("".__add__),
    type(dict.__dict__["fromkeys"]),
)
_class_text: Any = type.__dict__["__text_signature__"].__get__


def signature_of(obj: Any, *, bound: bool = False) -> str | None:
    """Return `(pattern, flags=0)` for what can be called, None where only running code would tell.

    `bound`: leave out the first parameter, which a method gets by itself.
    """
    cls = type(obj)
    if cls is FunctionType:
        return _written(_unwrapped(obj), bound=bound)
    if cls is MethodType:
        return signature_of(obj.__func__, bound=True)
    if cls is classmethod or cls is staticmethod:
        return signature_of(obj.__func__, bound=cls is classmethod)
    if any(cls is c_function for c_function in _C_FUNCTIONS):
        return _cleaned(obj.__text_signature__)
    if issubclass(cls, type):
        return _of_class(obj)
    call, owner = lookup(cls, "__call__")
    is_function = type(call) is FunctionType and owner is not None
    return signature_of(call, bound=True) if is_function else None


def _of_class(cls: type) -> str | None:
    for name in ("__init__", "__new__"):
        maker, owner = lookup(cls, name)
        if owner is None or is_native(owner):
            continue
        function = maker.__func__ if type(maker) is staticmethod else maker
        return signature_of(function, bound=True)
    return _cleaned(_class_text(cls))


def _unwrapped(function: Any) -> Any:
    """Follow `functools.wraps` to the function that says what it takes."""
    for _ in range(_MAX_WRAPPERS):
        wrapped = stored(function, "__wrapped__")
        if type(wrapped) is not FunctionType:
            break
        function = wrapped
    return function


def _written(function: Any, *, bound: bool) -> str | None:
    parameters = list(
        _parameters(function.__code__, function.__defaults__, function.__kwdefaults__)
    )
    if bound and parameters and not parameters[0].startswith("*"):
        del parameters[0]
        if parameters and parameters[0] == "/":
            del parameters[0]
    return _shortened(f"({', '.join(parameters)})")


def _parameters(
    code: CodeType, defaults: tuple[Any, ...] | None, keyword_defaults: dict[str, Any] | None
) -> Iterator[str]:
    names = code.co_varnames
    positional = names[: code.co_argcount]
    keyword_only = names[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    rest = iter(names[code.co_argcount + code.co_kwonlyargcount :])
    first_default = len(positional) - (tuple.__len__(defaults) if defaults is not None else 0)
    for index, name in enumerate(positional):
        if defaults is not None and index >= first_default:
            yield f"{name}={_default(tuple.__getitem__(defaults, index - first_default))}"
        else:
            yield name
        if index + 1 == code.co_posonlyargcount:
            yield "/"
    if code.co_flags & _VARARGS:
        yield f"*{next(rest)}"
    elif keyword_only:
        yield "*"
    for name in keyword_only:
        value = find(dict.items(keyword_defaults), name) if keyword_defaults is not None else ABSENT
        yield name if value is ABSENT else f"{name}={_default(value)}"
    if code.co_flags & _VARKEYWORDS:
        yield f"**{next(rest)}"


def _default(value: object) -> str:
    preview = Preview(_MAX_DEFAULT, has_signatures=False)
    write_value(preview, value)
    return preview.text()


def _cleaned(text: object) -> str | None:
    """Return the signature that C code states, without its mark for the receiver: `($self, /, x)`."""
    if type(text) is not str:
        return None
    if text.startswith("($"):
        rest = text.partition(",")[2].lstrip() or ")"
        if rest.startswith(("/,", "/)")):
            rest = rest[1:].lstrip(", ")
        text = f"({rest}"
    return _shortened(text)


def _shortened(text: str) -> str:
    if not text.isprintable():
        text = ascii(text)[1:-1]
    return text if len(text) <= MAX_SIGNATURE else text[: MAX_SIGNATURE - 2] + "…)"
