"""Tables, record batches and arrays of Arrow as tables, sorted and filtered by Arrow alone."""

from __future__ import annotations

import sys
from functools import reduce

from .arrays import MOST_COLUMNS
from .cells import CONTAINS, matching, number_of, truth_of
from .source import BOOLEAN, MOMENT, NUMBER, OBJECT, TEXT, Column, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_OPERANDS: dict[str, Callable[[str], object]] = {
    NUMBER: number_of,
    BOOLEAN: truth_of,
    MOMENT: str,
}
_COMPARISONS = {"equals": "equal", "less": "less", "greater": "greater"}


class ArrowTable(Source):
    """A table or record batch, or one array."""

    def __init__(self, obj: Any) -> None:
        arrow: Any = sys.modules["pyarrow"]
        __import__("pyarrow.compute")
        if not isinstance(obj, (arrow.Table, arrow.RecordBatch)):
            obj = arrow.table({"value": obj})
        self._vectors: list[Any] = obj.columns[:MOST_COLUMNS]
        self.rows = obj.num_rows
        self.columns = [
            Column(field.name, str(field.type), _kind(arrow.types, field.type))
            for field in obj.schema
        ][:MOST_COLUMNS]

    def values(self, column: int, positions: Sequence[int]) -> list[Any]:
        """Return the cells of a column."""
        arrow: Any = sys.modules["pyarrow"]
        return self._vectors[column].take(arrow.array(list(positions), "int64")).to_pylist()

    def order(self, column: int, *, descending: bool) -> Any:
        """Return all positions as the column sorts them."""
        compute: Any = sys.modules["pyarrow.compute"]
        key = ("value", "descending" if descending else "ascending")
        table = sys.modules["pyarrow"].table({"value": self._vectors[column]})
        # Nulls come last without being told; versions differ in how to tell it.
        return compute.sort_indices(table, sort_keys=[key])

    def mask(self, column: int, kind: str, text: str) -> Any:
        """Return for all rows whether the filter lets them through."""
        arrow: Any = sys.modules["pyarrow"]
        compute: Any = sys.modules["pyarrow.compute"]
        vector, cells = self._vectors[column], self.columns[column].kind
        if kind != CONTAINS and cells in _OPERANDS:
            scalar = arrow.scalar(_OPERANDS[cells](text))
            if cells == MOMENT:
                scalar = scalar.cast(vector.type)
            found = getattr(compute, _COMPARISONS[kind])(vector, scalar)
            return compute.fill_null(found, fill_value=False)
        return arrow.array(matching(vector.to_pylist(), kind, text), "bool")

    def combined(self, order: Any, masks: Sequence[Any]) -> Any:
        """Return the positions that every mask lets through."""
        compute: Any = sys.modules["pyarrow.compute"]
        if not masks:
            return order
        mask = reduce(compute.and_, masks)
        if order is None:
            return compute.indices_nonzero(mask)
        return order.filter(mask.take(order))

    def taken(self, positions: Any, start: int, stop: int) -> list[int]:
        """Return some of the positions."""
        return positions[start:stop].to_pylist()


def _kind(types: Any, dtype: Any) -> str:
    if types.is_integer(dtype) or types.is_floating(dtype) or types.is_decimal(dtype):
        return NUMBER
    if types.is_boolean(dtype):
        return BOOLEAN
    if types.is_temporal(dtype):
        return MOMENT
    return TEXT if types.is_string(dtype) or types.is_large_string(dtype) else OBJECT
