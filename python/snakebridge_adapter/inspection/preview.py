"""The builder of one-line previews: styled parts, written under a budget that is passed down.

A writer asks how much room is left and writes no more than that; nothing is ever built long and cut. Brackets that are
open have their closing part reserved, so that a preview that ends early still reads well: `[1, 2, …]`.
"""

from __future__ import annotations

MAX_PREVIEW = 200
"""Longest preview, in UTF-16 units."""

ELLIPSIS = "…"
MORE = ", …"
"""What stands for the items that were not written."""

_CLOSING_ROOM = len(MORE) + 2


class Preview:
    """Parts written so far and the room that is left."""

    __slots__ = ("around", "depth", "has_signatures", "parts", "room")

    def __init__(self, room: int = MAX_PREVIEW, *, has_signatures: bool = True) -> None:
        self.parts: list[dict[str, str]] = []
        self.room = room
        """UTF-16 units that may still be written; never negative."""
        self.depth = 0
        """How many brackets are open."""
        self.around: list[object] = []
        """The objects being written, outermost first: meeting one again is a cycle."""
        self.has_signatures = has_signatures
        """Whether functions are written with what they take; not where that is a default of another one."""

    def put(self, kind: str, text: str) -> None:
        """Write `text` if it fits whole, else an ellipsis that ends the preview."""
        size = len(text) if text.isascii() else units(text)
        if size <= self.room:
            self.parts.append({"kind": kind, "text": text})
            self.room -= size
        elif self.room:
            self.parts.append({"kind": "punctuation", "text": ELLIPSIS})
            self.room = 0

    def put_name(self, kind: str, name: str) -> None:
        """Write a name, shortened if it must be."""
        if units(name) > self.room > 2:
            name = name[: self.room // 2 - 1] + ELLIPSIS
        self.put(kind, name)

    def open(self, text: str) -> bool:
        """Write an opening bracket and set aside what closing it takes; False if there is no room for both."""
        if self.room < len(text) + _CLOSING_ROOM:
            self.put("punctuation", ELLIPSIS)
            self.room = 0
            return False
        self.parts.append({"kind": "punctuation", "text": text})
        self.room -= len(text) + _CLOSING_ROOM
        self.depth += 1
        return True

    def close(self, text: str, elision: str = "") -> None:
        """Write the closing bracket that `open` kept room for; `elision` says that not everything was written."""
        self.room += _CLOSING_ROOM
        self.depth -= 1
        self.put("punctuation", elision + text)

    def mark(self) -> tuple[int, int, int]:
        """Return what `back_to` takes to undo all that is written from here on."""
        return len(self.parts), self.room, self.depth

    def back_to(self, mark: tuple[int, int, int]) -> None:
        """Take back what was written since `mark`."""
        length, self.room, self.depth = mark
        del self.parts[length:]

    def text(self) -> str:
        """Return what was written without its styles."""
        return "".join([part["text"] for part in self.parts])


def units(text: str) -> int:
    """Return the length in UTF-16 units, as the protocol counts."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for char in text if char > "\uffff")
