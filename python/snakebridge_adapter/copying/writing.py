"""Nested containers as text, whole and without a stack that depth could use up.

A style says how each container and each single value is written. Only exact built-in containers are gone into: each
is copied in one C call, so that the program may change it meanwhile.
"""

from __future__ import annotations

from ..inspection.classes import ABSENT
from .refusal import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Protocol

    Piece = tuple[str, Any, Any]
    """Text, then a value to be written (`ABSENT`: none) and where it stands in its container."""

    class Style(Protocol):
        """How values are written."""

        def single(self, value: Any, where: list[Any]) -> str | None:
            """Return the text of a single value, None for a container; `where` are the positions that lead to it."""
            ...

        def pieces(self, container: Any, where: list[Any]) -> Iterator[Piece]:
            """Give what a container is written with, up to its end; meanwhile `where` leads into it."""
            ...

        def cycle(self, container: Any, where: list[Any]) -> str:
            """Return what stands for a container inside itself."""
            ...


MOST_CHARACTERS = 32_000_000
"""Longest text that is built: as JSON in one frame it may be six times as long."""


def write(value: Any, style: Style) -> str:
    """Return the text of `value`.

    Raises:
        Refused: it has none in this style, or a longer one than can be taken along.
    """
    out: list[str] = []
    size = 0
    open_ids: set[int] = set()
    levels: list[tuple[Iterator[Piece], int]] = []
    where: list[Any] = []
    waiting: Any = value
    while True:
        text = style.single(waiting, where) if waiting is not ABSENT else ""
        if text is None and id(waiting) in open_ids:
            text = style.cycle(waiting, where)
        if text is None:
            open_ids.add(id(waiting))
            where.append(None)
            levels.append((style.pieces(waiting, where), id(waiting)))
        else:
            out.append(text)
            size += len(text)
        if not levels:
            return "".join(out)
        piece = next(levels[-1][0], None)
        if piece is None:
            open_ids.discard(levels.pop()[1])
            where.pop()
            waiting = ABSENT
            continue
        out.append(piece[0])
        size += len(piece[0])
        if size > MOST_CHARACTERS:
            raise Refused(f"its text is longer than {MOST_CHARACTERS:,} characters")
        waiting, where[-1] = piece[1], piece[2]
