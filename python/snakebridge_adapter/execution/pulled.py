"""Pulling items of a stream for one answer. User code; what came before it fails is kept."""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Pulled:
    """What one pull gave."""

    __slots__ = ("error", "is_over", "items")

    def __init__(self) -> None:
        self.items: list[object] = []
        self.is_over = False
        self.error: BaseException | None = None
        """What the stream raised after the items."""


def pull(stream: Iterator[Any], count: int, deadline: float, pulled: Pulled) -> None:
    """Add up to `count` items to `pulled`, fewer if `deadline` passes; none only at the end of the stream."""
    append = pulled.items.append
    try:
        for _ in range(count):
            append(next(stream))
            if monotonic() > deadline:
                return
    except StopIteration:
        pulled.is_over = True
