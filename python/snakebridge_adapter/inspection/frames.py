"""What pandas' frames, series and indexes hold: columns, rows and labels, read from the arrays they are made of.

Nothing of pandas runs: fields and C methods of exactly its own types are read, and what is kept in another way (an
Arrow array, a sparse one, labels of several levels) is left out. The first entry of a frame is its rows, then come its
columns.
"""

from __future__ import annotations

from .classes import ABSENT, is_native, qualified_name
from .fields import read, stored
from .keys import key_to_wire, position_of
from .storage import Storage, register_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CORE = "pandas._libs.internals"
_CATEGORICAL = "pandas.core.arrays.categorical.Categorical"
_TABLE_DIMENSIONS = 2
_MOST_COLUMNS = 1_000
"""Of a row, only so many cells are told."""


class RowsKey:
    """What stands before the rows of a frame, where its columns have their labels."""

    __slots__ = ()


class Rows:
    """The rows of a frame: each a dict of its cells by label. Made when it is looked at."""

    __slots__ = ("columns", "count")

    def __init__(self, frame: object) -> None:
        self.columns = _named_columns(frame)
        shape = frame_shape(frame)
        self.count: int = shape[0] if shape else 0

    def window(self, start: int, stop: int) -> list[Any]:
        """Return rows as dicts; a cell that cannot be read is left out."""
        stop = min(stop, self.count)
        rows: list[Any] = [{} for _ in range(start, stop)]
        for label, values in self.columns[:_MOST_COLUMNS]:
            for row, cell in zip(rows, cells_of(values, start, stop)):
                row[label] = cell
        return rows


def managed(frame: object, name: str) -> Any:
    """Return what the block manager of a DataFrame or Series has as `name`: a field in C, or of its own."""
    manager = stored(frame, "_mgr")
    value = read(manager, name, _CORE)
    return stored(manager, name) if value is ABSENT else value


def blocks(frame: object) -> list[Any]:
    """Return the arrays that a DataFrame or Series is made of, without what pandas puts around them."""
    return [bare_array(read(block, "values", _CORE)) for block in _raw_blocks(frame)]


def _raw_blocks(frame: object) -> tuple[Any, ...]:
    found = managed(frame, "blocks")
    return found if type(found) is tuple else ()


def bare_array(values: Any) -> Any:
    """Return the NumPy array that an extension array of pandas keeps its values in, or `values`."""
    for inner in (
        stored(values, "_ndarray"),
        read(values, "_ndarray", "pandas._libs.arrays"),
        stored(values, "_data"),
    ):
        if inner is not ABSENT:
            return inner
    return values


def shape_of(array: object) -> tuple[int, ...] | None:
    """Return the shape of a NumPy array."""
    shape = read(array, "shape", "numpy")
    return shape if type(shape) is tuple else None


def frame_shape(frame: object) -> list[int] | None:
    """Return how many rows and columns a DataFrame has, as far as its arrays tell."""
    shapes = [shape_of(values) for values in blocks(frame)]
    rows = {shape[-1] for shape in shapes if shape}
    if len(rows) != 1 or None in shapes:
        return None
    columns = sum(shape[0] if len(shape) == _TABLE_DIMENSIONS else 1 for shape in shapes if shape)
    return [rows.pop(), columns]


def labels_of(index: object, start: int, stop: int) -> list[Any]:
    """Return labels of an Index, as far as they lie in an array or a range; else none."""
    numbers = stored(index, "_range")
    if type(numbers) is range:
        return list(numbers[start:stop])
    return cells_of(stored(index, "_data"), start, stop)


def column_labels(frame: object, count: int) -> list[Any]:
    """Return the first column labels of a frame."""
    axes = managed(frame, "axes")
    return labels_of(axes[0], 0, count) if type(axes) is list and axes else []


def cells_of(values: Any, start: int, stop: int) -> list[Any]:
    """Return cells of one column; none if they are kept in a way not known here."""
    if qualified_name(type(values)) == _CATEGORICAL:
        return _categories(values, start, stop)
    cells, mask = _flat(bare_array(values), start, stop), stored(values, "_mask")
    if mask is ABSENT:
        return cells
    missing = _flat(mask, start, stop)
    return [None if is_missing else cell for cell, is_missing in zip(cells, missing)]


def _flat(array: Any, start: int, stop: int) -> list[Any]:
    shape = shape_of(array)
    if shape is None or len(shape) != 1 or not is_native(type(array)):
        return []
    return [array[position] for position in range(start, min(stop, shape[0]))]


def _categories(values: Any, start: int, stop: int) -> list[Any]:
    dtype = read(values, "_dtype", "pandas._libs.arrays")
    index = stored(stored(values, "_dtype") if dtype is ABSENT else dtype, "_categories")
    codes = [int(code) for code in _flat(bare_array(values), start, stop)]
    known = {code: labels_of(index, code, code + 1) for code in set(codes) if code >= 0}
    return [(known.get(code) or [None])[0] for code in codes]


def _columns(frame: object) -> list[Any]:
    """Return what each column of a frame is kept in; `ABSENT` where that is not known."""
    shape = frame_shape(frame)
    columns: list[Any] = [ABSENT] * (shape[1] if shape else 0)
    for block in _raw_blocks(frame):
        values, places = read(block, "values", _CORE), read(block, "_mgr_locs", _CORE)
        positions = read(places, "as_array", _CORE)
        array = bare_array(values)
        size = shape_of(positions)
        if size is None or not is_native(type(positions)):
            continue
        is_grid = len(shape_of(array) or ()) == _TABLE_DIMENSIONS
        if is_grid and not is_native(type(array)):
            continue
        for inner, column in enumerate(positions.tolist()):
            if 0 <= column < len(columns):
                columns[column] = array[inner] if is_grid else values
    return columns


def _named_columns(frame: object) -> list[tuple[Any, Any]]:
    """Return label and values of each column. What is no plain label, or said twice, is its position."""
    columns = _columns(frame)
    labels = column_labels(frame, len(columns))
    named: list[tuple[Any, Any]] = []
    seen: set[Any] = set()
    for position, values in enumerate(columns):
        label = labels[position] if position < len(labels) else position
        item = getattr(label, "item", None) if is_native(type(label)) else None
        label = item() if item is not None else label
        if key_to_wire(label) is ABSENT or label in seen:
            label = position
        seen.add(label)
        if values is not ABSENT:
            named.append((label, values))
    return named


def _entries(frame: object, start: int, stop: int) -> list[tuple[Any, Any]]:
    return [(RowsKey(), Rows(frame)), *_named_columns(frame)][start:stop]


def _column_called(frame: object, wire: object) -> Any:
    columns = _named_columns(frame)
    position = position_of([label for label, _ in columns], wire)
    return ABSENT if position < 0 else columns[position][1]


def _series_values(series: object) -> Any:
    found = _raw_blocks(series)
    return read(found[0], "values", _CORE) if len(found) == 1 else ABSENT


def series_length(series: object) -> int:
    """Return the length of a Series whose cells can be read, else 0."""
    return array_length(_series_values(series))


def index_length(index: object) -> int:
    """Return the length of an Index whose labels can be read, else 0."""
    numbers = stored(index, "_range")
    return len(numbers) if type(numbers) is range else array_length(stored(index, "_data"))


def array_length(values: Any) -> int:
    """Return the length of what a column is kept in if its cells can be read, else 0."""
    inner = bare_array(values)
    shape = shape_of(inner)
    return shape[0] if shape and len(shape) == 1 and is_native(type(inner)) else 0


def register() -> None:
    """Make the items of these types known."""
    frame = Storage(
        lambda obj: len(_named_columns(obj)) + 1, _entries, keyed=True, find=_column_called
    )
    series = Storage(
        series_length, lambda obj, start, stop: cells_of(_series_values(obj), start, stop)
    )
    for module in ("pandas.core.frame", "pandas"):
        register_library(f"{module}.DataFrame", frame)
    for module in ("pandas.core.series", "pandas"):
        register_library(f"{module}.Series", series)
    index = Storage(index_length, labels_of)
    for name in INDEX_TYPES:
        register_library(name, index)
    array = Storage(array_length, cells_of)
    for name in ARRAY_TYPES:
        register_library(name, array)
    rows = Storage(lambda obj: obj.count, lambda obj, start, stop: obj.window(start, stop))
    register_library(qualified_name(Rows), rows)


_INDEX_CLASSES = (
    "base.Index range.RangeIndex datetimes.DatetimeIndex timedeltas.TimedeltaIndex category.CategoricalIndex"
    " numeric.Int64Index numeric.UInt64Index numeric.Float64Index period.PeriodIndex"
).split()
INDEX_TYPES = [
    *(f"pandas.core.indexes.{name}" for name in _INDEX_CLASSES),
    *(f"pandas.{name.rpartition('.')[2]}" for name in _INDEX_CLASSES),
]
"""Qualified names of the indexes whose labels can be read; newer versions of pandas name only the package."""

_ARRAY_CLASSES = (
    "categorical.Categorical integer.IntegerArray floating.FloatingArray boolean.BooleanArray string_.StringArray"
    " datetimes.DatetimeArray timedeltas.TimedeltaArray"
).split()
ARRAY_TYPES = [
    *(f"pandas.core.arrays.{name}" for name in _ARRAY_CLASSES),
    *(f"pandas.arrays.{name.rpartition('.')[2]}" for name in _ARRAY_CLASSES),
]
"""Qualified names of what columns are kept in besides NumPy's arrays, likewise."""
