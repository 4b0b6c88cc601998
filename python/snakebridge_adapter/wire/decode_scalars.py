"""Tags of single values back to Python values.

Strict: what is not exactly well-formed raises `Malformed`. Modules of the standard library are imported
when a value of theirs first arrives.
"""

from __future__ import annotations

import sys
from binascii import a2b_base64, b2a_base64
from math import inf, isfinite, nan

from .digits import from_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    import decimal
    import uuid
    from collections.abc import Callable, Mapping
    from typing import Any

    Tag = Mapping[str, Any]

_SPECIAL_FLOATS = {"infinity": inf, "neg_infinity": -inf, "nan": nan}
_FLOAT_CHARACTERS = "0123456789+-.eE"


class Malformed(Exception):
    """The payload of a tag is not what the tag promises."""


def text_of(wire: Tag, field: str = "value") -> str:
    """Return a string field."""
    text = wire.get(field)
    if type(text) is not str:
        raise Malformed(f"'{field}' must be a string")
    return text


def whole_number_of(wire: Tag, field: str) -> int:
    """Return an integer field."""
    number = wire.get(field)
    if type(number) is not int:
        raise Malformed(f"'{field}' must be a whole number")
    return number


def decode_int(wire: Tag) -> int:
    """Decode the `int` tag."""
    number = from_digits(text_of(wire))
    if number is None:
        raise Malformed("'value' must be decimal digits")
    return number


def decode_float(wire: Tag) -> float:
    """Decode the `float` tag."""
    text = text_of(wire)
    if not text.strip(_FLOAT_CHARACTERS):
        try:
            number = float(text)
        except ValueError:
            number = nan
        if isfinite(number):
            return number
    raise Malformed("'value' must be a finite number in decimal notation")


def decode_special_float(wire: Tag) -> float:
    """Decode the `special_float` tag."""
    number = _SPECIAL_FLOATS.get(text_of(wire))
    if number is None:
        raise Malformed("'value' must be infinity, neg_infinity or nan")
    return number


def decode_complex(wire: Tag) -> complex:
    """Decode the `complex` tag."""
    return complex(_part(wire.get("real")), _part(wire.get("imag")))


def decode_bytes(wire: Tag) -> bytes:
    """Decode the `bytes` tag."""
    text = text_of(wire, "data")
    try:
        data = _from_base64(text)
    except ValueError:
        raise Malformed("'data' is not base64") from None
    return data


def decode_datetime(wire: Tag) -> dt.datetime:
    """Decode the `datetime` tag."""
    from datetime import datetime

    moment = _from_iso(datetime.fromisoformat, wire)
    return moment.replace(fold=1) if _fold(wire) else moment


def decode_time(wire: Tag) -> dt.time:
    """Decode the `time` tag."""
    from datetime import time

    moment = _from_iso(time.fromisoformat, wire)
    return moment.replace(fold=1) if _fold(wire) else moment


def decode_date(wire: Tag) -> dt.date:
    """Decode the `date` tag."""
    from datetime import date

    return _from_iso(date.fromisoformat, wire)


def decode_timedelta(wire: Tag) -> dt.timedelta:
    """Decode the `timedelta` tag."""
    from datetime import timedelta

    days, seconds, microseconds = (
        whole_number_of(wire, field) for field in ("days", "seconds", "microseconds")
    )
    try:
        return timedelta(days, seconds, microseconds)
    except OverflowError:
        raise Malformed("out of range") from None


def decode_decimal(wire: Tag) -> decimal.Decimal:
    """Decode the `decimal` tag."""
    from decimal import Context, Decimal, InvalidOperation

    try:
        # Its own context: in the user's the trap may be off, and nonsense would become NaN.
        return Decimal(text_of(wire), Context(traps=[InvalidOperation]))
    except InvalidOperation:
        raise Malformed("'value' must be a decimal number") from None


def decode_uuid(wire: Tag) -> uuid.UUID:
    """Decode the `uuid` tag."""
    from uuid import UUID

    text = text_of(wire)
    try:
        found = UUID(text)
    except ValueError:
        found = None
    if found is None or str(found) != text.lower():
        raise Malformed("'value' must be a UUID with hyphens")
    return found


SCALAR_DECODERS: dict[str, Callable[[Tag], object]] = {
    "int": decode_int,
    "float": decode_float,
    "special_float": decode_special_float,
    "complex": decode_complex,
    "bytes": decode_bytes,
    "datetime": decode_datetime,
    "date": decode_date,
    "time": decode_time,
    "timedelta": decode_timedelta,
    "decimal": decode_decimal,
    "uuid": decode_uuid,
    "atom": text_of,
}
"""By tag; each takes the tagged object and raises `Malformed`."""


def _part(wire: Any) -> float:
    if type(wire) is float and isfinite(wire):
        return wire
    if type(wire) is int and abs(wire) < sys.float_info.max:
        return float(wire)
    if type(wire) is dict and wire.get("__type__") == "special_float":
        return decode_special_float(wire)
    if type(wire) is dict and wire.get("__type__") == "float":
        return decode_float(wire)
    raise Malformed("'real' and 'imag' must be numbers")


def _from_base64(text: str) -> bytes:
    """Decode what `b2a_base64` would write and nothing else."""
    if sys.version_info < (3, 11):
        data = a2b_base64(text)
        expected = b2a_base64(data, newline=False).decode("ascii")
    else:
        data = a2b_base64(text, strict_mode=True)
        # Strict mode checks all but the unused bits of the last group.
        tail = len(data) % 3
        expected = b2a_base64(data[-tail:], newline=False).decode("ascii") if tail else ""
    if not text.endswith(expected) or len(text) != (len(data) + 2) // 3 * 4:
        raise ValueError(text)
    return data


def _from_iso(parse: Callable[[str], Any], wire: Tag) -> Any:
    text = text_of(wire)
    # Python before 3.11 does not know the Z that JavaScript writes.
    normal = text[:-1] + "+00:00" if text.endswith("Z") else text
    try:
        return parse(normal)
    except ValueError:
        raise Malformed("'value' must be in ISO 8601 form") from None


def _fold(wire: Tag) -> int:
    fold = wire.get("fold", 0)
    if type(fold) is not int or fold not in (0, 1):
        raise Malformed("'fold' must be 0 or 1")
    return fold
