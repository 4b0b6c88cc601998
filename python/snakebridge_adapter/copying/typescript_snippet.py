"""Calls as TypeScript with the bridge library: one pipelined chain, one round trip."""

from __future__ import annotations

from ..wire.json_text import to_json
from .scalars import Words, scalar_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .chains import Chain

_WORDS = Words(
    {"nan": "NaN", "infinity": "Infinity", "neg_infinity": "-Infinity"},
    whole="pyFloat({})",
    long="{}n",
    anything="/* … */",
)
_CONTAINERS = {
    "tuple": "new PyTuple({})",
    "set": "new Set({})",
    "frozenset": "new PyFrozenSet({})",
}


def typescript_snippet(chain: Chain) -> str:
    """Return the chain as a declaration."""
    text = ""
    for step in chain.steps:
        text = _run(step) if step["kind"] == "run" else _step(text, step)
    return f"const {chain.bind} = await {text};\n"


def _run(step: dict[str, Any]) -> str:
    # An assignment has no value: its name is asked for as well.
    source = step["source"] if step["bind"] is None else f"{step['source']}\n{step['bind']}"
    return f"bridge.run({to_json(source)})"


def _step(text: str, step: dict[str, Any]) -> str:
    names = [step[key] for key in ("module", "function", "attr", "name") if key in step]
    arguments = [to_json(name) for name in names]
    if "args" in step:
        arguments.append(_value(step["args"]))
    if step.get("kwargs"):
        arguments.append(f"{{ kwargs: {_value(step['kwargs'])} }}")
    receiver = step.get("receiver", {"kind": "bridge"})
    if receiver["kind"] == "previous":
        return f"{text}.{step['kind']}({', '.join(arguments)})"
    if receiver["kind"] == "name":
        arguments.insert(0, receiver["name"])
    return f"bridge.{step['kind']}({', '.join(arguments)})"


def _value(wire: Any) -> str:
    if type(wire) is list:
        return f"[{', '.join(map(_value, wire))}]"
    if type(wire) is not dict:
        return to_json(wire)
    tag = wire.get("__type__")
    if tag is None:
        pairs = [f"{_member(key)}: {_value(value)}" for key, value in wire.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if tag == "dict":
        return f"new Map({_value([list(pair) for pair in wire['pairs']])})"
    if tag == "bytes":
        return f'Buffer.from({to_json(wire["data"])}, "base64")'
    if tag in _CONTAINERS:
        return _CONTAINERS[tag].format(_value(wire["elements"]))
    return scalar_source(wire, _WORDS)


def _member(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else to_json(name)
