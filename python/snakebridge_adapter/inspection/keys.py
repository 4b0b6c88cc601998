"""Keys of mappings in paths: which can be said on the wire, and finding the entry of one.

A key that is plain data (`str`, `int`, `None`, a tuple of such…) is said as itself, any other by its position.
Finding compares exact types and never looks up by hash: another key of the dict may be an object of the
user's whose `__eq__` would be asked.
"""

from __future__ import annotations

from itertools import islice

from ..wire.wire_scalars import SCHEMA, encode_bytes, encode_float, encode_int
from .classes import ABSENT
from .storage import read_stable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_MAX_TEXT = 1_000
_MAX_ELEMENTS = 20
_MAX_DEPTH = 5
_MAX_INT_BITS = 2_000


def key_to_wire(key: Any, depth: int = 0) -> Any:
    """Return a plain key of reasonable size as a wire value, `ABSENT` for any other."""
    cls = type(key)
    if key is None or cls is bool:
        return key
    if cls is str:
        return key if len(key) <= _MAX_TEXT else ABSENT
    if cls is int:
        return encode_int(key) if key.bit_length() <= _MAX_INT_BITS else ABSENT
    if cls is float:
        # What does not equal itself can only be said by its position.
        return encode_float(key) if key == key else ABSENT
    if cls is bytes:
        return encode_bytes(key) if len(key) <= _MAX_TEXT else ABSENT
    if cls is tuple and depth < _MAX_DEPTH and len(key) <= _MAX_ELEMENTS:
        elements = [key_to_wire(element, depth + 1) for element in key]
        if not any(element is ABSENT for element in elements):
            return {"__type__": "tuple", "__schema__": SCHEMA, "elements": elements}
    return ABSENT


def find_entry(mapping: dict[Any, Any], wire: object) -> Any:
    """Return the value of the key that `wire` says, or `ABSENT`. Takes the time of a walk over the keys."""
    return _find(mapping, wire)[1]


def find_key(mapping: dict[Any, Any], wire: object) -> Any:
    """Return the key itself that `wire` says, or `ABSENT`."""
    return _find(mapping, wire)[0]


def _find(mapping: dict[Any, Any], wire: object) -> tuple[Any, Any]:
    keys = list(dict.keys(mapping))
    position = position_of(keys, wire)
    if position < 0:
        return ABSENT, ABSENT
    found = read_stable(lambda: list(islice(dict.items(mapping), position, position + 1)))
    return found[0] if found and found[0][0] is keys[position] else (ABSENT, ABSENT)


def position_of(keys: list[Any], wire: object) -> int:
    """Return where among `keys` the one is that `wire` says, -1 if nowhere."""
    return next(_positions(keys, wire), -1)


def _positions(keys: list[Any], wire: Any) -> Iterator[int]:
    kind = type(wire)
    if kind is str:
        return (n for n, key in enumerate(keys) if type(key) is str and key == wire)
    if kind is int or kind is float or kind is bool:
        # As in Python: 1, 1.0 and True are the same key.
        return (n for n, key in enumerate(keys) if _is_number(type(key)) and key == wire)
    if wire is None:
        return (n for n, key in enumerate(keys) if key is None)
    return (n for n, key in enumerate(keys) if _is_tagged(type(key)) and key_to_wire(key) == wire)


def _is_number(cls: type) -> bool:
    return cls is int or cls is float or cls is bool


def _is_tagged(cls: type) -> bool:
    return cls is tuple or cls is bytes or cls is int or cls is float
