"""Arguments that are data: from syntax to wire values, exactly; what has to be computed is refused in words.

A name stands for the ref it is bound to. A name that is bound to plain data stands for it only if it can be copied
without anybody noticing: text and numbers of reasonable size, but no list, which the callee might change.
"""

from __future__ import annotations

import ast

from ..wire.wire_scalars import SCHEMA, encode_bytes, encode_float, encode_int
from .reasons import NotACall, describe_node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    NameValue = Callable[[str], Any]

_MAX_COPIED = 10_000
"""Longest text, and most items, that a name's value is copied with."""

_MAX_COPIED_DEPTH = 5


def arguments_of(call: ast.Call, value_of: NameValue) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a call as wire values; `value_of` gives that of a name.

    Raises:
        NotACall: they have to be computed.
    """
    positional: list[Any] = []
    for argument in call.args:
        if isinstance(argument, ast.Starred):
            positional += _starred(argument.value, value_of)
        else:
            positional.append(to_wire(argument, value_of))
    named: dict[str, Any] = {}
    for keyword in call.keywords:
        for name, value in _named(keyword, value_of):
            if name in named:
                raise NotACall(f"the keyword argument '{name}' is given twice")
            named[name] = value
    return positional, named


def _starred(node: ast.expr, value_of: NameValue) -> list[Any]:
    if not isinstance(node, (ast.List, ast.Tuple)):
        raise NotACall(f"`*{ast.unparse(node)}` has to be unpacked")
    return [to_wire(element, value_of) for element in node.elts]


def _named(keyword: ast.keyword, value_of: NameValue) -> list[tuple[str, Any]]:
    if keyword.arg is not None:
        return [(keyword.arg, to_wire(keyword.value, value_of))]
    mapping = keyword.value
    if not isinstance(mapping, ast.Dict):
        raise NotACall(f"`**{ast.unparse(mapping)}` has to be unpacked")
    pairs: list[tuple[str, Any]] = []
    for key, value in zip(mapping.keys, mapping.values):
        name = key.value if isinstance(key, ast.Constant) else None
        if type(name) is not str:
            raise NotACall(f"`**{ast.unparse(mapping)}` has to be unpacked")
        pairs.append((name, to_wire(value, value_of)))
    return pairs


def to_wire(node: ast.expr, value_of: NameValue) -> Any:
    """Return an expression that is plain data as a wire value.

    Raises:
        NotACall: it has to be computed.
    """
    if isinstance(node, ast.Name):
        return value_of(node.id)
    if isinstance(node, ast.List):
        return [to_wire(element, value_of) for element in _plain(node.elts)]
    if isinstance(node, ast.Tuple):
        return _tagged("tuple", [to_wire(element, value_of) for element in _plain(node.elts)])
    if isinstance(node, ast.Set):
        return _tagged("set", [_hashable(element, value_of) for element in _plain(node.elts)])
    if isinstance(node, ast.Dict):
        return _mapping(node, value_of)
    return scalar_to_wire(_scalar(node))


def scalar_to_wire(value: Any) -> Any:
    """Return text, bytes, a number, a boolean or None in the form that a request carries it."""
    kind = type(value)
    if kind is float:
        return _float(value)
    if kind is int:
        return encode_int(value)
    if kind is bytes:
        return encode_bytes(value)
    if kind is complex:
        real, imag = _float(value.real), _float(value.imag)
        return {"__type__": "complex", "__schema__": SCHEMA, "real": real, "imag": imag}
    return value


def copied_to_wire(value: Any, depth: int = 0) -> Any:
    """Return what a name is bound to as a wire value if copying it changes nothing, else raise `NotACall`."""
    kind = type(value)
    if value is None or kind is bool or kind is float or kind is complex:
        return scalar_to_wire(value)
    if kind is int and value.bit_length() <= _MAX_COPIED:
        return scalar_to_wire(value)
    if (kind is str or kind is bytes) and len(value) <= _MAX_COPIED:
        return scalar_to_wire(value)
    if kind is tuple and len(value) <= _MAX_COPIED and depth < _MAX_COPIED_DEPTH:
        return _tagged("tuple", [copied_to_wire(element, depth + 1) for element in value])
    raise NotACall("it is no constant")


def _float(value: float) -> Any:
    # A whole number would go through the peer as an integer.
    if value == value and abs(value) != float("inf") and value.is_integer():
        return {"__type__": "float", "__schema__": SCHEMA, "value": repr(value)}
    return encode_float(value)


def _scalar(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant) and node.value is not ...:
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.UAdd, ast.USub)):
        operand = _scalar(node.operand)
        if type(operand) in (int, float, complex):
            return operand if isinstance(node.op, ast.UAdd) else -operand
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return _sum(node)
    raise NotACall(f"{describe_node(node)} has to be computed")


def _sum(node: ast.BinOp) -> Any:
    """Return a complex number as it is written (`1+2j`), or texts written as a sum."""
    left, right = _scalar(node.left), _scalar(node.right)
    if type(right) is complex and type(left) in (int, float):
        return left + right if isinstance(node.op, ast.Add) else left - right
    if type(left) is type(right) and type(left) in (str, bytes) and isinstance(node.op, ast.Add):
        return left + right
    raise NotACall(f"{describe_node(node)} has to be computed")


def _plain(elements: list[ast.expr]) -> list[ast.expr]:
    for element in elements:
        if isinstance(element, ast.Starred):
            raise NotACall(f"{describe_node(element)} has to be unpacked")
    return elements


def _hashable(node: ast.expr, value_of: NameValue) -> Any:
    """Return an element of a set or a key: only where Python would surely take it."""
    if isinstance(node, ast.Tuple):
        return _tagged("tuple", [_hashable(element, value_of) for element in _plain(node.elts)])
    if isinstance(node, (ast.Constant, ast.UnaryOp, ast.BinOp)):
        return to_wire(node, value_of)
    raise NotACall(f"{describe_node(node)} has to be hashed")


def _mapping(node: ast.Dict, value_of: NameValue) -> Any:
    pairs: list[tuple[Any, Any]] = []
    for key, value in zip(node.keys, node.values):
        if key is None:
            raise NotACall(f"`**{ast.unparse(value)}` has to be unpacked")
        pairs.append((_hashable(key, value_of), to_wire(value, value_of)))
    if all(_keeps_its_place(key) for key, _ in pairs):
        return dict(pairs)
    return {"__type__": "dict", "__schema__": SCHEMA, "pairs": [list(pair) for pair in pairs]}


def _keeps_its_place(key: Any) -> bool:
    """Return whether a key may stand in a plain JSON object: JavaScript moves those that look like an index."""
    return type(key) is str and key != "__type__" and not key.isdecimal()


def _tagged(tag: str, elements: list[Any]) -> dict[str, Any]:
    return {"__type__": tag, "__schema__": SCHEMA, "elements": elements}
