"""What the codec must know of a class, found out once per class and statically.

How its instances travel (by which encoder, as an enum member, as a stream, as a ref) and how a ref to one describes
itself. The cache holds classes weakly.
"""

from __future__ import annotations

from _weakref import ref as weak_reference
from types import GeneratorType

from .numpy_scalars import numpy_encoder
from .static_type import (
    ABSENT,
    class_module,
    class_name,
    find_in_mro,
    library_of,
    module_attribute,
)
from .wire_scalars import BUILTIN_ENCODERS, LIBRARY_ENCODERS, encode_bytes, encode_float, encode_int

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class TypeFacts:
    """Facts about one class."""

    __slots__ = ("encoder", "is_enum", "library", "module", "name", "stream_type")

    def __init__(self, cls: type) -> None:
        self.name = class_name(cls)
        self.module = class_module(cls)
        self.library = library_of(self.module)
        self.is_enum = _is_enum(cls)
        self.encoder = None if self.is_enum else _find_encoder(cls, self.module, self.name)
        self.stream_type = None if self.encoder else _find_stream_type(cls)


_cache: dict[int, tuple[weak_reference[type], TypeFacts]] = {}


def type_facts(cls: type) -> TypeFacts:
    """Return the facts about `cls`."""
    key = id(cls)
    cached = _cache.get(key)
    if cached is not None and cached[0]() is cls:
        return cached[1]
    facts = TypeFacts(cls)
    # Keyed by identity: hashing a class runs its metaclass's `__hash__`.
    _cache[key] = (weak_reference(cls, lambda gone: _forget(key, gone)), facts)
    return facts


def _forget(key: int, gone: object) -> None:
    cached = _cache.get(key)
    if cached is not None and cached[0] is gone:
        del _cache[key]


def _find_encoder(cls: type, module: str, name: str) -> Callable[..., object] | None:
    known = BUILTIN_ENCODERS.get(cls) if type(cls) is type else None
    if known:
        return known
    library = LIBRARY_ENCODERS.get((module, name))
    if library:
        return library if module_attribute(module, name) is cls else None
    return numpy_encoder(cls) or _subclass_encoder(cls)


def _subclass_encoder(cls: type) -> Callable[..., object] | None:
    """Return how a subclass of a plain type travels: by the value its base holds, read by the base."""
    if issubclass(cls, str):
        return str.__str__
    if issubclass(cls, int):
        return lambda value: encode_int(int.__index__(value))
    if issubclass(cls, float):
        return lambda value: encode_float(float.__float__(value))
    if issubclass(cls, bytes):
        return lambda value: encode_bytes(bytes.__getitem__(value, slice(None)))
    return None


def _is_enum(cls: type) -> bool:
    enum_class = module_attribute("enum", "Enum")
    return isinstance(enum_class, type) and issubclass(cls, enum_class)


def _find_stream_type(cls: type) -> str | None:
    """Return how instances produce items, None if they are no iterators.

    What is also a context manager (a file) is more than its lines and stays an ordinary ref.
    """
    if (
        _defines(cls, "__anext__")
        and _defines(cls, "__aiter__")
        and not _defines(cls, "__aenter__")
    ):
        return "async_generator"
    if _defines(cls, "__next__") and _defines(cls, "__iter__") and not _defines(cls, "__enter__"):
        return "generator" if cls is GeneratorType else "iterator"
    return None


def _defines(cls: type, name: str) -> bool:
    found = find_in_mro(cls, name)
    return found is not ABSENT and found is not None
