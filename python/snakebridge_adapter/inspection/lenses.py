"""Lenses: how to look at objects of one type, and which lens fits an object.

A lens is found by the exact type, the special bases of Python's own (classes, exceptions, enums), the qualified name of
known types, the builtin container whose storage the object has, or it is the plain one. Lenses read through
`fields` alone: a class that only bears the name of a known one gets an incomplete row, but is never run.
"""

from __future__ import annotations

from .classes import bounded, class_name, qualified_name
from .preview import ELLIPSIS, Preview

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Writer = Callable[[Preview, Any], None]
    Measure = Callable[[Any], Any]

MAX_DEPTH = 3
"""Brackets within brackets that a preview opens."""

_MIN_ITEM_ROOM = 12
"""UTF-16 units below which a further item is not begun."""

_MAX_SHOWN_NAME = 100
"""Longest attribute name shown as it is, in characters."""


class Lens:
    """How objects of one type are shown. Each function gets the object and runs none of its code."""

    __slots__ = ("dtype", "kind", "leaf", "length", "shape", "size", "write")

    def __init__(
        self, kind: str, write: Writer, length: Measure | None = None, *, leaf: bool = False
    ) -> None:
        self.kind = kind
        self.write = write
        self.length = length
        self.leaf = leaf
        """Whether there is nothing inside worth expanding."""
        self.shape: Measure | None = None
        self.dtype: Measure | None = None
        self.size: Measure | None = None
        """Bytes of what it holds, where its own shallow size would not tell."""


class ArrayLens(Lens):
    """A lens for what has a shape; the first of its sizes is its length."""

    __slots__ = ()

    def __init__(
        self, kind: str, write: Writer, shape: Measure, dtype: Measure, size: Measure
    ) -> None:
        super().__init__(kind, write, lambda obj: (shape(obj) or (None,))[0])
        self.shape = shape
        self.dtype = dtype
        self.size = size


class ExactType:
    """A built-in type with its lens, and what is the same for all its objects."""

    __slots__ = ("cls", "lens", "name", "qualified_name", "size")

    def __init__(self, cls: type, lens: Lens) -> None:
        self.cls = cls
        self.lens = lens
        self.name = class_name(cls)
        self.qualified_name = qualified_name(cls)
        size: Any = cls.__sizeof__
        self.size: Measure = size


exact_types: dict[int, ExactType] = {}
"""By identity of the type: a lookup by class would hash the class of whatever is looked at."""

_by_name: dict[str, Lens] = {}
_by_base: list[tuple[type, Lens]] = []
_fallback: list[Callable[[type], Lens]] = []


def register_exact(cls: type, lens: Lens) -> None:
    """Use `lens` for objects whose type is exactly `cls`, a built-in one."""
    exact_types[id(cls)] = ExactType(cls, lens)


def register_named(name: str, lens: Lens) -> None:
    """Use `lens` for objects whose class has this qualified name; that needs no import of its module."""
    _by_name[name] = lens


def register_base(base: type, lens: Lens) -> None:
    """Use `lens` for subclasses of `base` that no other lens is for; those registered first go first."""
    _by_base.append((base, lens))


def register_fallback(choose: Callable[[type], Lens]) -> None:
    """Let `choose` pick the lens for everything else, by the class."""
    _fallback[:] = [choose]


def lens_for(cls: type, name: str) -> Lens:
    """Return the lens for objects of a class that is no exact type; `name` is its qualified name."""
    lens = _by_name.get(name)
    if lens is not None:
        return lens
    for base, based in _by_base:
        if issubclass(cls, base):
            return based
    return _fallback[0](cls)


def write_value(preview: Preview, obj: object) -> None:
    """Write a short form of `obj`; what cannot be read is written as its type."""
    exact = exact_types.get(id(type(obj)))
    if exact is None:
        cls = type(obj)
        write_through(preview, lens_for(cls, qualified_name(cls)), obj)
    elif exact.lens.leaf:
        exact.lens.write(preview, obj)
    else:
        write_through(preview, exact.lens, obj)


def write_through(preview: Preview, lens: Lens, obj: object) -> None:
    """Write a short form of `obj` as `lens` shows it."""
    for outer in preview.around:
        if outer is obj:
            preview.put("punctuation", ELLIPSIS)
            return
    preview.around.append(obj)
    before = len(preview.parts), preview.room, preview.depth
    try:
        lens.write(preview, obj)
    except Exception:  # C code may refuse to be read: a released buffer, a closed connection
        preview.back_to(before)
        write_bare(preview, obj)
    finally:
        preview.around.pop()


def write_bare(preview: Preview, obj: object) -> None:
    """Write the type of `obj` and nothing that it holds."""
    preview.put("punctuation", "<")
    preview.put_name("type", class_name(type(obj)))
    preview.put("punctuation", ">")


def write_items(
    preview: Preview,
    items: Iterable[Any],
    brackets: tuple[str, str],
    write_item: Writer = write_value,
    *,
    elided: bool = False,
) -> None:
    """Write `items` between brackets as far as there is room; `elided`: there are more than these."""
    if not preview.open(brackets[0]):
        return
    written = 0
    for item in items:
        if preview.depth > MAX_DEPTH or (written and preview.room < _MIN_ITEM_ROOM):
            elided = True
            break
        if written:
            preview.put("punctuation", ", ")
        write_item(preview, item)
        written += 1
    preview.close(brackets[1], (f", {ELLIPSIS}" if written else ELLIPSIS) if elided else "")


def name_of(name: str) -> str:
    """Return a name as it is if it could be typed, else quoted."""
    if name.isidentifier() and len(name) <= _MAX_SHOWN_NAME:
        return name
    return bounded(repr(name[:_MAX_SHOWN_NAME]))
