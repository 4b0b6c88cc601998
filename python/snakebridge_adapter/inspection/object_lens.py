"""The lens for objects of no special type: their class and the first of their own attributes."""

from __future__ import annotations

from itertools import islice
from types import MemberDescriptorType

from ..wire.static_type import class_dict, class_mro
from .builtin_lenses import write_field
from .classes import ABSENT, class_name, defines, is_native
from .fields import instance_dict, read_field
from .lenses import Lens, register_fallback, write_bare, write_items
from .storage import read_stable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .preview import Preview

_LOOKED_AT = 24
_SHOWN = (8, 4, 0)
"""Attributes that a preview shows, by how many brackets are open."""


def _write_object(preview: Preview, obj: object) -> None:
    shown = _SHOWN[min(preview.depth, len(_SHOWN) - 1)]
    attributes = [field for field in _fields(obj) if not field[0].startswith("_")] if shown else []
    if not attributes:
        write_bare(preview, obj)
        return
    preview.put_name("type", class_name(type(obj)))
    elided = len(attributes) > shown
    write_items(preview, attributes[:shown], ("(", ")"), write_field, elided=elided)


def _fields(obj: object) -> list[tuple[str, Any]]:
    attributes = instance_dict(obj)
    if attributes is None or not dict.__len__(attributes):
        items = list(islice(_slots(obj), _LOOKED_AT))
    else:
        items = read_stable(lambda: list(islice(dict.items(attributes), _LOOKED_AT)))
    return [item for item in items if type(item[0]) is str]


def _slots(obj: object) -> Iterator[tuple[str, Any]]:
    for base in class_mro(type(obj)):
        if is_native(base):
            return
        for name, descriptor in list(class_dict(base).items()):
            if type(descriptor) is MemberDescriptorType:
                value = read_field(descriptor, obj)
                if value is not ABSENT:
                    yield name, value


_OBJECT = Lens("object", _write_object)
_ITERATOR = Lens("iterator", _write_object)


def _choose(cls: type) -> Lens:
    """Tell iterators from other objects; they share no base. What is opened and closed is more than its lines."""
    is_iterator = defines(cls, "__next__") or defines(cls, "__anext__")
    return _ITERATOR if is_iterator and not defines(cls, "__enter__") else _OBJECT


def is_plain(lens: Lens) -> bool:
    """Return whether a preview through `lens` shows nothing but the object's own attributes."""
    return lens is _OBJECT or lens is _ITERATOR


def register() -> None:
    """Register the lenses of this module."""
    register_fallback(_choose)
