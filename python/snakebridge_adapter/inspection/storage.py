"""The items of built-in containers, of subclasses of them too: how many, and any window of them.

Read by the base's own C methods, never by those a subclass puts over them. A window costs what it shows, or the walk
from the nearer end. The program may change a container meanwhile: each read is one C call, tried again if it noticed.
"""

from __future__ import annotations

from _collections import OrderedDict, deque
from gc import get_referents
from itertools import islice
from types import MappingProxyType

from .classes import ABSENT, is_native, qualified_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

MAX_LENGTH = 2**53 - 1
"""Largest length told: the largest whole number that every peer reads exactly."""

_ATTEMPTS = 5
_MAX_ORDERED = 10_000
_HASHED_IN_C = (str, int, bytes, bool, float, type(None))


class ChangedWhileRead(Exception):
    """The program changed a container each time it was read."""


class Storage:
    """How to read one kind of container. `keyed`: its items are pairs of key and value."""

    __slots__ = ("find", "keyed", "length", "window")

    def __init__(
        self,
        length: Callable[[Any], int],
        window: Callable[[Any, int, int], list[Any]],
        *,
        keyed: bool = False,
        find: Callable[[Any, object], Any] | None = None,
    ) -> None:
        self.length = length
        self.window = window
        """The items from a position up to another, as far as there are any."""
        self.keyed = keyed
        self.find = find
        """Of a keyed one that is no dict: the value of the key that a wire value says, or `ABSENT`."""


def storage_of(obj: object) -> Storage | None:
    """Return how to read the items of `obj`, None if it is no container known here."""
    cls = type(obj)
    storage = _by_type.get(id(cls))
    if storage is not None:
        return storage
    for base, inherited in _BASES:
        if issubclass(cls, base):
            return inherited
    return (_by_name if is_native(cls) else _of_libraries).get(qualified_name(cls))


def register_native(name: str, storage: Storage) -> None:
    """Read objects of the C type with this qualified name through `storage`; that needs no import of its module."""
    _by_name[name] = storage


def register_library(name: str, storage: Storage) -> None:
    """Read objects of the Python class with this qualified name through `storage`, which must trust none of it."""
    _of_libraries[name] = storage


def item_at(obj: object, position: int) -> Any:
    """Return the item at `position` (of a mapping: the value), or `ABSENT`."""
    storage = storage_of(obj)
    if storage is None or position < 0:
        return ABSENT
    found = storage.window(obj, position, position + 1)
    if not found:
        return ABSENT
    return found[0][1] if storage.keyed else found[0]


def read_stable(read: Callable[[], list[Any]]) -> list[Any]:
    """Return what `read` gives, again if the container changed under it.

    Raises:
        ChangedWhileRead: it never stood still.
    """
    for _ in range(_ATTEMPTS):
        try:
            return read()
        except RuntimeError:
            continue
    raise ChangedWhileRead


def _sliced(base: Any) -> Storage:
    """Read a sequence that slices in C."""
    return Storage(
        base.__len__, lambda obj, start, stop: list(base.__getitem__(obj, slice(start, stop)))
    )


def _walked(
    length: Callable[[Any], int],
    forward: Callable[[Any], Iterator[Any]],
    backward: Callable[[Any], Iterator[Any]] | None = None,
    *,
    keyed: bool = False,
) -> Storage:
    """Read a container that can only be walked, from the nearer end if it can be walked from both."""

    def window(obj: Any, start: int, stop: int) -> list[Any]:
        def read() -> list[Any]:
            size = length(obj)
            if backward is None or start <= size - stop:
                return list(islice(forward(obj), start, stop))
            end = min(stop, size)
            tail = list(islice(backward(obj), size - end, max(size - start, 0)))
            tail.reverse()
            return tail

        return read_stable(read)

    return Storage(length, window, keyed=keyed)


_DICT = _walked(
    dict.__len__,
    lambda obj: iter(dict.items(obj)),
    lambda obj: reversed(dict.items(obj)),
    keyed=True,
)


def _ordered_window(obj: Any, start: int, stop: int) -> list[Any]:
    # An OrderedDict that was reordered walks its order by hashing each key: only where that is C code.
    size = dict.__len__(obj)
    if size <= _MAX_ORDERED:
        keys = list(dict.keys(obj))
        if all(any(type(key) is plain for plain in _HASHED_IN_C) for key in keys):
            return read_stable(lambda: list(islice(OrderedDict.items(obj), start, stop)))
    return _DICT.window(obj, start, stop)


def dict_behind(mapping: Any) -> dict[Any, Any] | None:
    """Return the dict that a mapping is or shows; a mapping proxy would ask whatever mapping is behind it."""
    if issubclass(type(mapping), dict):
        return mapping
    targets = get_referents(mapping) if type(mapping) is MappingProxyType else ()
    return next((target for target in targets if issubclass(type(target), dict)), None)


def _proxied_window(obj: Any, start: int, stop: int) -> list[Any]:
    target = dict_behind(obj)
    return [] if target is None else _DICT.window(target, start, stop)


def _proxied_length(obj: Any) -> int:
    target = dict_behind(obj)
    return 0 if target is None else dict.__len__(target)


def _range_length(obj: range) -> int:
    try:
        return min(range.__len__(obj), MAX_LENGTH)
    except OverflowError:
        return MAX_LENGTH


_BASES: list[tuple[type, Storage]] = [
    (list, _sliced(list)),
    (tuple, _sliced(tuple)),
    (OrderedDict, Storage(dict.__len__, _ordered_window, keyed=True)),
    (dict, _DICT),
    (set, _walked(set.__len__, set.__iter__)),
    (frozenset, _walked(frozenset.__len__, frozenset.__iter__)),
    (deque, _walked(deque.__len__, deque.__iter__, deque.__reversed__)),
]
"""Storage that subclasses inherit."""

_VIEWS: list[Any] = [type({}.keys()), type({}.values()), type({}.items())]

_by_type: dict[int, Storage] = {
    **{id(base): storage for base, storage in _BASES},
    **{id(view): _walked(view.__len__, view.__iter__, view.__reversed__) for view in _VIEWS},
    id(range): Storage(_range_length, _sliced(range).window),
    id(MappingProxyType): Storage(_proxied_length, _proxied_window, keyed=True),
}
"""By identity of the exact type: looking up by the class would hash it."""

_by_name: dict[str, Storage] = {}
_of_libraries: dict[str, Storage] = {}
