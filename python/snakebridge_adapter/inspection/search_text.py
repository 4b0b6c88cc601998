"""The text by which a search knows an object, and what a hit shows of a long one.

A container is known by what is in it, which a search visits on its own; an object of a class also by its class.
"""

from __future__ import annotations

from .classes import qualified_name
from .lenses import exact_types, lens_for, write_through, write_value
from .object_lens import is_plain
from .preview import ELLIPSIS, MAX_PREVIEW, Preview
from .storage import storage_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MAX_INT_BITS = 2_000
_CONTEXT = 40
"""Characters of a long text shown before what was found in it."""


def own_text(obj: Any, longest: int) -> str | None:
    """Return what `obj` itself says, at most `longest` characters; None if only its parts say something."""
    cls = type(obj)
    if cls is str:
        return obj[:longest]
    if cls is int and obj.bit_length() <= _MAX_INT_BITS:
        return repr(obj)[:longest]
    if cls is float:
        return repr(obj)
    exact = exact_types.get(id(cls))
    lens = exact.lens if exact is not None else lens_for(cls, qualified_name(cls))
    if cls is not range and (storage_of(obj) is not None or is_plain(lens)):
        return None
    preview = Preview()
    write_through(preview, lens, obj)
    return preview.text()[:longest]


def preview_text(obj: object, longest: int) -> str:
    """Return what a preview of `obj` says."""
    preview = Preview()
    write_value(preview, obj)
    return preview.text()[:longest]


def class_text(obj: object) -> str | None:
    """Return the name of the class of `obj`; None for built-in values, of which there are too many."""
    cls = type(obj)
    return qualified_name(cls) if exact_types.get(id(cls)) is None else None


def excerpt(text: str, start: int) -> list[dict[str, str]]:
    """Return a preview of a long text around what was found at `start`."""
    first = max(0, start - _CONTEXT)
    preview = Preview()
    if first:
        preview.put("punctuation", ELLIPSIS)
    write_value(preview, text[first : first + MAX_PREVIEW])
    return preview.parts
