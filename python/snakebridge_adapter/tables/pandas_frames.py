"""DataFrames, Series and indexes of pandas as tables, sorted and filtered by pandas."""

from __future__ import annotations

import sys

from .arrays import MOST_COLUMNS, NumpySource, kind_of
from .cells import CONTAINS, bounded, cell_text, compare, matching, number_of, order_of, truth_of
from .source import BOOLEAN, MOMENT, NUMBER, OBJECT, TEXT, Column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_NARROW_FLOATS = ("float16", "float32")
_LONGEST_LABEL = 80
_COMPARABLE: tuple[tuple[type, ...], ...] = ((str,), (int, float, bool))
"""Types of objects that can be compared with each other."""


class Frame(NumpySource):
    """A frame, or what has one column of it."""

    def __init__(self, obj: Any) -> None:
        pandas: Any = sys.modules["pandas"]
        if isinstance(obj, pandas.Series):
            obj = obj.to_frame(name="value" if obj.name is None else obj.name)
        elif isinstance(obj, pandas.Index):
            obj = obj.to_frame(index=False)
        self._frame = obj
        self.rows = len(obj)
        labels, dtypes = obj.columns[:MOST_COLUMNS], obj.dtypes.tolist()[:MOST_COLUMNS]
        self.columns = [
            Column(cell_text(label, _LONGEST_LABEL) or "", str(dtype), _kind(pandas, dtype))
            for label, dtype in zip(labels.tolist(), dtypes)
        ]

    def labels(self, positions: Sequence[int]) -> list[str]:
        """Return the labels of the index."""
        labels = self._frame.index.take(list(positions)).tolist()
        return [bounded(cell_text(label) or "", _LONGEST_LABEL) for label in labels]

    def values(self, column: int, positions: Sequence[int]) -> list[Any]:
        """Return the cells of a column."""
        found = self._frame.iloc[list(positions), column]
        return list(found.to_numpy()) if str(found.dtype) in _NARROW_FLOATS else found.tolist()

    def order(self, column: int, *, descending: bool) -> Any:
        """Return all positions as the column sorts them."""
        series = self._series(column)
        if not self._is_comparable(series):
            numpy: Any = sys.modules["numpy"]
            return numpy.asarray(order_of(series.tolist(), descending=descending), dtype="int64")
        # Not before: it looks into objects for what could be dates.
        numbered = series.reset_index(drop=True)
        ordered = numbered.sort_values(ascending=not descending, kind="stable", na_position="last")
        return ordered.index.to_numpy()

    def mask(self, column: int, kind: str, text: str) -> Any:
        """Return for all rows whether the filter lets them through."""
        pandas: Any = sys.modules["pandas"]
        series, cells = self._series(column), self.columns[column].kind
        if cells in (TEXT, OBJECT) and _holds_only(series, (str,)):
            mask = (
                series.str.contains(text, case=False, regex=False, na=False)
                if kind == CONTAINS
                else compare(series, kind, text)
            )
        elif kind == CONTAINS or cells in (TEXT, OBJECT):
            mask = pandas.Series(matching(series.tolist(), kind, text), dtype="bool")
        elif cells == MOMENT:
            is_span = series.dtype.kind == "m"
            operand = pandas.Timedelta(text) if is_span else _moment(pandas, series, text)
            mask = compare(series, kind, operand)
        else:
            mask = compare(series, kind, number_of(text) if cells == NUMBER else truth_of(text))
        return mask.fillna(False).to_numpy(dtype="bool")

    def _is_comparable(self, series: Any) -> bool:
        """Return whether comparing its cells runs none of the user's code, and can be done."""
        return series.dtype.kind != "O" or any(_holds_only(series, kinds) for kinds in _COMPARABLE)

    def _series(self, column: int) -> Any:
        return self._frame.iloc[:, column]


def _holds_only(series: Any, kinds: tuple[type, ...]) -> bool:
    """Return whether all cells are missing or exactly of `kinds`. By identity: hashing a class asks its metaclass."""
    return set(map(id, map(type, series.dropna().tolist()))) <= set(map(id, kinds))


def _moment(pandas: Any, series: Any, text: str) -> Any:
    moment = pandas.Timestamp(text)
    zone = getattr(series.dtype, "tz", None)
    return moment.tz_localize(zone) if zone is not None and moment.tzinfo is None else moment


def _kind(pandas: Any, dtype: Any) -> str:
    types = pandas.api.types
    if types.is_bool_dtype(dtype):
        return BOOLEAN
    if types.is_numeric_dtype(dtype):
        return NUMBER
    if types.is_datetime64_any_dtype(dtype) or types.is_timedelta64_dtype(dtype):
        return MOMENT
    is_text = str(dtype) in ("object", "string", "str", "category")
    return TEXT if is_text else kind_of(dtype) if hasattr(dtype, "itemsize") else OBJECT
