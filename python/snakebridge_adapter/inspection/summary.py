"""The summary of an object: `ObjectSummary` of the protocol. A row of the inspector is made of it."""

from __future__ import annotations

from . import (
    builtin_lenses,
    code_lenses,
    io_lenses,
    library_lenses,
    object_lens,
    stdlib_lenses,
)
from .classes import class_name, qualified_name
from .displays import displays_of
from .fields import shallow_size
from .lenses import Lens, exact_types, lens_for, write_through, write_value
from .preview import Preview

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Classes, exceptions and enums first: some of those are containers or numbers as well.
for _module in (code_lenses, stdlib_lenses, io_lenses, library_lenses, builtin_lenses, object_lens):
    _module.register()


def summarize(obj: object) -> dict[str, Any]:
    """Return the protocol's `ObjectSummary` of `obj`. Runs none of its code, never fails, is always short."""
    cls = type(obj)
    exact = exact_types.get(id(cls))
    if exact is not None:
        return _summary(obj, exact.lens, exact.name, exact.qualified_name, exact.size)
    full_name = qualified_name(cls)
    return _summary(obj, lens_for(cls, full_name), class_name(cls), full_name, shallow_size)


def short_text(obj: object, room: int) -> str:
    """Return the preview of `obj` alone, in at most `room` UTF-16 units."""
    preview = Preview(room)
    write_value(preview, obj)
    return preview.text()


def _summary(
    obj: object, lens: Lens, name: str, full_name: str, size: Callable[[Any], Any]
) -> dict[str, Any]:
    preview = Preview()
    if lens.leaf:
        lens.write(preview, obj)
    else:
        write_through(preview, lens, obj)
    length = None if lens.length is None else _measured(lens.length, obj)
    summary = {
        "typeName": name,
        "qualifiedType": full_name,
        "kind": lens.kind,
        "preview": preview.parts,
        "length": length,
        "shape": None if lens.shape is None else _measured(lens.shape, obj),
        "dtype": None if lens.dtype is None else _measured(lens.dtype, obj),
        "sizeBytes": _measured(lens.size or size, obj),
        "hasChildren": not lens.leaf and length != 0,
    }
    displays = displays_of(obj)
    if displays:
        summary["displays"] = displays
    return summary


def size_of(obj: object) -> int | None:
    """Return the bytes that the summary of `obj` tells."""
    exact = exact_types.get(id(type(obj)))
    if exact is not None:
        return _measured(exact.lens.size or exact.size, obj)
    cls = type(obj)
    return _measured(lens_for(cls, qualified_name(cls)).size or shallow_size, obj)


def _measured(measure: Callable[[Any], Any], obj: object) -> Any:
    try:
        return measure(obj)
    except Exception:  # C code may refuse; a fact that cannot be had is left out
        return None
