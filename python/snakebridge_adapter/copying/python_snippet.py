"""Calls as Python source."""

from __future__ import annotations

from .literals import literal_of
from .scalars import ANYTHING, Words, scalar_source
from .steps import attribute_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .chains import Chain

_WORDS = Words(
    {"nan": 'float("nan")', "infinity": 'float("inf")', "neg_infinity": '-float("inf")'},
    anything=ANYTHING,
)
_BRACKETS = {
    "tuple": ("(", ")"),
    "set": ("{", "}"),
    "frozenset": ("frozenset([", "])"),
}


def python_snippet(chain: Chain) -> str:
    """Return the chain as a statement, with the import it takes."""
    imports = text = ""
    for step in chain.steps:
        if step["kind"] == "run":
            return f"{step['source']}\n"
        module = step.get("module")
        if module is not None and module != "builtins":
            imports = f"import {module}\n"
        text = _step(text, step)
    return f"{imports}{chain.bind} = {text}\n"


def _step(text: str, step: dict[str, Any]) -> str:
    if "module" in step:
        name = step["function" if step["kind"] == "call" else "attr"]
        text = name if step["module"] == "builtins" else f"{step['module']}.{name}"
    else:
        receiver = step["receiver"]
        owner = text if receiver["kind"] == "previous" else receiver["name"]
        if step["name"] == "__getitem__":
            return f"{owner}[{_value(step['args'][0])}]"
        text = attribute_text(owner, step["name"])
    if step["kind"] in ("get", "attr"):
        return text
    named = [f"{name}={_value(value)}" for name, value in step["kwargs"].items()]
    return f"{text}({', '.join([*map(_value, step['args']), *named])})"


def _value(wire: Any) -> str:
    if type(wire) is list:
        return f"[{', '.join(map(_value, wire))}]"
    if type(wire) is not dict:
        return literal_of(wire) or ANYTHING
    tag = wire.get("__type__")
    if tag is None:
        return _dict([(literal_of(key) or "", _value(value)) for key, value in wire.items()])
    if tag == "dict":
        return _dict([(_value(key), _value(value)) for key, value in wire["pairs"]])
    if tag == "bytes":
        from binascii import a2b_base64

        return repr(a2b_base64(wire["data"]))
    if tag in _BRACKETS:
        return _elements(tag, [*map(_value, wire["elements"])])
    return scalar_source(wire, _WORDS)


def _elements(tag: str, elements: list[str]) -> str:
    if tag == "set" and not elements:
        return "set()"
    opening, closing = _BRACKETS[tag]
    comma = "," if tag == "tuple" and len(elements) == 1 else ""
    return f"{opening}{', '.join(elements)}{comma}{closing}"


def _dict(pairs: list[tuple[str, str]]) -> str:
    return f"{{{', '.join([f'{key}: {value}' for key, value in pairs])}}}"
