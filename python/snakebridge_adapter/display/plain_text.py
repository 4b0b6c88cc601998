"""The text of an object, with the containers built into Python laid out over lines as a prompt does it.

What is no such container says itself what it is: its `__repr__` runs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

WIDTH = 79
MAX_ITEMS = 1000
"""Items of one container that are told."""
MAX_TEXT = 1_000_000
"""Characters of one text."""
MAX_DEPTH = 40
"""Levels that are laid out; what lies deeper is told on one line."""

_BRACKETS = {list: "[]", tuple: "()", dict: "{}", set: "{}", frozenset: ("frozenset({", "})")}
_MORE = "..."


def plain_text(value: object) -> str:
    """Return the text of `value`; say why if it has none. Runs user code."""
    try:
        text = _laid_out(value, 0, 0)
    except Exception as error:
        from ..wire.static_type import qualified_name

        reason = f"{type(error).__name__}: {error}"
        text = f"<{qualified_name(type(value))}: its repr raised {reason}>"
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"


def _laid_out(value: Any, column: int, depth: int) -> str:
    """Return `value` on one line where it fits behind `column`, else one item a line."""
    brackets = _BRACKETS.get(type(value))
    if brackets is None or not value:
        return str.__str__(repr(value))
    items = _items_of(value)
    if depth < MAX_DEPTH and len(items) < WIDTH:
        flat = _joined(value, [_laid_out_item(item, 0, depth + 1) for item in items], ", ")
        if "\n" not in flat and column + len(flat) <= WIDTH:
            return flat
    if depth >= MAX_DEPTH:
        return str.__str__(repr(value))
    indent = column + len(brackets[0])
    lines = [_laid_out_item(item, indent, depth + 1) for item in items]
    return _joined(value, lines, ",\n" + " " * indent)


def _items_of(value: Any) -> Sequence[Any]:
    from itertools import islice

    if type(value) is dict:
        items: list[Any] = [_Pair(*pair) for pair in islice(value.items(), MAX_ITEMS)]
    elif type(value) in (set, frozenset):
        items = _sorted(list(islice(value, MAX_ITEMS)))
    else:
        items = list(islice(value, MAX_ITEMS))
    return [*items, _More()] if len(value) > MAX_ITEMS else items


def _laid_out_item(item: Any, column: int, depth: int) -> str:
    if type(item) is _More:
        return _MORE
    if type(item) is not _Pair:
        return _laid_out(item, column, depth)
    key = f"{_laid_out(item.key, column, depth)}: "
    return key + _laid_out(item.value, column + len(key), depth)


def _joined(value: Any, texts: list[str], separator: str) -> str:
    first, last = _BRACKETS[type(value)]
    comma = "," if type(value) is tuple and len(texts) == 1 else ""
    return f"{first}{separator.join(texts)}{comma}{last}"


def _sorted(items: list[Any]) -> list[Any]:
    try:
        return sorted(items)
    except Exception:
        # Items that cannot be compared stay in the set's own order.
        return items


class _Pair:
    """An item of a dict."""

    __slots__ = ("key", "value")

    def __init__(self, key: object, value: object) -> None:
        self.key = key
        self.value = value


class _More:
    """Stands for the items that are left out."""

    __slots__ = ()
