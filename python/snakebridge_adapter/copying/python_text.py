"""The value of an object as Python prints it: complete for what is built in, told in short where only code knows."""

from __future__ import annotations

from _collections import deque

from ..inspection.classes import ABSENT, class_name
from ..inspection.preview import ELLIPSIS
from ..inspection.summary import summarize
from ..wire.digits import to_digits
from ..wire.type_facts import type_facts
from .refusal import Refused
from .writing import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from .writing import Piece

_BRACKETS: tuple[tuple[type, str, str], ...] = (
    (list, "[", "]"),
    (tuple, "(", ")"),
    (set, "{", "}"),
    (frozenset, "frozenset({", "})"),
    (deque, "deque([", "])"),
)
_PRINTED_IN_C: tuple[type, ...] = (
    *(type(None), bool, float, complex, str, bytes, bytearray),
    *(type(...), type(NotImplemented)),
)
_EMPTY: tuple[tuple[type, str], ...] = ((set, "set()"), (frozenset, "frozenset()"))


def python_text(value: object) -> tuple[str, int]:
    """Return the text of a value and how many objects in it are told in short.

    Raises:
        Refused: it is itself an object whose value only its own code can tell.
    """
    style = _PythonStyle()
    text = write(value, style)
    if style.abridged and not _is_container(value):
        name = class_name(type(value))
        raise Refused(f"only the code of {name} knows its value: Copy repr() asks it")
    return text, style.abridged


class _PythonStyle:
    def __init__(self) -> None:
        self.abridged = 0

    def single(self, value: Any, where: list[Any]) -> str | None:  # noqa: ARG002 - as `Style` says
        cls = type(value)
        if cls is int:
            return to_digits(value)
        if any(cls is printed for printed in _PRINTED_IN_C):
            return repr(value)
        return None if _is_container(value) else self._told(value)

    def pieces(self, container: Any, where: list[Any]) -> Iterator[Piece]:  # noqa: ARG002 - as `Style` says
        if type(container) is dict:
            return _pairs(list(dict.items(container)))
        for cls, opening, closing in _BRACKETS:
            if type(container) is cls:
                return _items(list(container), opening, _closing(container, closing), _empty(cls))
        raise TypeError

    def cycle(self, container: Any, where: list[Any]) -> str:  # noqa: ARG002 - as `Style` says
        cls = type(container)
        return "{...}" if cls is dict else "(...)" if cls is tuple else "[...]"

    def _told(self, value: Any) -> str:
        text = "".join([part["text"] for part in summarize(value)["preview"]])
        facts = type_facts(type(value))
        if ELLIPSIS in text or not (facts.is_enum or facts.encoder):
            self.abridged += 1
        return text


def _is_container(value: object) -> bool:
    cls = type(value)
    return cls is dict or any(cls is container for container, _, _ in _BRACKETS)


def _closing(container: Any, closing: str) -> str:
    cls: type = type(container)
    if cls is tuple:
        return ",)" if len(container) == 1 else closing
    if cls is deque and container.maxlen is not None:
        return f"], maxlen={container.maxlen})"
    return closing


def _empty(cls: type) -> str | None:
    return next((text for empty, text in _EMPTY if empty is cls), None)


def _items(items: list[Any], opening: str, closing: str, empty: str | None) -> Iterator[Piece]:
    return _separated(items, opening, closing) if items or empty is None else iter(_nothing(empty))


def _separated(items: Iterable[Any], opening: str, closing: str) -> Iterator[Piece]:
    before = opening
    for item in items:
        yield before, item, None
        before = ", "
    yield (closing if before != opening else opening + closing), ABSENT, None


def _nothing(text: str) -> list[Piece]:
    return [(text, ABSENT, None)]


def _pairs(pairs: list[tuple[Any, Any]]) -> Iterator[Piece]:
    before = "{"
    for key, value in pairs:
        yield before, key, None
        yield ": ", value, None
        before = ", "
    yield ("}" if pairs else "{}"), ABSENT, None
