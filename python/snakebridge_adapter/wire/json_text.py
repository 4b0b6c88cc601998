"""JSON text to plain objects and back, through the C scanner and encoder of the standard library.

Used directly because `json` itself imports `re`, which costs milliseconds of the cold start. The encoder
writes ASCII, so that the length of a text is its length in bytes and lone surrogates survive.
"""

from __future__ import annotations

import sys
from _json import encode_basestring_ascii as quote
from _json import make_encoder, make_scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["JsonError", "parse", "quote", "to_json"]

DEEP_RECURSION_LIMIT = 20_000
"""For messages deeper than Python's usual limit: 500 levels of values are up to 1,500 of JSON."""

_WHITESPACE = " \t\n\r"


class JsonError(ValueError):
    """A text is no JSON, or nested deeper than anything we send."""


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


class _ScannerOptions:
    """What `make_scanner` reads from its argument."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_refuse_constant)


# The types ask for a whole decoder; C reads these fields.
_scan = make_scanner(_ScannerOptions)  # type: ignore[arg-type]


def parse(body: bytes) -> Any:
    """Return what a JSON text in UTF-8 says.

    Raises:
        JsonError: it says nothing.
    """
    try:
        text = body.decode()
        value, end = _scan(text, 0)
        if end == len(text):
            return value
    except (StopIteration, SystemError, RecursionError, ValueError):
        return _parse_with_care(body)
    if text[end:].strip(_WHITESPACE):
        raise JsonError(f"invalid JSON: text goes on at character {end}")
    return value


def parse_start(text: str) -> tuple[Any, int]:
    """Return the value that a text begins with, and where it ends.

    Raises:
        StopIteration: it begins with none.
    """
    return _scan(text, 0)


def _parse_with_care(body: bytes) -> Any:
    """Parse what the scanner refused: space in front, deep nesting, or no JSON at all."""
    # In 3.10 and 3.11 the scanner finds its exception only if this is imported: else it is a SystemError.
    import json.decoder  # noqa: F401 # pyright: ignore[reportUnusedImport]

    try:
        text = body.decode().strip(_WHITESPACE)
        try:
            value, end = _scan(text, 0)
        except RecursionError:
            value, end = _scan_deep(text)
    except StopIteration as error:
        raise JsonError(f"invalid JSON: value expected at character {error.value}") from None
    except RecursionError:
        raise JsonError("JSON is nested too deeply") from None
    except ValueError as error:
        raise JsonError(f"invalid JSON: {error}") from None
    if end != len(text):
        raise JsonError(f"invalid JSON: text goes on at character {end}")
    return value


def _scan_deep(text: str) -> tuple[Any, int]:
    """Scan what is nested too deeply for the usual recursion limit."""
    scan = _scan
    if sys.version_info >= (3, 12):
        # There the limit is no longer that of C code, which has a fixed one: 1,500 levels in 3.12.0.
        from json.decoder import JSONDecoder
        from json.scanner import py_make_scanner

        scan = py_make_scanner(JSONDecoder(parse_constant=_refuse_constant))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, DEEP_RECURSION_LIMIT))
    try:
        return scan(text, 0)
    finally:
        sys.setrecursionlimit(limit)


# The types know no None for what is left out; C takes it.
_encode = make_encoder(None, None, quote, None, ":", ",", False, False, False)  # type: ignore[arg-type]


def to_json(value: object) -> str:
    """Return plain JSON-able `value` as ASCII text.

    Raises:
        ValueError: a number is not finite.
        TypeError: something is not plain.
    """
    try:
        return "".join(_encode(value, 0))
    except RecursionError:
        return _to_json_deeply(value)


class _Piece(str):
    """Text that is JSON already."""

    __slots__ = ()


def _to_json_deeply(value: object) -> str:
    """Encode what is nested too deeply for the encoder in C; depth costs no stack."""
    texts: list[str] = []
    waiting = [value]
    while waiting:
        item: Any = waiting.pop()
        if type(item) is _Piece:
            texts.append(item)
        elif type(item) is list:
            waiting.append(_Piece("]"))
            for n in range(len(item) - 1, -1, -1):
                waiting += [item[n], _Piece("," if n else "")]
            waiting.append(_Piece("["))
        elif type(item) is dict:
            waiting.append(_Piece("}"))
            for n, (key, member) in reversed(list(enumerate(item.items()))):
                waiting += [member, _Piece(f"{',' if n else ''}{quote(key)}:")]
            waiting.append(_Piece("{"))
        else:
            texts.append("".join(_encode(item, 0)))
    return "".join(texts)
