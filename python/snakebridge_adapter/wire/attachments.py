"""Bulk values beside the JSON of their message: bytes as they are, long lists of numbers packed.

The tag in the JSON names the attachment by its position in the frame. Only for a client that said it reads them.
Numbers travel in little-endian order: on a machine of the other kind nothing is attached.
"""

from __future__ import annotations

import sys
from _operator import is_
from itertools import repeat

from .decode_scalars import Malformed, whole_number_of
from .wire_scalars import MAX_SAFE_INT, SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Union

    Attachment = Union[bytes, "array[Any]"]

CAN_ATTACH = sys.byteorder == "little"

MIN_BYTES = 4096
"""Shorter bytes travel in the JSON: there a frame of several parts costs more than base64."""
MIN_NUMBERS = 256
"""The same for lists."""

_NUMBER_BYTES = 8


class Enclosure:
    """The attachments of one answer, in order."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts: list[Attachment] = []

    def add(self, tag: str, part: Attachment) -> dict[str, object]:
        """Take an attachment; return the tag that names it."""
        self.parts.append(part)
        return {"__type__": tag, "__schema__": SCHEMA, "attachment": len(self.parts) - 1}

    def bytes_of(self, value: bytes | bytearray | memoryview) -> object | None:
        """Return the tag of attached bytes, or None for what is too short.

        Raises:
            ValueError: the view was released.
        """
        if (value.nbytes if type(value) is memoryview else len(value)) < MIN_BYTES:
            return None
        # What can change is copied, and a view need not be contiguous.
        return self.add("bytes", value if type(value) is bytes else bytes(value))

    def numbers_of(self, items: list[Any]) -> object | None:
        """Return the tag of an attached list; None if it is short or not all floats, or all ints of 53 bits."""
        if len(items) < MIN_NUMBERS:
            return None
        kind: type = type(items[0])
        if kind is float:
            return self.add("floats", _packed("d", items)) if _are_all(float, items) else None
        if kind is int and _are_all(int, items) and _are_safe(items):
            return self.add("ints", _packed("q", items))
        return None


def decode_attachment(tag: str, wire: Mapping[str, Any], attachments: Sequence[memoryview]) -> Any:
    """Return the value whose tag names an attachment."""
    read = _READERS.get(tag)
    if read is None:
        raise Malformed(f"no tag '{tag}' has an attachment")
    position = whole_number_of(wire, "attachment")
    if not 0 <= position < len(attachments):
        raise Malformed(f"the message has no attachment {position}")
    return read(attachments[position])


def _are_all_by_map(kind: type, items: list[object]) -> bool:
    """Return whether each is of exactly that type; runs no code of the types it meets."""
    return all(map(is_, map(type, items), repeat(kind)))


def _are_all_by_loop(kind: type, items: list[object]) -> bool:
    """Return the same; an interpreter that specialises instructions runs this nearly twice as fast."""
    for item in items:  # noqa: SIM110 - a generator costs three times as much.
        if type(item) is not kind:
            return False
    return True


_are_all = _are_all_by_map if sys.version_info[:2] < (3, 11) else _are_all_by_loop


def _are_safe(items: list[int]) -> bool:
    return max(items) <= MAX_SAFE_INT and min(items) >= -MAX_SAFE_INT


def _packed(code: str, items: list[Any]) -> array[Any]:
    # Not at start-up: a module of its own in many builds.
    from array import array

    return array(code, items)


def _numbers(code: str) -> Callable[[memoryview], list[Any]]:
    def read(part: memoryview) -> list[Any]:
        from array import array

        if len(part) % _NUMBER_BYTES:
            raise Malformed("the attachment holds no whole numbers of 8 bytes")
        numbers = array(code)
        numbers.frombytes(part)
        return numbers.tolist()

    return read


_READERS: dict[str, Callable[[memoryview], object]] = {
    "bytes": bytes,
    "floats": _numbers("d"),
    "ints": _numbers("q"),
}
