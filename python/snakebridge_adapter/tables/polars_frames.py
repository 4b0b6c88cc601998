"""DataFrames and Series of Polars as tables, sorted and filtered by Polars alone."""

from __future__ import annotations

import sys
from functools import reduce

from .arrays import MOST_COLUMNS
from .cells import CONTAINS, compare, matching, number_of, truth_of
from .source import BOOLEAN, MOMENT, NUMBER, OBJECT, TEXT, Column, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class PolarsFrame(Source):
    """A frame of Polars, or one Series."""

    def __init__(self, obj: Any) -> None:
        polars: Any = sys.modules["polars"]
        frame = obj.to_frame() if isinstance(obj, polars.Series) else obj
        self._vectors: list[Any] = frame.get_columns()[:MOST_COLUMNS]
        self.rows = frame.height
        self.columns = [
            Column(vector.name or "value", str(vector.dtype), _kind(polars, vector.dtype))
            for vector in self._vectors
        ]

    def values(self, column: int, positions: Sequence[int]) -> list[Any]:
        """Return the cells of a column."""
        return self._vectors[column].gather(list(positions)).to_list()

    def order(self, column: int, *, descending: bool) -> Any:
        """Return all positions as the column sorts them."""
        return self._vector(column).arg_sort(descending=descending, nulls_last=True)

    def mask(self, column: int, kind: str, text: str) -> Any:
        """Return for all rows whether the filter lets them through."""
        polars: Any = sys.modules["polars"]
        vector, cells = self._vector(column), self.columns[column].kind
        if kind != CONTAINS and cells in (NUMBER, BOOLEAN):
            # Truth values of Polars are equal or not, but neither is less.
            operand = number_of(text) if cells == NUMBER else int(truth_of(text))
            vector = vector if cells == NUMBER else vector.cast(polars.Int8)
            return compare(vector, kind, operand).fill_null(value=False)
        if kind != CONTAINS and cells == MOMENT:
            moment = polars.Series([text]).str.to_datetime().cast(vector.dtype)
            return compare(vector, kind, moment[0]).fill_null(value=False)
        return polars.Series(matching(vector.to_list(), kind, text), dtype=polars.Boolean)

    def _vector(self, column: int) -> Any:
        vector = self._vectors[column]
        return vector.fill_nan(None) if vector.dtype.is_float() else vector

    def combined(self, order: Any, masks: Sequence[Any]) -> Any:
        """Return the positions that every mask lets through."""
        if not masks:
            return order
        mask = reduce(lambda one, other: one & other, masks)
        return mask.arg_true() if order is None else order.filter(mask.gather(order))


def _kind(polars: Any, dtype: Any) -> str:
    if dtype.is_numeric():
        return NUMBER
    if dtype == polars.Boolean:
        return BOOLEAN
    if dtype.is_temporal():
        return MOMENT
    return TEXT if dtype in (polars.String, polars.Categorical) else OBJECT
