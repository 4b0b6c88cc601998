"""Reading a request's parameters: what is not as the protocol says is `InvalidParams`, by name."""

from __future__ import annotations

from sys import float_info

from ..errors import InvalidParams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

LARGEST_FLOAT = float_info.max


def text_of(params: Mapping[str, Any], name: str) -> str:
    """Read a string that must be there."""
    value = params.get(name)
    if type(value) is not str:
        raise InvalidParams(f"'{name}' must be a string")
    return value


def optional_text_of(params: Mapping[str, Any], name: str) -> str | None:
    """Read a string that may be missing."""
    return None if params.get(name) is None else text_of(params, name)


def texts_of(params: Mapping[str, Any], name: str) -> list[str]:
    """Read a list of strings that must be there."""
    value = params.get(name)
    if type(value) is not list or not all(type(item) is str for item in value):
        raise InvalidParams(f"'{name}' must be a list of strings")
    return value


def optional_texts_of(params: Mapping[str, Any], name: str) -> list[str] | None:
    """Read a list of strings that may be missing."""
    return None if params.get(name) is None else texts_of(params, name)


def number_of(params: Mapping[str, Any], name: str, default: float | None = None) -> float:
    """Read a number from 0 up; without a default it must be there."""
    value: Any = params.get(name)
    if value is None and default is not None:
        return default
    if (type(value) is int or type(value) is float) and 0 <= value <= LARGEST_FLOAT:
        return value
    raise InvalidParams(f"'{name}' must be a number from 0 up")


def count_of(params: Mapping[str, Any], name: str, default: int, largest: int) -> int:
    """Read a whole number from 0 to `largest`; what is larger counts as `largest`."""
    value = params.get(name)
    if value is None:
        return default
    if type(value) is not int or value < 0:
        raise InvalidParams(f"'{name}' must be a whole number from 0 up")
    return min(value, largest)


def flag_of(params: Mapping[str, Any], name: str) -> bool:
    """Read a boolean that must be there."""
    value = params.get(name)
    if type(value) is not bool:
        raise InvalidParams(f"'{name}' must be true or false")
    return value


def object_of(params: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Read an object; missing, it is empty."""
    value = params.get(name)
    if value is None:
        return {}
    if type(value) is not dict:
        raise InvalidParams(f"'{name}' must be an object")
    return value


def list_of(params: Mapping[str, Any], name: str) -> list[Any]:
    """Read a list; missing, it is empty."""
    value = params.get(name)
    if value is None:
        return []
    if type(value) is not list:
        raise InvalidParams(f"'{name}' must be a list")
    return value
