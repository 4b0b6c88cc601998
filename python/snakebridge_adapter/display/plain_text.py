"""The text of an object, with containers and calls laid out over lines as IPython does it.

What `told_as` does not know either says itself what it is: its `__repr__` runs, once. Time and text grow with what is
told, which is bounded; a container within itself is told as `[...]`.
"""

from __future__ import annotations

from .told_as import Literal, told_as

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Union

WIDTH = 79
MAX_ITEMS = 1000
"""Items of one container that are told."""
MAX_TEXT = 1_000_000
"""Characters of one text, about."""
MAX_DEPTH = 100
"""Containers within containers that are told."""

_BRACKETS = {list: "[]", tuple: "()", dict: "{}", set: "{}", frozenset: ("frozenset({", "})")}
_MORE = "..."
_PLAIN = {int, float, complex, bool, str, bytes, type, type(None), Literal}
"""Those that are nothing but their `repr`, and many."""


def plain_text(value: object) -> str:
    """Return the text of `value`; say why if it has none. Runs user code."""
    try:
        return _laid_out(_Reader().piece_of(value), 0, 0, 0)
    except Exception as error:
        from ..wire.static_type import qualified_name

        reason = f"{type(error).__name__}: {error}"
        return f"<{qualified_name(type(value))}: its repr raised {reason}>"


class _Group:
    """A container as it was read: its items, each a piece or a key with its value."""

    __slots__ = ("between", "first", "flat", "items", "last")

    def __init__(self, first: str, items: list[_Item], last: str, between: str = ": ") -> None:
        self.first = first
        self.items = items
        self.last = last
        self.between = between
        """What stands between a key and its value."""
        self.flat = self._on_one_line()

    def _on_one_line(self) -> str | None:
        """Return the whole group in one line, None if it is too long for any."""
        texts: list[str] = []
        for item in self.items:
            flat = [piece if isinstance(piece, str) else piece.flat for piece in item]
            told = [text for text in flat if text is not None and "\n" not in text]
            if len(told) < len(item):
                return None
            texts.append(self.between.join(told))
        whole = f"{self.first}{', '.join(texts)}{self.last}"
        return whole if len(whole) <= WIDTH else None


if TYPE_CHECKING:
    _Piece = Union[str, _Group]
    _Item = tuple[_Piece, ...]


class _Reader:
    """Reads one value, each object in it once."""

    __slots__ = ("_around", "_room")

    def __init__(self) -> None:
        self._around: set[int] = set()
        """Identities of the containers that are being read."""
        self._room = MAX_TEXT

    def piece_of(self, value: Any) -> _Piece:
        brackets = _BRACKETS.get(type(value))
        if brackets is None or not value:
            return self._piece_of_other(value)
        first, last = brackets
        items = self._items_within(value, _parts_of(value))
        if items is None:
            return self._told(first + _MORE + last)
        if type(value) is tuple and len(items) == 1:
            last = "," + last
        return _Group(first, items, last)

    def _piece_of_other(self, value: Any) -> _Piece:
        told = None if type(value) in _PLAIN else told_as(value)
        if not isinstance(told, tuple):
            return self._told(_text_of(value) if told is None else told)
        name, arguments = told
        items = self._items_within(value, arguments)
        if items is None:
            return self._told(f"{name}({_MORE})")
        return _Group(f"{name}(", items, ")", "=")

    def _items_within(self, value: Any, parts: Iterable[tuple[Any, ...]]) -> list[_Item] | None:
        """Return the pieces of what `value` consists of; None if it is within itself, or too deep."""
        if id(value) in self._around or len(self._around) == MAX_DEPTH:
            return None
        self._around.add(id(value))
        try:
            return list(self._items_of(parts))
        finally:
            self._around.discard(id(value))

    def _items_of(self, all_parts: Iterable[tuple[Any, ...]]) -> Iterator[_Item]:
        for count, parts in enumerate(all_parts):
            if count == MAX_ITEMS or self._room <= 0:
                yield (_MORE,)
                return
            yield tuple([self.piece_of(part) for part in parts])

    def _told(self, text: str) -> str:
        if len(text) > MAX_TEXT:
            text = f"{text[: MAX_TEXT - 1]}…"
        self._room -= len(text) + 1
        return text


def _parts_of(value: Any) -> Iterator[tuple[Any, ...]]:
    """Yield what the items of a container consist of: themselves, or key and value."""
    if type(value) is dict:
        yield from value.items()
        return
    for item in _in_order(value) if isinstance(value, (set, frozenset)) else value:
        yield (item,)


def _in_order(items: Any) -> Any:
    try:
        return sorted(items) if len(items) <= MAX_ITEMS else items
    except Exception:
        # Items that cannot be compared stay in the set's own order.
        return items


def _text_of(value: Any) -> str:
    if type(value) is Literal:
        return value
    if isinstance(value, type) and type(value).__repr__ is type.__repr__:
        from ..wire.static_type import qualified_name

        return qualified_name(value)
    return str.__str__(repr(value))


def _laid_out(piece: _Piece, indent: int, column: int, behind: int) -> str:
    """Return a piece on one line where it fits between `column` and what stands `behind` it, else one item a line."""
    if isinstance(piece, str):
        return piece.replace("\n", "\n" + " " * indent)
    if piece.flat is not None and column + len(piece.flat) + behind <= WIDTH:
        return piece.flat
    inner = indent + len(piece.first)
    column += len(piece.first)
    texts: list[str] = []
    for number, item in enumerate(piece.items, 1):
        closing = 1 if number < len(piece.items) else len(piece.last) + behind
        texts.append(_item_laid_out(item, piece.between, inner, column, closing))
        column = inner
    return piece.first + (",\n" + " " * inner).join(texts) + piece.last


def _item_laid_out(item: _Item, between: str, indent: int, column: int, behind: int) -> str:
    if len(item) == 1:
        return _laid_out(item[0], indent, column, behind)
    key = _laid_out(item[0], indent, column, len(between)) + between
    line = key.rpartition("\n")[2]
    start = len(line) if line is not key else column + len(key)
    return key + _laid_out(item[1], indent, start, behind)
