"""What a stream gave that no answer has told yet."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..errors import AdapterError
    from .async_pull import AsyncPull


class StreamRest:
    """The rest of a stream between two requests."""

    __slots__ = ("failure", "is_over", "items", "pull")

    def __init__(self) -> None:
        self.items: list[object] = []
        """Items that found no room in the last answer."""
        self.is_over = False
        """Whether nothing comes after them."""
        self.failure: AdapterError | None = None
        """What ended the stream after them. Holds no object of the user's."""
        self.pull: AsyncPull | None = None
        """Of an asynchronous stream: the pulling itself, which may wait for an item."""
