"""NumPy's scalars as the Python scalars they hold. NumPy is looked for, never imported."""

from __future__ import annotations

from .static_type import class_name, is_heap_type, module_attribute
from .wire_scalars import (
    encode_bytes,
    encode_complex,
    encode_date,
    encode_datetime,
    encode_float,
    encode_int,
    encode_timedelta,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def numpy_encoder(cls: type) -> Callable[..., object] | None:
    """Return how a scalar of NumPy's own class `cls` travels, None if it is no such class."""
    generic = module_attribute("numpy", "generic")
    if not isinstance(generic, type) or not issubclass(cls, generic) or is_heap_type(cls):
        return None
    dated = class_name(cls) in ("datetime64", "timedelta64")
    return _encode_dated if dated else _encode_plain


def _encode_plain(value: object) -> object:
    held = _item(value)
    encoder = _PLAIN.get(type(held))
    return encoder(held) if encoder else None


def _encode_dated(value: object) -> object:
    """Encode a moment that Python's own types can hold; finer than microseconds stays a ref."""
    held = _item(value)
    name = type(held).__name__
    encoder = _DATED.get(name) if type(held).__module__ == "datetime" else None
    return encoder(held) if encoder else None


def _item(value: object) -> object:
    """Call the C method of NumPy's base class, which a static class cannot override in Python."""
    generic = module_attribute("numpy", "generic")
    return generic.item(value)


_PLAIN: dict[type, Callable[..., object]] = {
    bool: bool,
    int: encode_int,
    float: encode_float,
    complex: encode_complex,
    str: str,
    bytes: encode_bytes,
}

_DATED: dict[str, Callable[..., object]] = {
    "datetime": encode_datetime,
    "date": encode_date,
    "timedelta": encode_timedelta,
}
