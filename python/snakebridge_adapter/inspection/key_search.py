"""Where an index, a key or an element is among the items of a container: what "go to" needs to know.

An index is reckoned with; keys and elements are gone through, a slice of time at a request, and compared as data of
exact types (see `keys`): no hash is asked for and no `__eq__`.
"""

from __future__ import annotations

from _collections import OrderedDict
from itertools import islice
from time import monotonic

from .classes import ABSENT
from .keys import key_to_wire, position_of
from .lenses import write_value
from .preview import Preview
from .storage import dict_behind, read_stable, storage_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .storage import Storage

SLICE_SECONDS = 0.2
"""For so long one request goes through keys."""

_CHUNK = 1 << 18
_MAX_TEXT = 80
_OF_ELEMENTS = (set, frozenset, type({}.keys()))


def seek(obj: Any, literal: object, start: int) -> dict[str, Any] | None:
    """Return `Sought` of the protocol, None if `obj` has no items. Keys before `start` are not gone through.

    Raises:
        ChangedWhileRead: the program changes it faster than it can be read.
    """
    storage = storage_of(obj)
    if storage is None:
        return None
    text = Preview(_MAX_TEXT)
    write_value(text, literal)
    is_of_elements = any(issubclass(type(obj), base) for base in _OF_ELEMENTS)
    by = "key" if storage.keyed else "element" if is_of_elements else "index"
    sought: dict[str, Any] = {"by": by, "text": text.text(), "position": None, "next": None}
    if by == "index":
        sought["position"] = _position_of_index(storage.length(obj), literal)
    else:
        sought.update(_gone_through(obj, storage, literal, start))
    return sought


def _position_of_index(length: int, index: Any) -> int | None:
    if type(index) is not int or not -length <= index < length:
        return None
    return index if index >= 0 else length + index


def _gone_through(obj: Any, storage: Storage, literal: object, start: int) -> dict[str, int]:
    wire = key_to_wire(literal)
    length = storage.length(obj)
    end = monotonic() + SLICE_SECONDS
    while wire is not ABSENT and start < length:
        position = position_of(_keys(obj, storage, start, start + _CHUNK), wire)
        if position >= 0:
            return {"position": start + position}
        start += _CHUNK
        if start < length and monotonic() >= end:
            return {"next": start}
    return {}


def _keys(obj: Any, storage: Storage, start: int, stop: int) -> list[Any]:
    """Return keys, or elements, in the order of the window's items."""
    mapping = dict_behind(obj) if storage.keyed and not issubclass(type(obj), OrderedDict) else None
    if mapping is not None:
        return read_stable(lambda: list(islice(dict.keys(mapping), start, stop)))
    found = storage.window(obj, start, stop)
    return [pair[0] for pair in found] if storage.keyed else found
