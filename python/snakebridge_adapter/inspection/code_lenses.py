"""Lenses for what code is made of: functions, classes, modules, exceptions, generators."""

from __future__ import annotations

from types import (
    BuiltinFunctionType,
    CodeType,
    FrameType,
    FunctionType,
    MethodType,
    ModuleType,
)

from .builtin_lenses import write_field
from .classes import ABSENT, class_name, plain_text
from .fields import read, stored
from .lenses import Lens, register_base, register_exact, register_named, write_items, write_value
from .preview import ELLIPSIS
from .signature import signature_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .preview import Preview

_class_bases: Any = type.__dict__["__bases__"].__get__
_SHOWN_BASES = 4
_SHOWN_ARGUMENTS = 4

_C_METHODS: tuple[type, ...] = (
    type(str.join),
    type(str.__add__),
    type("".__add__),
    type(dict.__dict__["fromkeys"]),
)


def _write_function(preview: Preview, function: Any) -> None:
    preview.put_name("name", plain_text(function.__qualname__) or ELLIPSIS)
    _write_signature(preview, function)


def _write_c_function(preview: Preview, function: Any) -> None:
    preview.put_name("name", function.__name__)
    _write_signature(preview, function)


def _write_c_method(preview: Preview, method: Any) -> None:
    # Not its `__qualname__`, which asks the metaclass of the object the method belongs to.
    preview.put_name("name", f"{class_name(method.__objclass__)}.{method.__name__}")
    _write_signature(preview, method)


def _write_signature(preview: Preview, function: object) -> None:
    is_outermost = preview.depth == 0 and preview.has_signatures
    signature = signature_of(function) if is_outermost else None
    preview.put_name("punctuation", signature or f"({ELLIPSIS})")


def _write_method(preview: Preview, method: Any) -> None:
    function = method.__func__
    name = function.__qualname__ if type(function) is FunctionType else class_name(type(function))
    preview.put_name("name", plain_text(name) or ELLIPSIS)
    _write_signature(preview, method)


def _write_wrapper(preview: Preview, obj: Any) -> None:
    """Write a class method or static method as the function it wraps."""
    preview.put("type", class_name(type(obj)))
    preview.put("text", " ")
    write_value(preview, obj.__func__)


def _write_class(preview: Preview, cls: type) -> None:
    preview.put("keyword", "class")
    preview.put("text", " ")
    preview.put_name("type", class_name(cls))
    bases = tuple(base for base in _class_bases(cls) if base is not object)
    if bases:
        elided = len(bases) > _SHOWN_BASES
        write_items(preview, bases[:_SHOWN_BASES], ("(", ")"), _write_base, elided=elided)


def _write_base(preview: Preview, cls: type) -> None:
    preview.put_name("type", class_name(cls))


def _write_module(preview: Preview, module: object) -> None:
    preview.put("keyword", "module")
    preview.put("text", " ")
    name = stored(module, "__name__")
    preview.put_name("name", plain_text(name) or ELLIPSIS)


def _write_exception(preview: Preview, error: BaseException) -> None:
    preview.put_name("type", class_name(type(error)))
    arguments = read(error, "args")
    if type(arguments) is not tuple:
        arguments = ()
    elided = len(arguments) > _SHOWN_ARGUMENTS
    write_items(preview, arguments[:_SHOWN_ARGUMENTS], ("(", ")"), elided=elided)


def _write_generator(prefix: str, word: str) -> Any:
    def write(preview: Preview, generator: object) -> None:
        preview.put("keyword", word)
        preview.put("text", " ")
        preview.put_name("name", plain_text(read(generator, "__qualname__")) or ELLIPSIS)
        preview.put("text", f" ({_generator_state(generator, prefix)})")

    return write


def _generator_state(generator: object, prefix: str) -> str:
    if read(generator, f"{prefix}_running"):
        return "running"
    suspended = read(generator, f"{prefix}_suspended")
    if suspended is True:
        return "suspended"
    frame = read(generator, f"{prefix}_frame")
    if frame is None:
        return "finished"
    # CPython before 3.11 does not tell whether one is suspended, but where its frame stands.
    return "suspended" if suspended is ABSENT and frame.f_lasti >= 0 else "not started"


def _write_code(preview: Preview, code: CodeType) -> None:
    preview.put("keyword", "code")
    preview.put("text", " ")
    preview.put_name("name", plain_text(code.co_name) or ELLIPSIS)
    preview.put("punctuation", ", ")
    preview.put("text", f"line {code.co_firstlineno}")


def _write_frame(preview: Preview, frame: FrameType) -> None:
    preview.put("keyword", "frame")
    preview.put("text", " ")
    preview.put_name("name", plain_text(frame.f_code.co_name) or ELLIPSIS)


def _write_property(preview: Preview, obj: property) -> None:
    preview.put("type", "property")
    getter = obj.fget
    if type(getter) is FunctionType:
        preview.put("text", " ")
        preview.put_name("name", plain_text(getter.__qualname__) or ELLIPSIS)


def _write_partial(preview: Preview, partial: object) -> None:
    preview.put_name("type", class_name(type(partial)))
    function, arguments, keywords = (read(partial, name) for name in ("func", "args", "keywords"))
    parts = [(write_value, function)]
    parts += [
        (write_value, argument) for argument in (arguments if type(arguments) is tuple else ())
    ]
    if type(keywords) is dict:
        parts += [(write_field, item) for item in dict.items(keywords)]
    elided = len(parts) > _SHOWN_ARGUMENTS
    write_items(preview, parts[:_SHOWN_ARGUMENTS], ("(", ")"), _write_part, elided=elided)


def _write_part(preview: Preview, part: Any) -> None:
    write, value = part
    write(preview, value)


def register() -> None:
    """Register the lenses of this module."""
    register_exact(FunctionType, Lens("function", _write_function))
    register_exact(BuiltinFunctionType, Lens("function", _write_c_function))
    for cls in _C_METHODS:
        register_exact(cls, Lens("function", _write_c_method))
    register_exact(MethodType, Lens("function", _write_method))
    register_exact(classmethod, Lens("function", _write_wrapper))
    register_exact(staticmethod, Lens("function", _write_wrapper))
    register_exact(property, Lens("object", _write_property))
    register_exact(CodeType, Lens("object", _write_code))
    register_exact(FrameType, Lens("object", _write_frame))
    register_exact(type, Lens("class", _write_class))
    register_base(type, Lens("class", _write_class))
    register_exact(ModuleType, Lens("module", _write_module))
    register_base(ModuleType, Lens("module", _write_module))
    register_base(BaseException, Lens("error", _write_exception))
    for prefix, word, name in (
        ("gi", "generator", "generator"),
        ("cr", "coroutine", "coroutine"),
        ("ag", "async generator", "async_generator"),
    ):
        register_named(name, Lens("iterator", _write_generator(prefix, word)))
    register_named("functools.partial", Lens("function", _write_partial))
