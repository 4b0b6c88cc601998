"""Objects as text to take along. Looking only: see `copying`."""

from __future__ import annotations

from ..copying.refusal import Refused
from ..errors import InvalidParams
from ..inspection.paths import walk
from ..worker.parameters import count_of, list_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..copying.chains import Chain
    from ..registry.entry import Entry
    from ..worker.context import Context

WINDOW_CHARACTERS = 16_000_000
"""Of a long text, as many come with one answer."""
WINDOW_BYTES = 3_000_000
"""Of long bytes in hexadecimal: 16 of them are a line of 77 characters."""
MAX_START = 2**53


class Target:
    """What is to be written: a ref, and what a path leads to from it."""

    def __init__(self, context: Context, params: dict[str, Any]) -> None:
        self.entry: Entry = context.registry.peek(
            text_of(params, "session"), text_of(params, "ref")
        )
        self.path = list_of(params, "path")
        self.start = count_of(params, "start", 0, MAX_START)
        self._lazy: InvalidParams | None = None
        try:
            self.objects = walk(self.entry.obj, self.path)
        except InvalidParams as problem:
            # The last step may be one that only running code can take; what leads to it is written all the same.
            self._lazy = problem
            self.objects = walk(self.entry.obj, self.path[:-1])

    @property
    def value(self) -> Any:
        """The object itself.

        Raises:
            Refused: only running code would tell what it is.
        """
        if self._lazy is not None:
            raise Refused(f"it cannot be known by looking: {self._lazy}")
        return self.objects[-1]


def copy(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Answer `snakebridge/copy`: an object as text in the form asked for, or why there is none."""
    make = _FORMS.get(text_of(params, "form"))
    if make is None:
        raise InvalidParams(f"form must be one of {', '.join(_FORMS)}")
    answer = {"text": None, "reason": None, "language": "plaintext", "next": None, "abridged": 0}
    try:
        return {**answer, **make(Target(context, params))}
    except Refused as refusal:
        return {**answer, "reason": str(refusal)}


def _value(target: Target) -> dict[str, Any]:
    from ..copying.python_text import python_text
    from ..copying.text_language import language_of

    value = target.value
    if issubclass(type(value), str):
        window = str.__getitem__(value, slice(target.start, target.start + WINDOW_CHARACTERS))
        stop = target.start + len(window)
        more = stop if stop < str.__len__(value) else None
        return {"text": window, "language": language_of(window), "next": more}
    text, abridged = python_text(value)
    return {"text": text, "language": "python", "abridged": abridged}


def _hex(target: Target) -> dict[str, Any]:
    from ..copying.hex_view import bytes_of, hex_view

    data = bytes_of(target.value)
    start = target.start - target.start % 16
    stop = min(start + WINDOW_BYTES - WINDOW_BYTES % 16, len(data))
    return {"text": hex_view(data, start, stop), "next": stop if stop < len(data) else None}


def _expression(target: Target) -> dict[str, Any]:
    from ..copying.expression import expression_of

    text = expression_of(target.entry.session, target.objects, target.path)
    return {"text": text, "language": "python"}


def _path(target: Target) -> dict[str, Any]:
    return {"text": _path_of(target)}


def _path_of(target: Target) -> str:
    from ..copying.expression import path_text

    return path_text(target.entry.session, target.objects, target.path)


def _json(target: Target) -> dict[str, Any]:
    from ..copying.json_data import json_text

    return {"text": json_text(target.value, _path_of(target)), "language": "json"}


def _python(target: Target) -> dict[str, Any]:
    from ..copying.python_snippet import python_snippet

    return _snippet(target, "python", python_snippet)


def _typescript(target: Target) -> dict[str, Any]:
    from ..copying.typescript_snippet import typescript_snippet

    return _snippet(target, "typescript", typescript_snippet)


def _elixir(target: Target) -> dict[str, Any]:
    from ..copying.elixir_snippet import elixir_snippet

    return _snippet(target, "elixir", elixir_snippet)


def _snippet(target: Target, language: str, write: Callable[[Chain], str]) -> dict[str, Any]:
    from ..copying.chains import chain_to

    text = write(chain_to(target.entry, target.objects, target.path))
    return {"text": text, "language": language}


_FORMS: dict[str, Callable[[Target], dict[str, Any]]] = {
    "value": _value,
    "hex": _hex,
    "expression": _expression,
    "path": _path,
    "json": _json,
    "python": _python,
    "typescript": _typescript,
    "elixir": _elixir,
}
