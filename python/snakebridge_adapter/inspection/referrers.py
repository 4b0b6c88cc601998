"""Who keeps an object alive, in words: the way to it from a name, a global, another ref or a running frame.

Asks the garbage collector and reads fields; runs no code of the user's. What it finds it says and lets go: it keeps no
reference. The whole heap is walked for each step, so a deadline ends the search.
"""

from __future__ import annotations

import sys
from gc import get_referrers
from types import (
    CellType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)

from ..wire.static_type import class_dict, class_mro, qualified_name
from .fields import instance_dict, read_field
from .storage import dict_behind
from .summary import summarize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

MOST_WORDS = 5
"""Ways told of one object."""
MOST_STEPS = 4
"""Steps of one way."""
_PACKAGE = __name__.partition(".")[0]
_LONGEST_KEY = 40
_SEQUENCES = (list, tuple)


class Landmarks:
    """What a way may start from, by identity, with the words for it."""

    __slots__ = ("namespaces", "objects", "owners")

    def __init__(self) -> None:
        self.namespaces: dict[int, str] = {
            id(module.__dict__): f"module {name}"
            for name, module in sys.modules.copy().items()
            if type(module) is ModuleType and type(name) is str
        }
        """Dicts of names: "global `x` of" this."""
        self.objects: dict[int, str] = {}
        """Objects that have a name of their own, such as refs."""
        self.owners: dict[int, str] = {}
        """What holds objects in the name of the program that watches: told as it is."""


class Referrers:
    """Finds ways to objects until the deadline."""

    def __init__(self, landmarks: Landmarks, deadline: float, clock: Callable[[], float]) -> None:
        self._landmarks = landmarks
        self._deadline = deadline
        self._clock = clock
        self._own: set[int] = set()
        """Lists of holders that are being looked through, by identity: they hold what they list."""

    def ways_to(self, obj: object) -> list[str]:
        """Return how `obj` is reached, in words; empty if that cannot be seen."""
        ways = self._ways(obj, {id(obj)}, MOST_WORDS)
        return list(dict.fromkeys(ways))

    # Lists, no generators: one that is suspended holds what it looks at, and would be found.

    def _ways(self, obj: object, seen: set[int], most: int) -> list[str]:
        if len(seen) > 2 * MOST_STEPS or self._clock() > self._deadline:
            return []
        ways = _running_frames(obj)
        holders = get_referrers(obj)
        self._own.add(id(holders))
        for holder in holders:
            if len(ways) >= most:
                break
            if id(holder) in seen or id(holder) in self._own or _is_own(holder):
                continue
            ways.append(self._way_through(holder, obj, seen))
        self._own.discard(id(holders))
        return ways

    def _way_through(self, holder: Any, obj: object, seen: set[int]) -> str:
        """Return the way to `obj` over `holder`."""
        owner = self._landmarks.owners.get(id(holder))
        if owner is not None:
            return owner
        namespace = self._landmarks.namespaces.get(id(holder))
        if namespace is not None:
            return f"global `{_key_of(holder, obj)}` of {namespace}"
        if type(holder) is FrameType:
            return _frame_words(holder)
        step, whole = _step(holder, obj)
        name = self._landmarks.objects.get(id(whole))
        if name is None:
            # Only a way that leads somewhere is worth telling in full; else the last thing seen is.
            name = "".join(self._ways(whole, seen | {id(holder), id(whole)}, 1)) or _kind_of(whole)
        return f"{step} of {name}" if step else name


def _step(holder: Any, obj: object) -> tuple[str, Any]:
    """Return how `holder` has `obj` in words, and of what: `holder` itself, or the object whose dict it is."""
    cls = type(holder)
    if issubclass(cls, dict):
        whole = _owner_of(holder)
        if whole is not None:
            return f"attribute `{_key_of(holder, obj)}`", whole
        return f"key {_key_of(holder, obj)!r}", holder
    if issubclass(cls, _SEQUENCES):
        return _position(holder, obj), holder
    if cls is CellType:
        return "a closure", holder
    if cls in (MethodType, FunctionType, GeneratorType, CoroutineType):
        return "", holder
    attribute = _attribute_of(holder, obj)
    return (f"attribute `{attribute}`" if attribute else ""), holder


def _position(sequence: Any, obj: object) -> str:
    items = (list if issubclass(type(sequence), list) else tuple).__iter__(sequence)
    for at, item in enumerate(items):
        if item is obj:
            return f"item {at}"
    return ""


def _owner_of(namespace: dict[Any, Any]) -> Any:
    """Return the object or class whose attributes `namespace` holds, None if it is a dict of its own."""
    for candidate in get_referrers(namespace):
        cls = type(candidate)
        if cls is FrameType:
            continue
        if issubclass(cls, type):
            if dict_behind(class_dict(candidate)) is namespace:
                return candidate
        elif instance_dict(candidate) is namespace:
            return candidate
    return None


def _attribute_of(holder: object, obj: object) -> str | None:
    attributes = instance_dict(holder)
    if attributes is not None:
        for name, value in dict.items(attributes):
            if value is obj and type(name) is str:
                return name
    for base in class_mro(type(holder)):
        for name, descriptor in _members(class_dict(base)):
            if read_field(descriptor, holder) is obj:
                return name
    return None


def _members(namespace: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in list(namespace.items()):
        if type(value) is MemberDescriptorType and type(name) is str:
            yield name, value


def _key_of(mapping: dict[Any, Any], obj: object) -> str:
    for key, value in list(dict.items(mapping)):
        if value is obj:
            text = key if type(key) is str else _preview(key)
            return text if len(text) <= _LONGEST_KEY else text[: _LONGEST_KEY - 1] + "…"
    return "…"


def _preview(obj: object) -> str:
    return "".join(part["text"] for part in summarize(obj)["preview"])


def _kind_of(obj: Any) -> str:
    cls = type(obj)
    if cls is FunctionType:
        return f"function {obj.__qualname__}"
    if cls is GeneratorType or cls is CoroutineType:
        return (
            f"{'generator' if cls is GeneratorType else 'coroutine'} {obj.__qualname__}, suspended"
        )
    if issubclass(cls, type):
        return f"class {qualified_name(obj)}"
    name = qualified_name(cls)
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _running_frames(obj: object) -> list[str]:
    """Return what runs and has `obj` in a variable.

    The collector sees none of them; reading one copies what it holds, for as long as it runs, before Python 3.13.
    """
    if sys.version_info < (3, 13):
        return []
    return [_frame_words(frame) for frame in _frames() if _has(frame.f_locals.values(), obj)]


def _frames() -> list[FrameType]:
    """Return all frames that run but ours: a frame in a list that itself holds would be a cycle."""
    frames: list[FrameType] = []
    # Private by name alone: the library's reference documents it, and nothing else tells of other threads' frames.
    for innermost in list(sys._current_frames().values()):  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        frame: FrameType | None = innermost
        while frame is not None:
            if not _is_own(frame):
                frames.append(frame)
            frame = frame.f_back
    return frames


# No closures over what is looked for, either: their cells would be found.


def _has(values: Iterable[object], obj: object) -> bool:
    for value in list(values):  # noqa: SIM110 - see above
        if value is obj:
            return True
    return False


def _frame_words(frame: FrameType) -> str:
    return f"a running frame of {frame.f_code.co_name}, line {frame.f_lineno}"


def _is_own(holder: Any) -> bool:
    """Return whether `holder` is a frame of this package."""
    if type(holder) is not FrameType:
        return False
    module = holder.f_globals.get("__name__")
    return type(module) is str and module.partition(".")[0] == _PACKAGE
