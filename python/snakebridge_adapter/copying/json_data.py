"""Exact data as JSON that a person reads; what is no data is refused with its path."""

from __future__ import annotations

from _json import encode_basestring, encode_basestring_ascii

from ..inspection.classes import ABSENT, class_name
from ..wire.digits import to_digits
from .literals import literal_of
from .refusal import Refused
from .writing import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .writing import Piece

_MOST_INDENTED = 100
"""Deeper levels are not indented further: the white space would grow with the square of the depth."""


def json_text(value: object, root: str) -> str:
    """Return `value` as JSON, indented; `root` is how its path begins in a refusal.

    Raises:
        Refused: something in it is no JSON data.
    """
    return write(value, _JsonStyle(root))


class _JsonStyle:
    def __init__(self, root: str) -> None:
        self._root = root

    def single(self, value: Any, where: list[Any]) -> str | None:
        cls = type(value)
        if cls is str:
            return _quoted(value)
        if value is None:
            return "null"
        if cls is bool:
            return "true" if value else "false"
        if cls is int:
            return to_digits(value)
        if cls is float:
            if value - value == 0.0:
                return repr(value)
            raise self._refusal(where, f"{value!r} is no JSON number")
        if cls is list or cls is tuple or cls is dict:
            return None
        raise self._refusal(where, f"{class_name(cls)} is no JSON data")

    def pieces(self, container: Any, where: list[Any]) -> Iterator[Piece]:
        if type(container) is dict:
            return self._members(list(dict.items(container)), where)
        return _elements(list(container), len(where))

    def cycle(self, container: Any, where: list[Any]) -> str:  # noqa: ARG002 - as `Style` says
        raise self._refusal(where, "it contains itself")

    def _members(self, pairs: list[tuple[Any, Any]], where: list[Any]) -> Iterator[Piece]:
        depth = len(where)
        before = "{" + _line(depth)
        for key, value in pairs:
            if type(key) is not str:
                shown = literal_of(key) or class_name(type(key))
                raise self._refusal(where[:-1], f"the key {shown} is no text")
            yield f"{before}{_quoted(key)}: ", value, key
            before = f",{_line(depth)}"
        yield (_line(depth - 1) + "}" if pairs else "{}"), ABSENT, None

    def _refusal(self, where: list[Any], problem: str) -> Refused:
        steps = "".join([f"[{literal_of(position)}]" for position in where])
        return Refused(f"at {self._root}{steps}: {problem}")


def _elements(items: list[Any], depth: int) -> Iterator[Piece]:
    before = "[" + _line(depth)
    for position, item in enumerate(items):
        yield before, item, position
        before = f",{_line(depth)}"
    yield (_line(depth - 1) + "]" if items else "[]"), ABSENT, None


def _line(depth: int) -> str:
    return "\n" + "  " * min(depth, _MOST_INDENTED)


def _quoted(text: str) -> str:
    """Return a JSON string that shows its letters, but none that is half of a pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return encode_basestring_ascii(text)
    return encode_basestring(text)
