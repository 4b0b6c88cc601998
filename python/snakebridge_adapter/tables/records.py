"""Lists and tuples as tables: of dicts, of lists, or of single values. Exact builtins only; no user code runs.

A row that is no exact dict, list or tuple is a single value. The columns are the keys of the first rows.
"""

from __future__ import annotations

from .cells import LONGEST_TEXT, bounded, is_missing, matching, order_of
from .source import BOOLEAN, NUMBER, OBJECT, TEXT, Column, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_SAMPLED_ROWS = 1_000
_MOST_COLUMNS = 10_000
_KINDS = {int: NUMBER, float: NUMBER, bool: BOOLEAN, str: TEXT}


class Records(Source):
    """A list or tuple."""

    def __init__(self, rows: list[Any] | tuple[Any, ...]) -> None:
        self._rows = rows
        self.rows = len(rows)
        sample = rows[:_SAMPLED_ROWS]
        self._keys = _keys_of(sample)
        self.columns = [self._column(key, sample) for key in self._keys or [None]]

    def values(self, column: int, positions: Sequence[int]) -> list[Any]:
        """Return the cells of a column; one that its row does not have is missing."""
        rows = self._rows
        return [
            self._cell(rows[position], column) for position in positions if position < len(rows)
        ]

    def order(self, column: int, *, descending: bool) -> list[int]:
        """Return all positions as the column sorts them."""
        return order_of(self.values(column, range(self.rows)), descending=descending)

    def mask(self, column: int, kind: str, text: str) -> list[bool]:
        """Return for all rows whether the filter lets them through."""
        return matching(self.values(column, range(self.rows)), kind, text)

    def combined(self, order: list[int] | None, masks: Sequence[list[bool]]) -> list[int]:
        """Return the positions that every mask lets through."""
        positions = range(self.rows) if order is None else order
        return [position for position in positions if all(mask[position] for mask in masks)]

    def _cell(self, row: Any, column: int) -> Any:
        if not self._keys:
            return row
        key = self._keys[column]
        if type(row) is dict:
            # Looking it up could ask a key of the user's whether it is equal.
            return next((v for k, v in row.items() if type(k) is type(key) and k == key), None)
        if type(row) is list or type(row) is tuple:
            return row[key] if type(key) is int and key < len(row) else None
        return None

    def _column(self, key: str | int | None, sample: Sequence[Any]) -> Column:
        number = 0 if key is None else self._keys.index(key)
        cells = [cell for row in sample if not is_missing(cell := self._cell(row, number))]
        types = {type(cell) for cell in cells}
        kinds = {_KINDS.get(cls, OBJECT) for cls in types}
        name = "value" if key is None else bounded(str(key), LONGEST_TEXT)
        dtype = " | ".join(sorted(cls.__name__ for cls in types if cls in _KINDS)) or "object"
        return Column(name, dtype, kinds.pop() if len(kinds) == 1 else OBJECT)


def _keys_of(sample: Sequence[Any]) -> list[str | int]:
    """Return the columns, none if the rows are single values."""
    if any(type(row) is dict for row in sample):
        found: dict[str | int, None] = {}
        for row in sample:
            if type(row) is dict:
                found.update((key, None) for key in row if type(key) is str or type(key) is int)
        return list(found)[:_MOST_COLUMNS]
    rows = [row for row in sample if type(row) is list or type(row) is tuple]
    return list(range(min(max(map(len, rows), default=0), _MOST_COLUMNS)))
