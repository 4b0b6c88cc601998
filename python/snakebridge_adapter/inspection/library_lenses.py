"""Lenses for NumPy, pandas, Polars and Arrow. None is imported: their objects can only be met where the program did.

Shape, dtype and first values come from C fields and C methods of exactly their own types; a subclass of an array
shows its shape, but no values, since slicing it would run its hooks.
"""

from __future__ import annotations

from .atoms import write_str
from .classes import ABSENT, class_name, is_native, plain_text
from .fields import invoke, read, stored
from .frames import (
    ARRAY_TYPES,
    INDEX_TYPES,
    Rows,
    RowsKey,
    array_length,
    blocks,
    cells_of,
    column_labels,
    frame_shape,
    index_length,
    labels_of,
    shape_of,
)
from .frames import register as register_frames
from .lenses import ArrayLens, Lens, register_exact, register_named, write_items, write_value
from .storage import Storage, register_native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .preview import Preview

_SHOWN_VALUES = 10
_SHOWN_COLUMNS = 8
_SCALARS = (
    "bool_ bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128"
    " str_ bytes_"
).split()
_MOMENTS = ("datetime64", "timedelta64")
_DTYPE_WORDS = {"i": "int", "u": "uint", "f": "float", "c": "complex"}
_DTYPE_NAMES = {"b": "bool", "O": "object", "M": "datetime64", "m": "timedelta64", "V": "void"}
_BITS = 8
_UTF32_BYTES = 4
_SHOWN_ROWS = 2
_POLARS = ("builtins", "polars._plr")
"""Where versions of Polars say that its class in Rust is from."""


def array_shape(array: object) -> list[int] | None:
    """Return the shape of a NumPy array."""
    shape = shape_of(array)
    return None if shape is None else list(shape)


def dtype_name(array: object) -> str | None:
    """Return the name of an array's dtype, as NumPy would print it."""
    dtype = read(array, "dtype", "numpy")
    kind, size = read(dtype, "kind", "numpy"), read(dtype, "itemsize", "numpy")
    if type(kind) is not str or type(size) is not int:
        return None
    if kind in _DTYPE_WORDS:
        return f"{_DTYPE_WORDS[kind]}{size * _BITS}"
    if kind in ("U", "S"):
        return f"<U{size // _UTF32_BYTES}" if kind == "U" else f"S{size}"
    return _DTYPE_NAMES.get(kind)


def _array_bytes(array: object) -> int | None:
    size = read(array, "nbytes", "numpy")
    return size if type(size) is int else None


def _frame_bytes(frame: object) -> int | None:
    sizes = [_array_bytes(values) for values in blocks(frame)]
    return None if None in sizes else sum(size for size in sizes if size)


def _write_array(preview: Preview, array: Any) -> None:
    preview.put_name("type", class_name(type(array)))
    shape = array_shape(array)
    if shape is None:
        return
    preview.put("text", f" {dtype_name(array) or '?'}")
    preview.put("punctuation", f"[{'×'.join(map(str, shape))}]")
    # Values only of arrays whose class is C: elsewhere taking a slice runs `__array_finalize__`.
    if is_native(type(array)):
        preview.put("text", " ")
        values = array.flat[:_SHOWN_VALUES]
        # Of moments the Python form may be a mere number.
        values = list(values) if dtype_name(array) in _MOMENTS else values.tolist()
        write_items(preview, values, ("[", "]"), elided=array.size > len(values))


def _write_moment(preview: Preview, moment: object) -> None:
    text = invoke(moment, "__str__", "numpy") if is_native(type(moment)) else ABSENT
    preview.put_name("type", class_name(type(moment)))
    if type(text) is str:
        preview.put("punctuation", "(")
        preview.put("number", text)
        preview.put("punctuation", ")")


def _write_scalar(preview: Preview, scalar: object) -> None:
    value = invoke(scalar, "item", "numpy") if is_native(type(scalar)) else ABSENT
    preview.put_name("type", class_name(type(scalar)))
    if value is not ABSENT and type(value) is not type(scalar):
        write_items(preview, (value,), ("(", ")"))


def _array_window(array: Any, start: int, stop: int) -> list[Any]:
    return [array[position] for position in range(start, min(stop, len(array)))]


def _series_shape(series: object) -> list[int] | None:
    shapes = [array_shape(values) for values in blocks(series)]
    return shapes[0][-1:] if shapes and shapes[0] else None


def _common_dtype(frame: object) -> str | None:
    names = {dtype_name(values) for values in blocks(frame)}
    return names.pop() if len(names) == 1 else None


def _write_frame(preview: Preview, frame: object) -> None:
    preview.put("type", "DataFrame")
    shape = frame_shape(frame)
    if shape:
        preview.put("text", f" {shape[0]} × {shape[1]}")
    columns = column_labels(frame, _SHOWN_COLUMNS)
    if columns:
        preview.put("punctuation", ": ")
        elided = shape is None or shape[1] > len(columns)
        write_items(preview, columns, ("", ""), _write_label, elided=elided)


def _write_label(preview: Preview, label: object) -> None:
    if type(label) is str:
        preview.put_name("name", plain_text(label) or "")
    else:
        write_value(preview, label)


def _write_series(preview: Preview, series: object) -> None:
    preview.put("type", "Series")
    name = stored(series, "_name")
    if type(name) is str:
        preview.put("text", " ")
        write_str(preview, name)
    for values in blocks(series)[:1]:
        preview.put("punctuation", ": ")
        write_value(preview, values)


def _write_index(preview: Preview, index: object) -> None:
    _write_cells(preview, index, labels_of(index, 0, _SHOWN_VALUES), index_length(index))


def _write_column(preview: Preview, values: object) -> None:
    _write_cells(preview, values, cells_of(values, 0, _SHOWN_VALUES), array_length(values))


def _write_cells(preview: Preview, of: object, cells: list[Any], length: int) -> None:
    preview.put_name("type", class_name(type(of)))
    preview.put("text", " ")
    write_items(preview, cells, ("[", "]"), elided=length > len(cells))


def _write_rows(preview: Preview, rows: Rows) -> None:
    write_items(preview, rows.window(0, _SHOWN_ROWS), ("[", "]"), elided=rows.count > _SHOWN_ROWS)


def _polars_shape(frame: object) -> list[int] | None:
    inner = stored(frame, "_df")
    for module in _POLARS:
        sizes = [invoke(inner, name, module) for name in ("height", "width")]
        if all(type(size) is int for size in sizes):
            return sizes
    return None


def _arrow_shape(table: object) -> list[int] | None:
    sizes = [read(table, name, "pyarrow.lib") for name in ("num_rows", "num_columns")]
    return sizes if all(type(size) is int for size in sizes) else None


def _write_shape(preview: Preview, shape: list[int] | None) -> None:
    if shape:
        preview.put("text", f"{shape[0]} × {shape[1]}")


def _unknown(_obj: object) -> None:
    return None


def _table_lens(shape: Any) -> ArrayLens:
    """Return the lens of a table of which looking tells nothing but its shape."""
    return ArrayLens(
        "table", lambda to, obj: _write_shape(to, shape(obj)), shape, _unknown, _unknown
    )


def register() -> None:
    """Register the lenses of this module."""
    array = ArrayLens("array", _write_array, array_shape, dtype_name, _array_bytes)
    for name in ("ndarray", "matrix", "memmap", "recarray"):
        register_named(f"numpy.{name}", array)
    rows = Storage(lambda array: (array_shape(array) or [0])[0], _array_window)
    register_native("numpy.ndarray", rows)
    for name in _SCALARS:
        register_named(f"numpy.{name}", Lens("number", _write_scalar, leaf=True))
    for name in _MOMENTS:
        register_named(f"numpy.{name}", Lens("number", _write_moment, leaf=True))
    frame = ArrayLens("table", _write_frame, frame_shape, _common_dtype, _frame_bytes)
    series = ArrayLens("array", _write_series, _series_shape, _common_dtype, _frame_bytes)
    for module in ("pandas.core.frame", "pandas"):
        register_named(f"{module}.DataFrame", frame)
    for module in ("pandas.core.series", "pandas"):
        register_named(f"{module}.Series", series)
    for name in INDEX_TYPES:
        register_named(name, Lens("array", _write_index, index_length))
    for name in ARRAY_TYPES:
        register_named(name, Lens("array", _write_column, array_length))
    register_exact(Rows, Lens("sequence", _write_rows, lambda rows: rows.count))
    register_exact(
        RowsKey, Lens("object", lambda preview, _: preview.put("name", "rows"), leaf=True)
    )
    register_named("polars.dataframe.frame.DataFrame", _table_lens(_polars_shape))
    for name in ("Table", "RecordBatch"):
        register_named(f"pyarrow.lib.{name}", _table_lens(_arrow_shape))
    register_frames()
