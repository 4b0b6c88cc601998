"""Lenses for the built-in values and containers, and for subclasses that keep their storage."""

from __future__ import annotations

from _collections import deque
from types import MappingProxyType

from . import atoms
from .classes import class_name, lookup, plain_text
from .lenses import (
    Lens,
    register_base,
    register_exact,
    write_items,
    write_value,
)
from .storage import storage_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .lenses import Writer
    from .preview import Preview

_SHOWN = (20, 6, 3)
"""Items of a container that a preview shows, by how many brackets are open."""


def item_count(obj: Any) -> int | None:
    """Return the number of items a container holds."""
    storage = storage_of(obj)
    return storage.length(obj) if storage else None


def write_container(preview: Preview, obj: Any, brackets: tuple[str, str]) -> None:
    """Write the first items of a container."""
    storage = storage_of(obj)
    if storage is None:
        return
    shown = _SHOWN[preview.depth] if preview.depth < len(_SHOWN) else _SHOWN[-1]
    items = storage.window(obj, 0, shown)
    write_item = _write_pair if storage.keyed else write_value
    # Fewer than asked for are all there are.
    elided = len(items) >= shown and storage.length(obj) > shown
    write_items(preview, items, brackets, write_item, elided=elided)


def _write_pair(preview: Preview, pair: tuple[Any, Any]) -> None:
    write_value(preview, pair[0])
    preview.put("punctuation", ": ")
    write_value(preview, pair[1])


def _bracketed(opening: str, closing: str) -> Writer:
    return lambda preview, obj: write_container(preview, obj, (opening, closing))


_write_list = _bracketed("[", "]")
_write_dict = _bracketed("{", "}")


def _write_tuple(preview: Preview, obj: tuple[Any, ...]) -> None:
    write_container(preview, obj, ("(", ",)" if tuple.__len__(obj) == 1 else ")"))


def _write_set(preview: Preview, obj: set[Any]) -> None:
    if set.__len__(obj):
        write_container(preview, obj, ("{", "}"))
    else:
        preview.put("punctuation", "set()")


def _named(write: Writer) -> Writer:
    """Write the type's name around what its base would show."""

    def write_named(preview: Preview, obj: object) -> None:
        preview.put_name("type", class_name(type(obj)))
        preview.put("punctuation", "(")
        write(preview, obj)
        preview.put("punctuation", ")")

    return write_named


def _write_tuple_subclass(preview: Preview, obj: tuple[Any, ...]) -> None:
    preview.put_name("type", class_name(type(obj)))
    fields, _ = lookup(type(obj), "_fields")
    if type(fields) is not tuple or len(fields) != tuple.__len__(obj):
        write_container(preview, obj, ("((", "))"))
        return
    values = tuple.__getitem__(obj, slice(0, _SHOWN[0]))
    elided = len(fields) > len(values)
    write_items(preview, zip(fields, values), ("(", ")"), write_field, elided=elided)


def write_field(preview: Preview, field: tuple[object, object]) -> None:
    """Write `name=value`."""
    preview.put_name("name", plain_text(field[0]) or "?")
    preview.put("punctuation", "=")
    write_value(preview, field[1])


def _write_range(preview: Preview, obj: range) -> None:
    bounds = [obj.start, obj.stop] if obj.step == 1 else [obj.start, obj.stop, obj.step]
    preview.put("type", "range")
    write_items(preview, bounds, ("(", ")"))


def _write_slice(preview: Preview, obj: slice) -> None:
    preview.put("type", "slice")
    write_items(preview, (obj.start, obj.stop, obj.step), ("(", ")"))


def _write_memoryview(preview: Preview, obj: memoryview) -> None:
    size = obj.nbytes
    preview.put("type", "memoryview")
    preview.put("text", f" of {size} bytes")


def _memoryview_length(obj: memoryview) -> int | None:
    try:
        return obj.shape[0] if obj.shape else None
    except ValueError:
        return None  # it was released


def _keyword(word: str) -> Writer:
    return lambda preview, _: preview.put("keyword", word)


def _write_bool(preview: Preview, obj: bool) -> None:
    preview.put("keyword", "True" if obj else "False")


_LEAVES: list[tuple[type, str, Writer, Any]] = [
    (int, "number", atoms.write_int, None),
    (float, "number", atoms.write_float, None),
    (complex, "number", atoms.write_complex, None),
    (str, "string", atoms.write_str, str.__len__),
    (bytes, "bytes", atoms.write_bytes, bytes.__len__),
    (bytearray, "bytes", atoms.write_bytearray, bytearray.__len__),
]
_CONTAINERS: list[tuple[type, str, Writer, Writer]] = [
    (list, "sequence", _write_list, _named(_write_list)),
    (tuple, "sequence", _write_tuple, _write_tuple_subclass),
    (dict, "mapping", _write_dict, _named(_write_dict)),
    (set, "set", _write_set, _named(_bracketed("{", "}"))),
    (frozenset, "set", _named(_bracketed("{", "}")), _named(_bracketed("{", "}"))),
    (deque, "sequence", _named(_write_list), _named(_write_list)),
]


def register() -> None:
    """Register the lenses of this module."""
    register_exact(type(None), Lens("none", _keyword("None"), leaf=True))
    register_exact(bool, Lens("boolean", _write_bool, leaf=True))
    register_exact(type(...), Lens("object", _keyword("Ellipsis"), leaf=True))
    register_exact(type(NotImplemented), Lens("object", _keyword("NotImplemented"), leaf=True))
    for cls, kind, write, length in _LEAVES:
        register_exact(cls, Lens(kind, write, length, leaf=True))
        register_base(cls, Lens(kind, _named(write), length))
    for cls, kind, write, write_subclass in _CONTAINERS:
        length: Any = cls.__len__
        register_exact(cls, Lens(kind, write, length))
        register_base(cls, Lens(kind, write_subclass, item_count))
    register_exact(range, Lens("sequence", _write_range, item_count))
    register_exact(slice, Lens("object", _write_slice))
    register_exact(memoryview, Lens("bytes", _write_memoryview, _memoryview_length))
    register_exact(MappingProxyType, Lens("mapping", _named(_write_dict), item_count))
    for view, kind in (({}.keys(), "set"), ({}.values(), "sequence"), ({}.items(), "set")):
        register_exact(type(view), Lens(kind, _named(_write_list), item_count))
