"""The keys that can stand in a subscript of a live dict: those that a literal can say, in the quotes being typed."""

from __future__ import annotations

from ..inspection.storage import ChangedWhileRead, storage_of
from ..inspection.summary import summarize
from .completion_items import completion_list, item_of
from .live import keyed_dict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..selection.source import Place
    from .before_caret import BeforeCaret, OpenString
    from .documents import Document
    from .live import LiveNames

_MOST_KEYS = 10_000
"""Keys that are looked at, the first ones."""

_MAX_KEY = 100
"""Longest key offered, in characters."""

_PLAIN_QUOTES = ('"', "'")


def keys_at(
    document: Document, place: Place, caret: BeforeCaret, names: LiveNames
) -> dict[str, Any] | None:
    """Return the `CompletionList` for a caret behind `[`, or in a string behind it; None if no dict is meant."""
    string = caret.string
    end = len(caret.text) if string is None else string.start
    bracket = caret.text[:end].rstrip()
    if not bracket.endswith("[") or (string is not None and not _is_plain(string)):
        return None
    receiver = names.before(caret, len(bracket) - 1, place)
    mapping = keyed_dict(receiver[0].obj) if receiver is not None else None
    if mapping is None:
        return None
    typed = caret.text[string.content :] if string is not None else ""
    if "\n" in typed:
        return None
    start = place[0], place[1] - len(typed)
    rest = document.lines[place[0]][place[1] :]
    quote = string.quote if string is not None else ""
    edit_range = {"start": document.position_of(start), "end": document.position_of(place)}
    items = [
        _item(number, (key, _literal(key, quote)), value, (quote, rest, edit_range))
        for number, (key, value) in enumerate(_entries(mapping))
        if _can_say(key, quote) and typed.lower() in _literal(key, quote).lower()
    ]
    return completion_list(items) if items else None


def _item(
    number: int, said: tuple[Any, str], value: Any, edit: tuple[str, str, dict[str, Any]]
) -> dict[str, Any]:
    key, text = said
    quote, rest, edit_range = edit
    item = item_of(repr(key), summarize(value), is_member=True, sort_text=f"{number:05}")
    item["filterText"] = text
    item["textEdit"] = {"range": edit_range, "newText": text + _closing(quote, rest)}
    return item


def _can_say(key: Any, quote: str) -> bool:
    if type(key) is str:
        return len(key) <= _MAX_KEY
    return not quote and type(key) is int and key.bit_length() <= _MAX_KEY


def _literal(key: Any, quote: str) -> str:
    """Return a key as it stands between quotes, or with its own."""
    text = repr(key)
    if not quote:
        return text
    inner = text[1:-1]
    return inner if text[0] == quote else inner.replace(quote, f"\\{quote}")


def _closing(quote: str, rest: str) -> str:
    """Return what is missing behind the key, given what stands behind the caret already."""
    if quote and rest.startswith(quote):
        return ""
    return quote if rest.startswith("]") else f"{quote}]"


def _is_plain(string: OpenString) -> bool:
    return string.quote in _PLAIN_QUOTES and string.prefix in ("", "u")


def _entries(mapping: dict[Any, Any]) -> list[tuple[Any, Any]]:
    storage = storage_of(mapping)
    try:
        return storage.window(mapping, 0, _MOST_KEYS) if storage is not None else []
    except ChangedWhileRead:
        return []
