"""Calls as Elixir with the SnakeBridge library, one a line; parts of what came over as data are read there."""

from __future__ import annotations

from ..wire.json_text import quote, to_json
from .refusal import Refused
from .scalars import ANYTHING, Words, scalar_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .chains import Chain

_WORDS = Words(
    {"nan": ":nan", "infinity": ":infinity", "neg_infinity": ":neg_infinity"}, anything=ANYTHING
)
_READ = {"list": "Enum.at({}, {})", "tuple": "elem({}, {})", "dict": "Map.fetch!({}, {})"}
"""How an item is read, by the type of what came over."""


def elixir_snippet(chain: Chain) -> str:
    """Return the chain as matches, one a line.

    Raises:
        Refused: it is more than calls.
    """
    lines: list[str] = []
    previous = ""
    for number, step in enumerate(chain.steps, 1):
        if step["kind"] == "run":
            raise Refused(
                "the text that made it is more than calls, which is all there is in Elixir"
            )
        result = _variable(chain.bind) if number == len(chain.steps) else f"step{number}"
        if step.get("data"):
            read = _READ[step["data"]].format(previous, _value(step["args"][0]))
            lines.append(f"{result} = {read}\n")
        else:
            lines.append(f"{{:ok, {result}}} = {_call(step, previous)}\n")
        previous = result
    return "".join(lines)


def _call(step: dict[str, Any], previous: str) -> str:
    names = [step[key] for key in ("module", "function", "attr", "name") if key in step]
    arguments = [_text(name) for name in names]
    receiver = step.get("receiver")
    if receiver is not None:
        is_previous = receiver["kind"] == "previous"
        arguments.insert(0, previous if is_previous else _variable(receiver["name"]))
    if "args" in step:
        arguments.append(_value(step["args"]))
    arguments += [
        f"{_keyword(name)} {_value(value)}" for name, value in step.get("kwargs", {}).items()
    ]
    return f"SnakeBridge.{step['kind']}({', '.join(arguments)})"


def _value(wire: Any) -> str:
    if wire is None:
        return "nil"
    if type(wire) is str:
        return _text(wire)
    if type(wire) is list:
        return f"[{', '.join(map(_value, wire))}]"
    if type(wire) is not dict:
        return to_json(wire)
    return _tagged(wire)


def _tagged(wire: dict[str, Any]) -> str:
    tag = wire.get("__type__")
    if tag is None:
        return _map([(_text(key), _value(value)) for key, value in wire.items()])
    if tag == "dict":
        return _map([(_value(key), _value(value)) for key, value in wire["pairs"]])
    if tag == "tuple":
        return f"{{{', '.join(map(_value, wire['elements']))}}}"
    if tag in ("set", "frozenset"):
        return f"MapSet.new({_value(wire['elements'])})"
    return _variable(scalar_source(wire, _WORDS))


def _map(pairs: list[tuple[str, str]]) -> str:
    return f"%{{{', '.join([f'{key} => {value}' for key, value in pairs])}}}"


def _text(text: str) -> str:
    # Letters beyond ASCII stand as themselves: JSON's pairs of escapes are none of Elixir's.
    pieces = [char if char > "\x7f" and char.isprintable() else quote(char)[1:-1] for char in text]
    return f'"{"".join(pieces)}"'.replace("#{", "\\#{")


def _keyword(name: str) -> str:
    return f"{name}:" if name.isidentifier() and name.isascii() else f"{_text(name)}:"


def _variable(name: str) -> str:
    """Return a name as Elixir takes it: what begins with a capital is no variable there."""
    return f"_{name}" if name[:1].isupper() else name
