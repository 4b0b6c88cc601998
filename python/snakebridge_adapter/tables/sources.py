"""Which objects are tables, and through what each is read. No library is imported: its objects came with it."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .source import Source


def source_of(obj: Any) -> Source:
    """Return the table that `obj` is.

    Raises:
        TypeError: it is none.
    """
    cls = type(obj)
    if cls is list or cls is tuple:
        from .records import Records

        return Records(obj)
    if _is_one_of(cls, "numpy", ("ndarray",)):
        from .arrays import Array

        return Array(obj)
    if _is_one_of(cls, "pandas", ("DataFrame", "Series", "Index")):
        from .pandas_frames import Frame

        return Frame(obj)
    if _is_one_of(cls, "polars", ("DataFrame", "Series")):
        from .polars_frames import PolarsFrame

        return PolarsFrame(obj)
    if _is_one_of(cls, "pyarrow", ("Table", "RecordBatch", "Array", "ChunkedArray")):
        from .arrow_tables import ArrowTable

        return ArrowTable(obj)
    return _made_by_looking(obj)


def _made_by_looking(obj: Any) -> Source:
    """Return what the inspector itself makes of a frame: a column's own array, all rows."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(obj, pandas.api.extensions.ExtensionArray):
        from .pandas_frames import Frame

        return Frame(pandas.Series(obj, copy=False))
    message = f"'{type(obj).__name__}' is not a table"
    raise TypeError(message)


def _is_one_of(cls: type, library: str, names: tuple[str, ...]) -> bool:
    module = sys.modules.get(library)
    return module is not None and any(issubclass(cls, getattr(module, name)) for name in names)
