"""Cells: their short texts, how they sort, and what a filter says of them. Objects of the user's are looked at only."""

from __future__ import annotations

import sys

from ..inspection.classes import class_name, module_name, qualified_name
from ..inspection.summary import short_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

LONGEST_TEXT = 200
CONTAINS, EQUALS, LESS, GREATER = "contains", "equals", "less", "greater"
FILTERS = (CONTAINS, EQUALS, LESS, GREATER)

_TOLD_BY_STR = ("numpy", "pandas", "datetime", "decimal", "uuid", "fractions", "zoneinfo")
"""Libraries whose own `str` of a value is what a person expects in a cell."""
_MISSING = ("NaTType", "NAType")
_NEVER_EQUAL = ("float", "datetime64", "timedelta64")
"""What may be a number or moment of NumPy that is none."""
_EXACT_NUMBERS = ("decimal.Decimal", "fractions.Fraction")


def cell_text(value: Any, longest: int = LONGEST_TEXT) -> str | None:
    """Return the text of a cell, None for a missing one."""
    if is_missing(value):
        return None
    cls = type(value)
    if cls is str:
        return bounded(value, longest)
    if _is_number(cls):
        return str(value)
    if _is_of_library(cls):
        return bounded(str(value), longest)
    return short_text(value, longest)


def bounded(text: str, longest: int) -> str:
    """Return `text`, shortened if it must be."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def is_missing(value: Any) -> bool:
    """Return whether `value` stands for nothing: None, NaN, NaT, NA."""
    if value is None:
        return True
    cls = type(value)
    if cls is float:
        return value != value
    if not _is_of_library(cls):
        return False
    name = class_name(cls)
    return name in _MISSING or (name.startswith(_NEVER_EQUAL) and bool(value != value))


def _is_number(cls: type) -> bool:
    return cls is int or cls is float or cls is bool


def _is_of_library(cls: type) -> bool:
    """Return whether `cls` is a class of those libraries, and does not only say so."""
    module = module_name(cls) or ""
    if module.partition(".")[0] not in _TOLD_BY_STR:
        return False
    return getattr(sys.modules.get(module), class_name(cls), None) is cls


def sort_key(value: Any) -> tuple[int, Any]:
    """Return what orders cells of different kinds: numbers, then texts, then the rest by its text."""
    cls = type(value)
    if _is_number(cls) or (qualified_name(cls) in _EXACT_NUMBERS and _is_of_library(cls)):
        return 0, value
    return 1 if cls is str else 2, cell_text(value)


def order_of(values: Sequence[Any], *, descending: bool) -> list[int]:
    """Return positions in the order of their values; equal ones as they stand, missing ones last."""
    present = [n for n, value in enumerate(values) if not is_missing(value)]
    missing = [n for n, value in enumerate(values) if is_missing(value)]
    present.sort(key=lambda n: sort_key(values[n]), reverse=descending)
    return present + missing


def number_of(text: str) -> float:
    """Return the number that a person wrote.

    Raises:
        ValueError: it is none.
    """
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    message = f"'{text}' is not a number"
    raise ValueError(message)


def is_number(text: str) -> bool:
    """Return whether `text` is a number."""
    try:
        number_of(text)
    except ValueError:
        return False
    return True


def truth_of(text: str) -> bool:
    """Return the truth value that a person wrote.

    Raises:
        ValueError: it is none.
    """
    known = {"true": True, "1": True, "false": False, "0": False}
    if text.lower() in known:
        return known[text.lower()]
    message = f"'{text}' is neither True nor False"
    raise ValueError(message)


def compare(values: Any, kind: str, operand: Any) -> Any:
    """Return what a library says of its values as a whole."""
    if kind == EQUALS:
        return values == operand
    return values < operand if kind == LESS else values > operand


def matching(values: Iterable[Any], kind: str, text: str) -> list[bool]:
    """Return for each cell whether the filter lets it through. Numbers are compared with a number, texts with text."""
    test = _test_for(kind, text)
    return [not is_missing(value) and test(value) for value in values]


def _test_for(kind: str, text: str) -> Callable[[Any], bool]:
    lowered = text.lower()
    if kind == CONTAINS:
        return lambda value: lowered in (cell_text(value) or "").lower()
    number = number_of(text) if is_number(text) else None

    def test(value: Any) -> bool:
        if type(value) is bool and number is None:
            return kind == EQUALS and str(value).lower() == lowered
        if _is_number(type(value)):
            return number is not None and bool(compare(value, kind, number))
        return bool(compare(cell_text(value), kind, text))

    return test
