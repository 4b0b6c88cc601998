"""NumPy arrays as tables: the first dimension is the rows, the others, or the fields, are the columns."""

from __future__ import annotations

import sys
from itertools import product

from .cells import CONTAINS, compare, matching, number_of, order_of, truth_of
from .source import BOOLEAN, MOMENT, NUMBER, OBJECT, TEXT, Column, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MOST_COLUMNS = 10_000
_KINDS = {"b": BOOLEAN, "O": OBJECT, "U": TEXT, "S": TEXT, "M": MOMENT, "m": MOMENT}


def kind_of(dtype: Any) -> str:
    """Return what a NumPy dtype is at a glance."""
    return _KINDS.get(dtype.kind, NUMBER if dtype.kind in "iufc" else OBJECT)


class NumpySource(Source):
    """Everything that NumPy does for its own arrays, and for those of pandas."""

    def combined(self, order: Any, masks: Sequence[Any]) -> Any:
        """Return the positions that every mask lets through."""
        numpy: Any = sys.modules["numpy"]
        if not masks:
            return order
        mask = numpy.logical_and.reduce(masks)
        return numpy.flatnonzero(mask) if order is None else order[mask[order]]

    def taken(self, positions: Any, start: int, stop: int) -> list[int]:
        """Return some of the positions."""
        return positions[start:stop].tolist()


class Array(NumpySource):
    """An array of any shape; of a subclass, its plain view."""

    def __init__(self, array: Any) -> None:
        numpy: Any = sys.modules["numpy"]
        plain = array.view(numpy.ndarray)
        plain = plain.reshape(1) if plain.ndim == 0 else plain
        self.rows = plain.shape[0]
        fields = plain.dtype.names if plain.ndim == 1 else None
        if fields:
            self._vectors = [plain[name] for name in fields[:MOST_COLUMNS]]
            self.columns = [
                Column(name, str(plain.dtype[name]), kind_of(plain.dtype[name]))
                for name in fields[:MOST_COLUMNS]
            ]
            return
        names = _place_names(plain.shape[1:])
        grid = plain.reshape(self.rows, -1) if self.rows else plain.reshape(0, len(names))
        self._vectors = [grid[:, number] for number in range(len(names))]
        kind, dtype = kind_of(plain.dtype), str(plain.dtype)
        self.columns = [Column(name, dtype, kind) for name in names]

    def values(self, column: int, positions: Sequence[int]) -> list[Any]:
        """Return the cells of a column."""
        found = self._vectors[column][list(positions)]
        # NumPy's own numbers say `0.1` where Python's would say all that 32 bits make of it.
        return found.tolist() if found.dtype.kind in "OUSbiu" else list(found)

    def order(self, column: int, *, descending: bool) -> Any:
        """Return all positions as the column sorts them."""
        numpy: Any = sys.modules["numpy"]
        vector = self._vectors[column]
        if vector.dtype.kind in "OV":
            return numpy.asarray(order_of(vector.tolist(), descending=descending), dtype="int64")
        if not descending:
            return numpy.argsort(vector, kind="stable")
        last = len(vector) - 1
        order = last - numpy.argsort(vector[::-1], kind="stable")[::-1]
        if vector.dtype.kind not in "fcMm":
            return order
        missing = (vector != vector)[order]
        return numpy.concatenate((order[~missing], order[missing]))

    def mask(self, column: int, kind: str, text: str) -> Any:
        """Return for all rows whether the filter lets them through."""
        numpy: Any = sys.modules["numpy"]
        vector = self._vectors[column]
        if kind != CONTAINS and vector.dtype.kind in "iufcbM":
            return compare(vector, kind, self._operand(vector.dtype.kind, text))
        return numpy.asarray(matching(self.values(column, range(self.rows)), kind, text), "bool")

    def _operand(self, kind: str, text: str) -> Any:
        if kind == "M":
            return sys.modules["numpy"].datetime64(text)
        return truth_of(text) if kind == "b" else number_of(text)


def _place_names(shape: tuple[int, ...]) -> list[str]:
    if not shape:
        return ["value"]
    places = product(*map(range, shape))
    return [", ".join(map(str, place)) for _, place in zip(range(MOST_COLUMNS), places)]
