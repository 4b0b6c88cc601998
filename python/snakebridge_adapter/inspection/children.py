"""The children of an object: `ChildrenResult` of the protocol, a window of one part and the sizes of all.

What goes wrong with one row stays in that row.
"""

from __future__ import annotations

from .classes import ABSENT
from .keys import key_to_wire
from .lenses import name_of, write_value
from .members import PARTS, Member, members_of
from .preview import Preview
from .storage import ChangedWhileRead, storage_of
from .summary import summarize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

DEFAULT_COUNT = 100
MAX_COUNT = 1_000
ITEMS = "items"

_MAX_KEY_NAME = 80
_ATOMS = frozenset(("none", "boolean", "number"))


class Children:
    """The rows below one object. `ancestors` leads to it from the ref, itself last.

    `kept_at` has what a person had evaluated of it, by attribute; `ABSENT` for the rest.
    """

    def __init__(
        self,
        ancestors: Sequence[Any],
        ref_id_of: Callable[[object], str | None],
        kept_at: Callable[[str], object] = lambda _name: ABSENT,
    ) -> None:
        self._obj = ancestors[-1]
        # An object that is its own ancestor is found where it is first met.
        self._depths = {id(ancestors[n]): n for n in reversed(range(len(ancestors)))}
        self._ref_id_of = ref_id_of
        self._kept_at = kept_at
        self._storage = storage_of(self._obj)
        self._members = members_of(self._obj)

    def window(self, part: str | None, start: int, count: int) -> dict[str, Any]:
        """Return the rows from `start`, of the items if there are any and `part` says nothing else."""
        totals = {ITEMS: self._storage.length(self._obj) if self._storage else 0}
        totals.update((name, len(self._members[name])) for name in PARTS)
        shown = part or (ITEMS if totals[ITEMS] else PARTS[0])
        stop = min(start + count, totals[shown])
        rows = self._items(start, stop) if shown == ITEMS else self._attributes(shown, start, stop)
        return {
            "part": shown,
            "start": start,
            "total": totals[shown],
            "children": rows,
            "parts": [{"part": name, "total": total} for name, total in totals.items() if total],
        }

    def _attributes(self, part: str, start: int, stop: int) -> list[dict[str, Any]]:
        return [self._attribute(member) for member in self._members[part][start:stop]]

    def _attribute(self, member: Member) -> dict[str, Any]:
        row = _row({"attr": member.name}, name_of(member.name), member.part)
        if member.lazy_reason is not None:
            row["lazyReason"] = member.lazy_reason
            kept = self._kept_at(member.name)
            return row if kept is ABSENT else self._filled(row, kept)
        try:
            value = member.value()
        except Exception as error:  # C code may refuse: a closed connection, a released buffer
            row["error"] = f"{type(error).__name__} while reading it"
            return row
        if value is ABSENT:
            row["error"] = "it is gone"
            return row
        return self._filled(row, value)

    def _items(self, start: int, stop: int) -> list[dict[str, Any]]:
        storage = self._storage
        if storage is None or start >= stop:
            return []
        try:
            found = storage.window(self._obj, start, stop)
        except ChangedWhileRead:
            row = _row({"item": start}, str(start), ITEMS)
            row["error"] = "it changes faster than it can be read"
            return [row]
        make_row = self._entry if storage.keyed else self._item
        return [make_row(position, item) for position, item in enumerate(found, start)]

    def _item(self, position: int, value: object) -> dict[str, Any]:
        return self._filled(_row({"item": position}, str(position), ITEMS), value)

    def _entry(self, position: int, pair: tuple[Any, Any]) -> dict[str, Any]:
        key, value = pair
        wire = key_to_wire(key)
        preview = Preview(_MAX_KEY_NAME)
        write_value(preview, key)
        step = {"item": position} if wire is ABSENT else {"key": wire}
        return self._filled(_row(step, preview.text(), ITEMS), value)

    def _filled(self, row: dict[str, Any], value: object) -> dict[str, Any]:
        summary = row["summary"] = summarize(value)
        # The same small number everywhere is one object, but no alias of a ref.
        if summary["kind"] not in _ATOMS:
            row["refId"] = self._ref_id_of(value)
        if summary["hasChildren"] and id(value) in self._depths:
            row["cycleDepth"] = self._depths[id(value)]
        return row


def _row(step: dict[str, Any], name: str, part: str) -> dict[str, Any]:
    return {
        "step": step,
        "name": name,
        "part": part,
        "summary": None,
        "lazyReason": None,
        "cycleDepth": None,
        "refId": None,
        "error": None,
    }
