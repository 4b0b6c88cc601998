"""The work that every contestant is given, so that all measure the same Python."""

from __future__ import annotations

import base64
import functools
import reprlib
import types


@functools.cache
def ints() -> list[int]:
    return list(range(100_000))


@functools.cache
def floats() -> list[float]:
    return [n / 7 for n in range(1_000_000)]


@functools.cache
def blob() -> bytes:
    return bytes(range(256)) * 40_000


def blob_text() -> str:
    """The bytes for those whose way is text only."""
    return base64.b64encode(blob()).decode()


@functools.cache
def sixty() -> types.SimpleNamespace:
    """An object with 60 attributes."""
    return types.SimpleNamespace(**{f"a{n}": [n] for n in range(60)})


def listing() -> list[list[str]]:
    """Its attributes with types and previews, for those who have no way of their own to look."""
    return [
        [name, type(value).__name__, reprlib.repr(value)] for name, value in vars(sixty()).items()
    ]


def numbers(count: int) -> object:
    """A generator."""
    return (n for n in range(count))
