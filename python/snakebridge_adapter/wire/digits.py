"""Integers of any length to decimal digits and back.

Python refuses `str` and `int` of long numbers (a process-wide limit that is the user's to set), so long ones are
split until every piece is short.
"""

from __future__ import annotations

_SHORT_DIGITS = 600
_SHORT_BITS = 1990
"""Within the smallest limit that `sys.set_int_max_str_digits` accepts, 640 digits."""
_DIGITS_PER_BIT = 0.30103


def to_digits(number: int) -> str:
    """Return `number` in decimal digits with an optional minus sign."""
    return "-" + _magnitude(-number) if number < 0 else _magnitude(number)


def from_digits(text: str) -> int | None:
    """Return the number that decimal digits with an optional minus sign say; None if they do not."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    number = _parse(digits)
    return -number if text.startswith("-") else number


def _magnitude(number: int) -> str:
    bits = number.bit_length()
    if bits <= _SHORT_BITS:
        return str(number)
    half = int(bits * _DIGITS_PER_BIT) // 2
    high, low = divmod(number, 10**half)
    return _magnitude(high) + _magnitude(low).zfill(half)


def _parse(digits: str) -> int:
    if len(digits) <= _SHORT_DIGITS:
        return int(digits)
    half = len(digits) // 2
    return _parse(digits[:-half]) * 10**half + _parse(digits[-half:])
