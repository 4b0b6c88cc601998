"""Objects whose text is another than their `repr`, as IPython tells them.

Functions have their signature, patterns their flags, and much looks like a call with its arguments, which may be long.

Found by the first class of the object that tells anything: a class with a `__repr__` of its own has the say.
"""

from __future__ import annotations

from types import SimpleNamespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Call = tuple[str, list[tuple[Any, ...]]]
    """What is called, and the arguments: values, and keywords with theirs."""

_FLAGS = ("IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG")


class Literal(str):
    """Text that is told as it is."""

    __slots__ = ()


def told_as(value: Any) -> Call | str | None:
    """Return what is told instead of the `repr`: a call, or text; None if there is nothing else."""
    for cls in type(value).__mro__:
        if cls is object:
            return f"<{_class_name(type(value))} at 0x{id(value):x}>"
        tell = _TELLING.get((cls.__module__, cls.__name__))
        if tell is not None:
            return tell(value)
        if "__repr__" in cls.__dict__:
            return None
    return None


def _class_name(cls: type) -> str:
    from ..wire.static_type import qualified_name

    return qualified_name(cls)


def _function(function: Any) -> str:
    from inspect import signature

    name: str = function.__qualname__
    module = function.__module__
    if module and module != "builtins":
        name = f"{module}.{name}"
    try:
        return f"<function {name}{signature(function)}>"
    except ValueError:
        return f"<function {name}>"


def _pattern(pattern: Any) -> Call:
    import re

    text = repr(pattern.pattern).replace("\\\\", "\\")
    arguments = [(Literal(f"b{text[1:]}" if text.startswith("b") else f"r{text}"),)]
    flags = [f"re.{name}" for name in _FLAGS if pattern.flags & getattr(re, name)]
    return "re.compile", [*arguments, *([(Literal("|".join(flags)),)] if flags else [])]


def _error(error: Any) -> Call:
    cls = type(error)
    is_built_in = cls.__module__ == "builtins"
    name = cls.__qualname__ if is_built_in else f"{cls.__module__}.{cls.__qualname__}"
    return name, [(argument,) for argument in error.args]


def _called(*arguments_of: Callable[[Any], Any]) -> Callable[[Any], Call]:
    return lambda value: (type(value).__name__, [(each(value),) for each in arguments_of])


def _called_if_any(argument_of: Callable[[Any], Any]) -> Callable[[Any], Call]:
    return lambda value: (type(value).__name__, [(argument_of(value),)] if len(value) else [])


def _deque(value: Any) -> Call:
    limit = [] if value.maxlen is None else [(Literal("maxlen"), value.maxlen)]
    return type(value).__name__, [(list(value),), *limit]


def _namespace(value: Any) -> Call:
    name = "namespace" if type(value) is SimpleNamespace else type(value).__name__
    return name, [(Literal(key), part) for key, part in vars(value).items()]


_TELLING: dict[tuple[str, str], Callable[[Any], Call | str]] = {
    ("builtins", "function"): _function,
    ("builtins", "builtin_function_or_method"): _function,
    ("re", "Pattern"): _pattern,
    ("builtins", "BaseException"): _error,
    ("types", "SimpleNamespace"): _namespace,
    ("collections", "defaultdict"): _called(lambda value: value.default_factory, dict),
    ("collections", "OrderedDict"): _called_if_any(lambda value: list(value.items())),
    ("collections", "Counter"): _called_if_any(dict),
    ("collections", "UserList"): _called(lambda value: value.data),
    ("collections", "deque"): _deque,
}
