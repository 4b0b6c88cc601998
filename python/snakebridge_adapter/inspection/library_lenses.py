"""Lenses for NumPy and pandas. Neither is imported: their objects can only be met where the program did.

Shape, dtype and first values come from C fields and C methods of exactly their own types; a subclass of an array
shows its shape, but no values, since slicing it would run its hooks.
"""

from __future__ import annotations

from .atoms import write_str
from .classes import ABSENT, class_name, is_native, plain_text
from .fields import invoke, read, stored
from .lenses import ArrayLens, Lens, register_named, write_items, write_value
from .storage import Storage, register_native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .preview import Preview

_SHOWN_VALUES = 10
_SHOWN_COLUMNS = 8
_SCALARS = (
    "bool_ bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128"
    " str_ bytes_ datetime64 timedelta64"
).split()
_DTYPE_WORDS = {"i": "int", "u": "uint", "f": "float", "c": "complex"}
_DTYPE_NAMES = {"b": "bool", "O": "object", "M": "datetime64", "m": "timedelta64", "V": "void"}
_BITS = 8
_UTF32_BYTES = 4
_PANDAS_CORE = "pandas._libs.internals"


def array_shape(array: object) -> list[int] | None:
    """Return the shape of a NumPy array."""
    shape = read(array, "shape", "numpy")
    return list(shape) if type(shape) is tuple else None


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
    sizes = [_array_bytes(values) for values in _blocks(frame)]
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
        values = array.flat[:_SHOWN_VALUES].tolist()
        write_items(preview, values, ("[", "]"), elided=array.size > len(values))


def _write_scalar(preview: Preview, scalar: object) -> None:
    value = invoke(scalar, "item", "numpy") if is_native(type(scalar)) else ABSENT
    preview.put_name("type", class_name(type(scalar)))
    if value is not ABSENT and type(value) is not type(scalar):
        write_items(preview, (value,), ("(", ")"))


def _array_window(array: Any, start: int, stop: int) -> list[Any]:
    return [array[position] for position in range(start, min(stop, len(array)))]


def _managed(frame: object, name: str) -> Any:
    """Return what the block manager of a DataFrame or Series has as `name`: a field in C, or of its own."""
    manager = stored(frame, "_mgr")
    value = read(manager, name, _PANDAS_CORE)
    return stored(manager, name) if value is ABSENT else value


def _blocks(frame: object) -> list[Any]:
    """Return the arrays that a DataFrame or Series is made of."""
    blocks = _managed(frame, "blocks")
    values = (
        [read(block, "values", _PANDAS_CORE) for block in blocks] if type(blocks) is tuple else []
    )
    return [_bare_array(value) for value in values]


def _bare_array(values: Any) -> Any:
    """Return the NumPy array that an extension array of pandas keeps its values in, or `values`."""
    inner = stored(values, "_ndarray")
    if inner is ABSENT:
        inner = read(values, "_ndarray", "pandas._libs.arrays")
    return values if inner is ABSENT else inner


def _frame_shape(frame: object) -> list[int] | None:
    shapes = [array_shape(values) for values in _blocks(frame)]
    rows = {shape[-1] for shape in shapes if shape}
    if len(rows) != 1 or None in shapes:
        return None
    two_dimensional = 2
    columns = sum(shape[0] if len(shape) == two_dimensional else 1 for shape in shapes if shape)
    return [rows.pop(), columns]


def _series_shape(series: object) -> list[int] | None:
    shapes = [array_shape(values) for values in _blocks(series)]
    return shapes[0][-1:] if shapes and shapes[0] else None


def _common_dtype(frame: object) -> str | None:
    names = {dtype_name(values) for values in _blocks(frame)}
    return names.pop() if len(names) == 1 else None


def _write_frame(preview: Preview, frame: object) -> None:
    preview.put("type", "DataFrame")
    shape = _frame_shape(frame)
    if shape:
        preview.put("text", f" {shape[0]} × {shape[1]}")
    columns = _labels(frame)
    if columns:
        preview.put("punctuation", ": ")
        elided = shape is None or shape[1] > len(columns)
        write_items(preview, columns, ("", ""), _write_label, elided=elided)


def _write_label(preview: Preview, label: object) -> None:
    if type(label) is str:
        preview.put_name("name", plain_text(label) or "")
    else:
        write_value(preview, label)


def _labels(frame: object) -> list[Any]:
    """Return the first column labels, as far as they lie in a NumPy array."""
    axes = _managed(frame, "axes")
    if type(axes) is not list or not axes:
        return []
    index = stored(axes[0], "_data")
    values = _bare_array(index)
    if array_shape(values) is None or not is_native(type(values)):
        return []
    return values.flat[:_SHOWN_COLUMNS].tolist()


def _write_series(preview: Preview, series: object) -> None:
    preview.put("type", "Series")
    name = stored(series, "_name")
    if type(name) is str:
        preview.put("text", " ")
        write_str(preview, name)
    for values in _blocks(series)[:1]:
        preview.put("punctuation", ": ")
        write_value(preview, values)


def register() -> None:
    """Register the lenses of this module."""
    array = ArrayLens("array", _write_array, array_shape, dtype_name, _array_bytes)
    for name in ("ndarray", "matrix", "memmap", "recarray"):
        register_named(f"numpy.{name}", array)
    rows = Storage(lambda array: (array_shape(array) or [0])[0], _array_window)
    register_native("numpy.ndarray", rows)
    for name in _SCALARS:
        register_named(f"numpy.{name}", Lens("number", _write_scalar, leaf=True))
    frame = ArrayLens("table", _write_frame, _frame_shape, _common_dtype, _frame_bytes)
    series = ArrayLens("array", _write_series, _series_shape, _common_dtype, _frame_bytes)
    for module in ("pandas.core.frame", "pandas"):
        register_named(f"{module}.DataFrame", frame)
    for module in ("pandas.core.series", "pandas"):
        register_named(f"{module}.Series", series)
