"""What a table is read through: one object of one library, for the time of one request."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

NUMBER, TEXT, BOOLEAN, MOMENT, OBJECT = "number", "text", "boolean", "moment", "object"


class Column:
    """A column as the header shows it."""

    __slots__ = ("dtype", "kind", "name")

    def __init__(self, name: str, dtype: str, kind: str) -> None:
        self.name = name
        self.dtype = dtype
        self.kind = kind


class Source:
    """An object read as a table. Positions count the rows as the object has them."""

    rows: int
    columns: list[Column]

    def labels(self, positions: Sequence[int]) -> list[str]:
        """Return what the rows are called."""
        return [str(position) for position in positions]

    def values(self, column: int, positions: Sequence[int]) -> list[Any]:
        """Return the cells of a column."""
        raise NotImplementedError

    def order(self, column: int, *, descending: bool) -> Any:
        """Return all positions as the column sorts them, missing cells last."""
        raise NotImplementedError

    def mask(self, column: int, kind: str, text: str) -> Any:
        """Return for all rows whether the filter lets them through."""
        raise NotImplementedError

    def combined(self, order: Any, masks: Sequence[Any]) -> Any:
        """Return the positions of `order` (None: as they stand) that every mask lets through."""
        raise NotImplementedError

    def taken(self, positions: Any, start: int, stop: int) -> list[int]:
        """Return some of the positions that `combined` gave."""
        return list(positions[start:stop])
