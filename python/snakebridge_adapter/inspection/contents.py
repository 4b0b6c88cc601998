"""What an object itself holds, in an order that can be taken up again: its items, then its own attributes.

What its class offers is the class's, and what only code can tell is nobody's: neither is here.
"""

from __future__ import annotations

from _collections import deque

from .classes import ABSENT
from .frames import Rows
from .keys import key_to_wire
from .lenses import exact_types, name_of, write_value
from .members import PARTS, member_of, members_of
from .preview import Preview
from .storage import item_at, storage_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MOST_ITEMS = 1_000_000
"""Of a container, only so many are gone through."""

_CHUNK = 500
_HOLDERS: tuple[type, ...] = (list, tuple, dict, set, frozenset, deque)
"""Others make their items when they are asked for them: a view of pairs, an array of rows."""

_MAX_KEY_NAME = 80


class Part:
    """One thing an object holds, by how it is reached; the thing itself is not kept."""

    __slots__ = ("is_held", "name", "position", "step", "text", "title")

    def __init__(self, name: str, step: dict[str, Any], title: str) -> None:
        self.name = name
        """What its row is called."""
        self.step = step
        """The step of the protocol's path."""
        self.title = title
        """The step as Python would write it."""
        self.text: str | None = None
        """What a person may look for: an attribute's name, a key. Positions are not looked for."""
        self.position = -1
        """Of an item, its position; of a mapping's too, which is found faster by it than by its key."""
        self.is_held = True
        """Whether it lies there, and is not made when it is asked for."""


def parts_from(obj: Any, start: int) -> Iterator[tuple[Part, Any]]:
    """Go through the parts of `obj` from the one of that number on; a part that cannot be read is `ABSENT`.

    Raises:
        ChangedWhileRead: the program changes it faster than it can be read.
    """
    if type(obj) is Rows:
        return  # Its frame has the same cells in its columns.
    storage = None if type(obj) is range else storage_of(obj)
    size = min(storage.length(obj), MOST_ITEMS) if storage else 0
    if storage:
        is_held = any(issubclass(type(obj), holder) for holder in _HOLDERS)
        for first in range(start, size, _CHUNK):
            found = storage.window(obj, first, min(first + _CHUNK, size))
            for position, item in enumerate(found, first):
                part, value = _entry(position, item) if storage.keyed else (_item(position), item)
                part.is_held = is_held
                yield part, value
        if exact_types.get(id(type(obj))) is not None:
            return  # A built-in container has no attributes of its own.
    members = members_of(obj)[PARTS[0]]
    for member in members[max(0, start - size) :]:
        part = Part(name_of(member.name), {"attr": member.name}, f".{name_of(member.name)}")
        part.text = member.name
        part.is_held = member.is_held
        try:
            value = member.value()
        except Exception:  # C code may refuse: a closed connection, a released buffer
            value = ABSENT
        yield part, value


def part_again(obj: Any, part: Part) -> Any:
    """Return what `part` stands for now, or `ABSENT`."""
    try:
        if part.position >= 0:
            return item_at(obj, part.position)
        member = member_of(obj, part.step["attr"])
        return ABSENT if member is None or member.lazy_reason is not None else member.value()
    except Exception:  # C code may refuse, and a container may never stand still
        return ABSENT


def _item(position: int) -> Part:
    part = Part(str(position), {"item": position}, f"[{position}]")
    part.position = position
    return part


def _entry(position: int, pair: tuple[Any, Any]) -> tuple[Part, Any]:
    key, value = pair
    wire = key_to_wire(key)
    preview = Preview(_MAX_KEY_NAME)
    write_value(preview, key)
    name = preview.text()
    part = Part(name, {"item": position} if wire is ABSENT else {"key": wire}, f"[{name}]")
    part.position = position
    part.text = key if type(key) is str else name
    return part, value
