r"""Positions in text as the protocol counts them (0-based line, character), and as Python does.

Characters are UTF-16 units unless an LSP client asked for others (`ENCODINGS`); `snakebridge/*` always counts UTF-16.

A line ends in `\\n`, `\\r\\n` or `\\r`, nothing else; `str.splitlines` knows more ends than editors and Python do.
"""

from __future__ import annotations

from ..errors import InvalidParams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` without their ends; there is always at least one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def split_keeping_ends(text: str) -> list[str]:
    """Return the lines of `text` with their ends; the last one, perhaps empty, has none."""
    lines: list[str] = []
    start = 0
    for line in split_lines(text):
        end = start + len(line)
        end += 2 if text.startswith("\r\n", end) else 1
        lines.append(text[start:end])
        start = end
    return lines


def to_index(line: str, character: int) -> int:
    """Return the index in `line` of a UTF-16 character offset; past the end is the end."""
    if line.isascii():
        return min(character, len(line))
    units = 0
    for index, char in enumerate(line):
        if units >= character:
            return index
        units += 2 if char > "\uffff" else 1
    return len(line)


def to_character(line: str, index: int) -> int:
    """Return the UTF-16 character offset of an index in `line`."""
    before = line[:index]
    return (
        len(before) if before.isascii() else len(before) + sum(char > "\uffff" for char in before)
    )


def from_bytes(line: str, offset: int) -> int:
    """Return the index in `line` of an offset in its UTF-8 bytes, as `ast` counts columns; past the end is the end."""
    return (
        min(offset, len(line))
        if line.isascii()
        else len(line.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))
    )


class Encoding:
    """A way to count the characters of a line: from a count to an index in it, and back."""

    __slots__ = ("name", "to_character", "to_index")

    def __init__(
        self,
        name: str,
        to_index: Callable[[str, int], int],
        to_character: Callable[[str, int], int],
    ) -> None:
        self.name = name
        self.to_index = to_index
        self.to_character = to_character


UTF_16 = Encoding("utf-16", to_index, to_character)
UTF_8 = Encoding(
    "utf-8",
    from_bytes,
    lambda line, index: len(line[:index].encode("utf-8", "surrogatepass")),
)
UTF_32 = Encoding(
    "utf-32", lambda line, character: min(character, len(line)), lambda _, index: index
)

ENCODINGS = {encoding.name: encoding for encoding in (UTF_16, UTF_8, UTF_32)}
"""Those that LSP knows, by its names for them."""


def read_position(value: Any) -> tuple[int, int]:
    """Return line and character of an LSP `Position`.

    Raises:
        InvalidParams: it is none.
    """
    if type(value) is dict:
        line, character = value.get("line"), value.get("character")
        if type(line) is int and type(character) is int and line >= 0 and character >= 0:
            return line, character
    raise InvalidParams("a position has a line and a character, whole numbers from 0 up")


def read_range(value: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return start and end of an LSP `Range`.

    Raises:
        InvalidParams: it is none, or ends before it starts.
    """
    if type(value) is not dict:
        raise InvalidParams("a range has a start and an end")
    start, end = read_position(value.get("start")), read_position(value.get("end"))
    if end < start:
        raise InvalidParams("a range must not end before it starts")
    return start, end
