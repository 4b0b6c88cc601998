"""Tags of single values back to Python values. Strict: what is not exactly well-formed raises `Malformed`.

Modules of the standard library are imported when a value of theirs first arrives.
"""

from __future__ import annotations

import sys
from binascii import a2b_base64, b2a_base64
from math import inf, isfinite, nan

from .digits import from_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    import decimal
    import uuid
    from collections.abc import Callable, Mapping

Payload = "Mapping[str, object]"

_SPECIAL_FLOATS = {"infinity": inf, "neg_infinity": -inf, "nan": nan}
_FLOAT_CHARACTERS = "0123456789+-.eE"
_STRICT_BASE64 = {"strict_mode": True} if sys.version_info >= (3, 11) else {}


class Malformed(Exception):
    """The payload of a tag is not what the tag promises."""


def text_of(wire: Mapping[str, object], field: str = "value") -> str:
    """Return a string field, or raise `Malformed`."""
    text = wire.get(field)
    if type(text) is not str:
        message = f"'{field}' must be a string"
        raise Malformed(message)
    return text


def whole_number_of(wire: Mapping[str, object], field: str) -> int:
    """Return an integer field, or raise `Malformed`."""
    number = wire.get(field)
    if type(number) is not int:
        message = f"'{field}' must be a whole number"
        raise Malformed(message)
    return number


def decode_int(wire: Mapping[str, object]) -> int:
    """Decode the `int` tag."""
    number = from_digits(text_of(wire))
    if number is None:
        message = "'value' must be decimal digits"
        raise Malformed(message)
    return number


def decode_float(wire: Mapping[str, object]) -> float:
    """Decode the `float` tag."""
    text = text_of(wire)
    if not text.strip(_FLOAT_CHARACTERS):
        try:
            number = float(text)
        except ValueError:
            number = nan
        if isfinite(number):
            return number
    message = "'value' must be a finite number in decimal notation"
    raise Malformed(message)


def decode_special_float(wire: Mapping[str, object]) -> float:
    """Decode the `special_float` tag."""
    number = _SPECIAL_FLOATS.get(text_of(wire))
    if number is None:
        message = "'value' must be infinity, neg_infinity or nan"
        raise Malformed(message)
    return number


def decode_complex(wire: Mapping[str, object]) -> complex:
    """Decode the `complex` tag."""
    return complex(_part(wire.get("real")), _part(wire.get("imag")))


def decode_bytes(wire: Mapping[str, object]) -> bytes:
    """Decode the `bytes` tag."""
    text = text_of(wire, "data")
    try:
        data = a2b_base64(text, **_STRICT_BASE64)
    except ValueError:
        data = None
    if data is None or not _is_base64_of(text, data):
        message = "'data' is not base64"
        raise Malformed(message)
    return data


def decode_datetime(wire: Mapping[str, object]) -> datetime.datetime:
    """Decode the `datetime` tag."""
    from datetime import datetime

    return _folded(_from_iso(datetime.fromisoformat, text_of(wire)), wire)


def decode_time(wire: Mapping[str, object]) -> datetime.time:
    """Decode the `time` tag."""
    from datetime import time

    return _folded(_from_iso(time.fromisoformat, text_of(wire)), wire)


def decode_date(wire: Mapping[str, object]) -> datetime.date:
    """Decode the `date` tag."""
    from datetime import date

    return _from_iso(date.fromisoformat, text_of(wire))


def decode_timedelta(wire: Mapping[str, object]) -> datetime.timedelta:
    """Decode the `timedelta` tag."""
    from datetime import timedelta

    parts = [whole_number_of(wire, field) for field in ("days", "seconds", "microseconds")]
    try:
        return timedelta(parts[0], parts[1], parts[2])
    except OverflowError:
        message = "out of range"
        raise Malformed(message) from None


def decode_decimal(wire: Mapping[str, object]) -> decimal.Decimal:
    """Decode the `decimal` tag."""
    from decimal import Context, Decimal, InvalidOperation

    try:
        # Its own context: in the user's the trap may be off, and nonsense would become NaN.
        return Decimal(text_of(wire), Context(traps=[InvalidOperation]))
    except InvalidOperation:
        message = "'value' must be a decimal number"
        raise Malformed(message) from None


def decode_uuid(wire: Mapping[str, object]) -> uuid.UUID:
    """Decode the `uuid` tag."""
    from uuid import UUID

    text = text_of(wire)
    try:
        found = UUID(text)
    except ValueError:
        found = None
    if found is None or str(found) != text.lower():
        message = "'value' must be a UUID with hyphens"
        raise Malformed(message)
    return found


SCALAR_DECODERS: dict[str, Callable[[Mapping[str, object]], object]] = {
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


def _part(wire: object) -> float:
    if type(wire) is int or type(wire) is float:
        number = _finite(wire)
        if number is not None:
            return number
    elif type(wire) is dict and wire.get("__type__") == "special_float":
        return decode_special_float(wire)
    elif type(wire) is dict and wire.get("__type__") == "float":
        return decode_float(wire)
    message = "'real' and 'imag' must be numbers"
    raise Malformed(message)


def _finite(number: float) -> float | None:
    try:
        converted = float(number)
    except OverflowError:
        return None
    return converted if isfinite(converted) else None


def _is_base64_of(text: str, data: bytes) -> bool:
    if _STRICT_BASE64:
        # The strict decoder leaves only the unused bits of the last group unchecked.
        tail = len(data) % 3
        return not tail or b2a_base64(data[-tail:], newline=False).decode("ascii") == text[-4:]
    return b2a_base64(data, newline=False).decode("ascii") == text


def _from_iso(parse: Callable[[str], object], text: str):  # type: ignore[no-untyped-def]
    # Python before 3.11 does not know the Z that JavaScript writes.
    normal = text[:-1] + "+00:00" if text.endswith("Z") else text
    try:
        return parse(normal)
    except ValueError:
        message = "'value' must be in ISO 8601 form"
        raise Malformed(message) from None


def _folded(moment, wire: Mapping[str, object]):  # type: ignore[no-untyped-def]
    fold = wire.get("fold", 0)
    if type(fold) is not int or fold not in (0, 1):
        message = "'fold' must be 0 or 1"
        raise Malformed(message)
    return moment.replace(fold=1) if fold else moment
