"""One step from an object to a part of it, as Python source that gives that very part.

Where reading goes through code of the user's class, the base's own method is named instead, or the step is refused:
what is copied must not mean something else than the row it was copied from.
"""

from __future__ import annotations

from _collections import deque
from types import FunctionType, MappingProxyType, WrapperDescriptorType

from ..inspection.classes import ABSENT, class_name, defines, is_native, lookup, own
from ..inspection.keys import find_key
from ..inspection.storage import Storage, dict_behind, storage_of
from .literals import literal_of
from .refusal import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    IsBuiltin = Callable[[str], bool]

_UNORDERED: tuple[type, ...] = (
    *(set, frozenset),
    *(type({}.keys()), type({}.values()), type({}.items())),
)
"""What has an order but no positions: a part of it is reached by listing it."""
_SUBSCRIPTED: tuple[type, ...] = (list, tuple)


def step_source(owner: str, obj: Any, step: dict[str, Any], value: Any) -> str:
    """Return the source of the part `value` at `step` of `obj`, which the source `owner` gives.

    Raises:
        Refused: no expression gives just that.
    """
    if "attr" in step:
        return _attribute(owner, obj, step["attr"], value)
    storage = storage_of(obj)
    if storage is None:
        raise Refused(f"{_a(obj)} has no items that can be written")
    if "key" in step:
        mapping = dict_behind(obj)
        key = ABSENT if mapping is None else find_key(mapping, step["key"])
        return _entry(owner, obj, key, 0)
    position = step["item"]
    if storage.keyed:
        return _entry(owner, obj, _key_at(storage, obj, position), position)
    return _item(owner, obj, position)


def attribute_text(owner: str, name: str) -> str:
    """Return `owner.name`, for a name that Python can write."""
    return f"{owner}.{name}" if is_name(name) else f"getattr({owner}, {name!r})"


def is_name(name: str) -> bool:
    """Return whether `name` is an identifier that means itself: no keyword, nothing that Python would rewrite."""
    from keyword import iskeyword

    if not name.isidentifier() or iskeyword(name):
        return False
    if name.isascii():
        return True
    from unicodedata import normalize

    return normalize("NFKC", name) == name


def _attribute(owner: str, obj: Any, name: str, value: Any) -> str:
    cls = type(obj)
    if type(lookup(cls, "__getattribute__")[0]) is not WrapperDescriptorType:
        raise Refused(f"{class_name(cls)} decides by code of its own what its attributes are")
    if issubclass(cls, type):
        _check_metaclass(obj, name)
        if type(value) is not FunctionType and defines(type(value), "__get__"):
            if own(obj, name) is not value:
                raise Refused(f"'{name}' is bound anew each time it is read from a class")
            return f"{owner}.__dict__[{name!r}]"
    return attribute_text(owner, name)


def _check_metaclass(cls: type, name: str) -> None:
    entry, definer = lookup(type(cls), name)
    if definer is not None and not is_native(definer) and defines(type(entry), "__get__"):
        raise Refused(f"the metaclass of {class_name(cls)} decides what '{name}' is")


def _key_at(storage: Storage, obj: Any, position: int) -> Any:
    found = storage.window(obj, position, position + 1)
    return found[0][0] if found else ABSENT


def _entry(owner: str, obj: Any, key: Any, position: int) -> str:
    """Return the source of a mapping's value: by its key where that can be written, else by its place."""
    literal = None if key is ABSENT else literal_of(key)
    method = "values" if literal is None else "__getitem__"
    mapping = dict_behind(obj)
    if mapping is None:
        raise Refused("what is behind the mapping cannot be known by looking")
    if not _is_native_method(mapping, method):
        if type(obj) is MappingProxyType:
            raise Refused(f"{_a(mapping)} decides by code of its own what is in it")
        own_way = f"dict.{method}({owner}"
        return f"list({own_way}))[{position}]" if literal is None else f"{own_way}, {literal})"
    return f"list({owner}.values())[{position}]" if literal is None else f"{owner}[{literal}]"


def _item(owner: str, obj: Any, position: int) -> str:
    cls = type(obj)
    for base in _UNORDERED:
        if issubclass(cls, base):
            if _is_native_method(obj, "__iter__"):
                return f"list({owner})[{position}]"
            return f"list({base.__name__}.__iter__({owner}))[{position}]"
    if _is_native_method(obj, "__getitem__"):
        return f"{owner}[{position}]"
    for base in _SUBSCRIPTED:
        if issubclass(cls, base):
            return f"{base.__name__}.__getitem__({owner}, {position})"
    kind = "deque" if issubclass(cls, deque) else "container"
    raise Refused(f"{class_name(cls)}, a {kind}, decides by code of its own what its items are")


def _is_native_method(obj: object, name: str) -> bool:
    definer = lookup(type(obj), name)[1]
    return definer is not None and is_native(definer)


def _a(obj: object) -> str:
    name = class_name(type(obj))
    return f"{'an' if name[:1] in 'aeiouAEIOU' else 'a'} {name}"
