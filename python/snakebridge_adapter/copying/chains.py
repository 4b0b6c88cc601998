"""Calls that lead to an object or call it, as data that every language's writer reads."""

from __future__ import annotations

from sys import modules

from ..inspection.classes import ABSENT, class_name
from ..inspection.keys import find_key, key_to_wire
from ..inspection.signature import signature_of
from ..inspection.storage import dict_behind, storage_of
from ..wire.static_type import class_module, class_qualname, module_attribute
from .expression import root_name
from .refusal import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.session import Session

PLACEHOLDER = "placeholder"
"""Tag of an argument that a person fills in."""
_DATA: tuple[type, ...] = (list, tuple, dict)
NAMELESS = "ref"
"""What a ref without a name is called."""


class Chain:
    """Steps as the protocol's `SelectionStep`, and the name their result gets."""

    __slots__ = ("bind", "steps")

    def __init__(self, steps: list[dict[str, Any]], bind: str) -> None:
        self.steps = steps
        self.bind = bind


def chain_to(entry: Entry, objects: Sequence[Any], path: Sequence[dict[str, Any]]) -> Chain:
    """Return the calls that give the last of `objects`, or that call it if it is a function.

    Raises:
        Refused: it is not known how it was made.
    """
    if not path:
        return _call_of(objects[0]) or _made(entry)
    receiver: dict[str, Any] = {
        "kind": "name",
        "name": root_name(entry.session, objects[0]) or NAMELESS,
    }
    steps: list[dict[str, Any]] = []
    for obj, step in zip(objects, path):
        steps.append(_part(receiver, obj, step))
        receiver = {"kind": "previous"}
    if "attr" in path[-1] and len(objects) > len(path):
        parameters = _parameters(objects[-1], bound=not issubclass(type(objects[-2]), type))
        if parameters is not None:
            steps[-1].update(kind="method", args=parameters, kwargs={})
    return Chain(steps, "result")


def _part(receiver: dict[str, Any], obj: Any, step: dict[str, Any]) -> dict[str, Any]:
    if "attr" in step:
        return {"kind": "attr", "receiver": receiver, "name": step["attr"]}
    travels = receiver["kind"] == "previous" and any(type(obj) is cls for cls in _DATA)
    return {
        "kind": "method",
        "receiver": receiver,
        "name": "__getitem__",
        "args": [_subscript(obj, step)],
        "kwargs": {},
        # What the step before gave is data by now, where there are no calls to its parts.
        "data": type(obj).__name__ if travels else None,
    }


def _subscript(obj: Any, step: dict[str, Any]) -> Any:
    if "key" in step:
        mapping = dict_behind(obj)
        key = ABSENT if mapping is None else find_key(mapping, step["key"])
        wire = ABSENT if key is ABSENT else key_to_wire(key)
        if wire is not ABSENT:
            return wire
    storage = storage_of(obj)
    has_positions = storage is not None and not storage.keyed
    if "item" not in step or not has_positions or issubclass(type(obj), (set, frozenset)):
        raise Refused(f"a part of {class_name(type(obj))} has no key that a call could name")
    return step["item"]


def _call_of(obj: Any) -> Chain | None:
    """Return the call of a function or class that a loaded module holds under its name."""
    parameters = _parameters(obj, bound=False)
    if parameters is None:
        return None
    if issubclass(type(obj), type):
        module, name = class_module(obj), class_qualname(obj)
    else:
        module, name = _text_of(obj, "__module__"), _text_of(obj, "__qualname__")
    if module is None or name is None or module_attribute(module, name) is not obj:
        return None
    step = {"kind": "call", "module": module, "function": name, "args": parameters, "kwargs": {}}
    return Chain([step], "result")


def _text_of(obj: Any, name: str) -> str | None:
    """Return the module or qualified name of a function, if it is plain text."""
    # The exact types that come here have both as fields of C.
    value = getattr(obj, name, None)
    return value if type(value) is str else None


def _parameters(obj: Any, *, bound: bool) -> list[Any] | None:
    """Return placeholders for what a function must be given; None for what is no function."""
    from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType

    kinds: tuple[type, ...] = (
        FunctionType, BuiltinFunctionType, MethodDescriptorType, MethodType, classmethod, staticmethod,
    )  # fmt: skip
    cls = type(obj)
    if not any(cls is kind for kind in kinds) and not issubclass(cls, type):
        return None
    signature = signature_of(obj, bound=bound and cls is FunctionType)
    return [{"__type__": PLACEHOLDER, "name": name} for name in _required(signature or "()")]


def _required(signature: str) -> list[str]:
    """Return the names of the parameters that have no default and stand by position."""
    import ast

    from ..language.parsing import parse

    try:
        tree = parse(f"def f{signature}: pass")
    except SyntaxError:
        return ["..."]
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return ["..."]
    arguments = [*function.args.posonlyargs, *function.args.args]
    return [argument.arg for argument in arguments[: len(arguments) - len(function.args.defaults)]]


def _made(entry: Entry) -> Chain:
    """Return the calls that made a ref, read from the text that made it, or that text to be run.

    Raises:
        Refused: the text is unknown, or no Python.
    """
    source = entry.origin and entry.origin.get("expression")
    if type(source) is not str:
        raise Refused("it is not known which call made it")
    from ..selection.parse import parse_selection

    imports = "".join([f"import {name}\n" for name in _modules_named(source, entry)])
    lines = (imports + source).split("\n")
    end = (len(lines) - 1, len(lines[-1].encode("utf-16-le", "surrogatepass")) // 2)
    parsed = parse_selection(entry.session, imports + source, (imports.count("\n"), 0), end)
    bind = parsed["bind"] or root_name(entry.session, entry.obj) or "result"
    if parsed["kind"] == "steps":
        return Chain([_with_names(step, entry.session) for step in parsed["steps"]], bind)
    if parsed["kind"] == "invalid":
        raise Refused(f"the text that made it cannot be read: {parsed['reason']}")
    return Chain([{"kind": "run", "source": parsed["program"], "bind": parsed["bind"]}], bind)


def _with_names(wire: Any, session: Session) -> Any:
    """Return wire values with refs by the names they are bound to."""
    if type(wire) is list:
        return [_with_names(part, session) for part in wire]
    if type(wire) is not dict:
        return wire
    if wire.get("__type__") in ("ref", "stream_ref"):
        entry = session.entries.get(wire["id"])
        name = root_name(session, entry.obj) if entry else None
        return {"__type__": PLACEHOLDER, "name": name or NAMELESS}
    return {key: _with_names(part, session) for key, part in wire.items()}


def _modules_named(source: str, entry: Entry) -> list[str]:
    """Return the names in `source` that are no names of the session but modules that are loaded."""
    import ast

    from ..language.parsing import parse

    try:
        tree = parse(source)
    except SyntaxError:
        return []
    names = {node.id: None for node in ast.walk(tree) if isinstance(node, ast.Name)}
    namespace = entry.session.namespace.copy()
    return [name for name in names if name in modules and name not in namespace]
