"""Previews of numbers, text and bytes, of subclasses of them too: as much as there is room for, never more."""

from __future__ import annotations

from .preview import ELLIPSIS, Preview, units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MAX_NESTED_TEXT = 48
"""UTF-16 units of a text inside something else."""

_MIN_TEXT = 4
"""UTF-16 units below which not even a shortened text is shown."""

_BITS_PER_DIGIT = 3.33


def write_int(preview: Preview, number: int) -> None:
    """Write all digits, or how long the number is."""
    bits = int.bit_length(number)
    if bits < preview.room * _BITS_PER_DIGIT:
        preview.put("number", int.__repr__(number))
    else:
        preview.put("text", f"int of {bits} bits")


def write_float(preview: Preview, number: float) -> None:
    """Write a float as Python prints it."""
    preview.put("number", float.__repr__(number))


def write_complex(preview: Preview, number: complex) -> None:
    """Write a complex number as Python prints it."""
    preview.put("number", complex.__repr__(number))


def write_str(preview: Preview, text: str) -> None:
    """Write a quoted text, its beginning if it is long."""
    _write_quoted(preview, str.__len__(text), lambda stop: str.__getitem__(text, slice(0, stop)))


def write_bytes(preview: Preview, data: bytes) -> None:
    """Write bytes as Python prints them, their beginning if they are many."""
    _write_quoted(
        preview, bytes.__len__(data), lambda stop: bytes.__getitem__(data, slice(0, stop))
    )


def write_bytearray(preview: Preview, data: bytearray) -> None:
    """Write the bytes of a bytearray."""
    preview.put("type", "bytearray")
    preview.put("punctuation", "(")
    _write_quoted(
        preview,
        bytearray.__len__(data),
        lambda stop: bytes(bytearray.__getitem__(data, slice(0, stop))),
    )
    preview.put("punctuation", ")")


def _write_quoted(preview: Preview, length: int, head: Callable[[int], Any]) -> None:
    room = min(preview.room, _MAX_NESTED_TEXT) if preview.depth else preview.room
    if room < _MIN_TEXT:
        preview.put("punctuation", ELLIPSIS * 2)
        return
    start = head(room)
    text = repr(start)
    if len(start) == length and units(text) <= room:
        preview.put("string", text)
        return
    while units(text) >= room:
        # An escape sequence takes up to ten characters: shrink in proportion, at least by one.
        start = start[: min(len(start) - 1, len(start) * (room - 1) // units(text))]
        text = repr(start)
    preview.put("string", text[:-1] + ELLIPSIS + text[-1])
