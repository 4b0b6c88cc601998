"""Single values to their tags: numbers JSON has no word for, bytes, dates, decimals, UUIDs.

Each encoder takes a value of exactly the type it is listed for and returns its wire form; one that
returns None or raises leaves the value in Python. None runs user code: a `tzinfo` of a user's class makes
a date a ref.
"""

from __future__ import annotations

from binascii import b2a_base64

from .digits import to_digits
from .static_type import module_attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    import decimal
    import uuid
    from collections.abc import Callable

SCHEMA = 1
"""`wireSchema` of `src/protocol/version.ts`."""

MAX_SAFE_INT = 2**53 - 1
"""Largest integer a JavaScript number holds exactly; larger ones travel as digits."""


def encode_int(value: int) -> object:
    """Return a number, or the `int` tag where JavaScript would round."""
    if -MAX_SAFE_INT <= value <= MAX_SAFE_INT:
        return value
    return {"__type__": "int", "__schema__": SCHEMA, "value": to_digits(value)}


def encode_float(value: float) -> object:
    """Return a number, or the `special_float` tag."""
    if value - value == 0.0:
        return value
    name = "nan" if value != value else "infinity" if value > 0 else "neg_infinity"
    return {"__type__": "special_float", "__schema__": SCHEMA, "value": name}


def encode_bytes(value: bytes | bytearray) -> object:
    """Return the `bytes` tag."""
    data = b2a_base64(value, newline=False).decode("ascii")
    return {"__type__": "bytes", "__schema__": SCHEMA, "data": data}


def encode_memoryview(value: memoryview) -> object:
    """Return the `bytes` tag of what the view shows."""
    return encode_bytes(value.tobytes())


def encode_complex(value: complex) -> object:
    """Return the `complex` tag."""
    return {
        "__type__": "complex",
        "__schema__": SCHEMA,
        "real": encode_float(value.real),
        "imag": encode_float(value.imag),
    }


def encode_datetime(value: datetime.datetime) -> object:
    """Return the `datetime` tag, unless a user's time zone would have to be asked."""
    if value.tzinfo is None or _is_timezone(value.tzinfo) or _is_zone_info(value.tzinfo):
        return _moment("datetime", value.isoformat(), value.fold)
    return None


def encode_time(value: datetime.time) -> object:
    """Return the `time` tag; a zone whose offset depends on the day would be lost in it."""
    if value.tzinfo is None or _is_timezone(value.tzinfo):
        return _moment("time", value.isoformat(), value.fold)
    return None


def encode_date(value: datetime.date) -> object:
    """Return the `date` tag."""
    return _moment("date", value.isoformat(), 0)


def encode_timedelta(value: datetime.timedelta) -> object:
    """Return the `timedelta` tag."""
    return {
        "__type__": "timedelta",
        "__schema__": SCHEMA,
        "days": value.days,
        "seconds": value.seconds,
        "microseconds": value.microseconds,
    }


def encode_decimal(value: decimal.Decimal) -> object:
    """Return the `decimal` tag."""
    return {"__type__": "decimal", "__schema__": SCHEMA, "value": str(value)}


def encode_uuid(value: uuid.UUID) -> object:
    """Return the `uuid` tag."""
    # It is made in Python, so that anything may have been put in place of its number.
    if type(value.int) is not int:
        return None
    return {"__type__": "uuid", "__schema__": SCHEMA, "value": str(value)}


BUILTIN_ENCODERS: dict[type, Callable[..., object]] = {
    int: encode_int,
    float: encode_float,
    bytes: encode_bytes,
    bytearray: encode_bytes,
    memoryview: encode_memoryview,
    complex: encode_complex,
}
"""By exact type. `None`, `bool` and `str` are their own wire form."""

LIBRARY_ENCODERS: dict[tuple[str, str], Callable[..., object]] = {
    ("datetime", "datetime"): encode_datetime,
    ("datetime", "date"): encode_date,
    ("datetime", "time"): encode_time,
    ("datetime", "timedelta"): encode_timedelta,
    ("decimal", "Decimal"): encode_decimal,
    ("uuid", "UUID"): encode_uuid,
}
"""By module and name of exactly the class there; naming them here imports none of the modules."""


def _moment(tag: str, text: str, fold: int) -> object:
    wire: dict[str, object] = {"__type__": tag, "__schema__": SCHEMA, "value": text}
    if fold:
        wire["fold"] = 1
    return wire


def _is_timezone(zone: object) -> bool:
    return type(zone) is module_attribute("datetime", "timezone")


def _is_zone_info(zone: object) -> bool:
    return type(zone) is module_attribute("zoneinfo", "ZoneInfo")
