"""Plain values as Python source that makes an equal value of the same type."""

from __future__ import annotations

from ..wire.digits import to_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_DIGITS = 600
"""Longer numbers are written in hexadecimal: Python limits how many decimal digits it reads."""

_MAX_DEPTH = 50


def literal_of(value: Any, depth: int = 0) -> str | None:
    """Return a literal for text, bytes, a number, a constant or a tuple of such; None for anything else."""
    cls = type(value)
    if value is None or cls is bool or cls is str or cls is bytes:
        return repr(value)
    if cls is int:
        text = to_digits(value)
        return text if len(text) <= MOST_DIGITS else hex(value)
    if cls is float:
        return _float(value)
    if cls is tuple and depth < _MAX_DEPTH:
        elements = [literal_of(element, depth + 1) for element in value]
        written = [element for element in elements if element is not None]
        if len(written) == len(elements):
            return f"({', '.join(written)}{',' if len(written) == 1 else ''})"
    return None


def _float(value: float) -> str | None:
    if value != value:
        return None
    if value in (float("inf"), -float("inf")):
        # The name `inf` is nobody's; a number that large is infinite.
        return "1e999" if value > 0 else "-1e999"
    return repr(value)
