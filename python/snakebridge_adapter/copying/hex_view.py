"""Bytes as people read them: offset, hexadecimal, letters; sixteen a line."""

from __future__ import annotations

from ..inspection.classes import class_name
from .refusal import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ROW = 16
_LETTERS = bytes(byte if 0x20 <= byte < 0x7F else ord(".") for byte in range(256))
_HALF = _ROW // 2


def bytes_of(value: Any) -> bytes:
    """Return the bytes that an object is, of a subclass too.

    Raises:
        Refused: it is none.
    """
    cls = type(value)
    if issubclass(cls, bytes):
        return bytes.__getitem__(value, slice(None)) if cls is not bytes else value
    if issubclass(cls, bytearray):
        return bytes(bytearray.__getitem__(value, slice(None)))
    if cls is memoryview:
        try:
            return value.tobytes()
        except ValueError as problem:
            raise Refused(str(problem)) from None
    raise Refused(f"{class_name(cls)} is no bytes")


def hex_view(data: bytes, start: int, stop: int) -> str:
    """Return the lines of the bytes from `start`, a multiple of sixteen, up to `stop`."""
    letters = data.translate(_LETTERS).decode("ascii")
    return "".join([_line(data, letters, offset, stop) for offset in range(start, stop, _ROW)])


def _line(data: bytes, letters: str, offset: int, stop: int) -> str:
    middle, end = min(offset + _HALF, stop), min(offset + _ROW, stop)
    left, right = data[offset:middle].hex(" "), data[middle:end].hex(" ")
    return f"{offset:08x}  {left:<23}  {right:<23}  |{letters[offset:end]}|\n"
