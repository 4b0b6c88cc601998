"""What there is to call: modules, what they hold, and the parameters of what is chosen.

For an editor that asks before it calls. It is called like any function, on the thread of user code, because listing
what can be imported and importing what was chosen may run some.
"""

from __future__ import annotations

import sys

from ..inspection import (
    summary,  # noqa: F401 # pyright: ignore[reportUnusedImport] - it brings what writes defaults.
)
from ..inspection.signature import signature_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_KINDS = ("positional", "either", "rest", "keyword", "keywords")
"""Names of `inspect.Parameter.kind`, in its order."""

_LONGEST_DOC = 200
_LONGEST_DEFAULT = 60
_PLAIN = (bool, int, float, str, bytes, type(None))


def modules() -> list[str]:
    """Return the names that can be imported, as far as that is known without importing: sorted, public ones only."""
    import pkgutil

    names = {name for name in sys.modules if type(name) is str}
    names.update(getattr(sys, "stdlib_module_names", sys.builtin_module_names))
    names.update(found.name for found in pkgutil.iter_modules())
    return sorted(name for name in names if _is_public(name))


def callables(module: str) -> list[dict[str, Any]]:
    """Import a module and return what it holds that can be called, by name."""
    import importlib

    namespace = vars(importlib.import_module(module))
    found = [(name, obj) for name, obj in namespace.items() if type(name) is str]
    return [
        {
            "name": name,
            "isClass": isinstance(obj, type),
            "signature": signature_of(obj),
            "doc": _first_line(obj),
        }
        for name, obj in sorted(found, key=lambda pair: pair[0])
        if not name.startswith("_") and callable(obj)
    ]


def parameters(module: str, function: str) -> list[dict[str, Any]] | None:
    """Return the parameters of a function by its dotted name in a module; None if it does not say."""
    from .targets import find_target

    return _parameters(find_target(module, function))


def method_parameters(receiver: object, name: str) -> list[dict[str, Any]] | None:
    """Return the parameters of a method; None if it does not say, or if only running a property would tell."""
    import inspect

    try:
        stored = inspect.getattr_static(receiver, name)
    except AttributeError:
        return None
    if not callable(stored) and not isinstance(stored, (classmethod, staticmethod)):
        return None
    return _parameters(getattr(receiver, name))


def _parameters(function: Any) -> list[dict[str, Any]] | None:
    import inspect

    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    return [
        {
            "name": parameter.name,
            "kind": _KINDS[parameter.kind],
            "isRequired": parameter.default is parameter.empty,
            "default": _literal(parameter.default),
        }
        for parameter in signature.parameters.values()
    ]


def _literal(value: object) -> str | None:
    """Return a default as Python writes it, None for what is more than a short literal."""
    if type(value) not in _PLAIN:
        return None
    text = repr(value)
    return text if len(text) <= _LONGEST_DEFAULT else None


def _first_line(obj: object) -> str:
    doc = getattr(obj, "__doc__", None)
    lines = doc.strip().splitlines() if type(doc) is str else []
    return lines[0][:_LONGEST_DOC] if lines else ""


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))
