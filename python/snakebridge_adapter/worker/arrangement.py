"""Listing a session's refs otherwise than in creation order: sorted, filtered, grouped.

An arrangement of many refs is made in slices, and kept for the windows that are asked of it. What is kept are ids,
never objects: a ref that goes meanwhile is freed, and left out. Looks only, and runs no user code.
"""

from __future__ import annotations

from time import monotonic

from ..errors import InvalidParams
from ..inspection.classes import qualified_name
from ..inspection.search_text import preview_text
from ..inspection.summary import size_of
from .parameters import count_of, flag_of, object_of, optional_text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.session import Session

    Key = tuple[Any, ...]
    Measure = Callable[[Entry, Sequence[str], float], Key]

MAX_FILTER = 1_000
"""Characters of a filter."""
MAX_GROUPS = 1_000
"""Groups that are told apart; what is in further ones is in the last."""
REST = "…"
LONGEST_PREVIEW = 200
_CHECKED_EACH = 32
"""Refs after which the clock is looked at."""


def _name_key(entry: Entry, names: Sequence[str], _now: float) -> Key:
    """Put refs that have a name before those known by their type alone."""
    return (not names, (names[0] if names else qualified_name(type(entry.obj))).casefold())


def _type_key(entry: Entry, names: Sequence[str], _now: float) -> Key:
    return (qualified_name(type(entry.obj)).casefold(), names[0] if names else "")


def _size_key(entry: Entry, _names: Sequence[str], _now: float) -> Key:
    return (size_of(entry.obj) or 0,)


SORTS: dict[str, Measure] = {
    "name": _name_key,
    "type": _type_key,
    "size": _size_key,
    "age": lambda entry, _names, now: (now - entry.created,),
    "remaining": lambda entry, _names, now: (entry.session.expiry(entry) - now,),
    "used": lambda entry, _names, now: (now - entry.used,),
}
"""What refs can be sorted by, the least first."""

GROUPS: dict[str, Callable[[Entry], str]] = {
    "type": lambda entry: qualified_name(type(entry.obj)),
    "origin": lambda entry: str((entry.origin or {}).get("uri") or ""),
}
"""What refs can be grouped by."""


class Arrangement:
    """How refs are to be listed."""

    __slots__ = ("descending", "group", "sort", "words")

    def __init__(self, params: dict[str, Any]) -> None:
        """Read the protocol's `RefArrangement`.

        Raises:
            InvalidParams: it is malformed.
        """
        self.sort = _one_of(params, "sort", SORTS)
        self.group = _one_of(params, "group", GROUPS)
        self.descending = params.get("descending") is not None and flag_of(params, "descending")
        text = optional_text_of(params, "filter") or ""
        if len(text) > MAX_FILTER:
            raise InvalidParams(f"'filter' has at most {MAX_FILTER} characters")
        self.words = tuple(text.casefold().split())

    def __eq__(self, other: object) -> bool:
        """Return whether both list alike."""
        return isinstance(other, Arrangement) and self._facts() == other._facts()

    __hash__ = None  # type: ignore[assignment]  # compared only

    def _facts(self) -> tuple[object, ...]:
        return self.sort, self.group, self.descending, self.words

    def admits(self, entry: Entry, names: Sequence[str]) -> bool:
        """Return whether name, type or value say every word of the filter."""
        if not self.words:
            return True
        text = " ".join((*names, qualified_name(type(entry.obj)))).casefold()
        missing = [word for word in self.words if word not in text]
        if not missing:
            return True
        value = preview_text(entry.obj, LONGEST_PREVIEW).casefold()
        return all(word in value for word in missing)


class Look:
    """One look at the refs of a session, under one arrangement."""

    def __init__(self, session: Session, arrangement: Arrangement, number: int) -> None:
        self.session = session
        self.arrangement = arrangement
        self.number = number
        self._waiting = list(session.entries)
        self._waiting.reverse()
        self._found: list[tuple[Key, str, str]] = []
        """Sort key, group and id."""
        self._order: list[tuple[str, str]] | None = None
        """Group and id, as listed; None until all that was found is in order."""
        self._groups: list[dict[str, object]] = []

    def is_of(self, session: Session, arrangement: Arrangement, number: int) -> bool:
        """Return whether this is the very look that is asked for."""
        return self.session is session and self.number == number and self.arrangement == arrangement

    @property
    def covered(self) -> int:
        """How many refs were looked at, or went before they were."""
        return max(0, len(self.session.entries) - len(self._waiting))

    @property
    def is_complete(self) -> bool:
        """Whether all refs were looked at."""
        return not self._waiting

    def advance(self, now: float, seconds: float) -> None:
        """Look at further refs, for so long at most; `now` is the registry's clock."""
        if not self._waiting:
            return
        until = monotonic() + seconds
        names = self.session.names_by_object()
        while self._waiting:
            for _ in range(min(_CHECKED_EACH, len(self._waiting))):
                self._take(self._waiting.pop(), names, now)
            if monotonic() > until:
                break
        self._order = None

    def window(self, start: int, count: int) -> list[Entry]:
        """Return the refs there, as far as they are still alive."""
        entries = self.session.entries
        window = [entries.get(ref_id) for _, ref_id in self._listed()[start : start + count]]
        if None in window:
            # Positions count what is alive, so that the next window follows on this one.
            self._list([each for each in self._listed() if each[1] in entries])
            window = [entries.get(ref_id) for _, ref_id in self._listed()[start : start + count]]
        return [entry for entry in window if entry is not None]

    @property
    def total(self) -> int:
        """How many refs were found."""
        return len(self._listed())

    def groups(self) -> list[dict[str, object]]:
        """Return name and size of each group, in the order they are listed in."""
        self._listed()
        return self._groups

    def _take(self, ref_id: str, names: dict[int, list[str]], now: float) -> None:
        entry = self.session.entries.get(ref_id)
        if entry is None:
            return
        own_names = names.get(id(entry.obj), ())
        arrangement = self.arrangement
        if not arrangement.admits(entry, own_names):
            return
        measure, group_of = arrangement.sort, arrangement.group
        key = () if measure is None else SORTS[measure](entry, own_names, now)
        group = "" if group_of is None else GROUPS[group_of](entry)
        self._found.append((key, group, ref_id))

    def _listed(self) -> list[tuple[str, str]]:
        if self._order is None:
            arrangement = self.arrangement
            if arrangement.sort is not None:
                self._found.sort(key=lambda found: found[0], reverse=arrangement.descending)
            order = [(group, ref_id) for _, group, ref_id in self._found]
            if arrangement.sort is None and arrangement.descending:
                order.reverse()
            self._list(order if arrangement.group is None else _grouped(order))
            if self.is_complete:
                self._found = []
        return self._order or []

    def _list(self, order: list[tuple[str, str]]) -> None:
        self._order = order
        counts: dict[str, int] = {}
        if self.arrangement.group is not None:
            for group, _ in order:
                counts[group] = counts.get(group, 0) + 1
        self._groups = [{"name": name, "count": count} for name, count in counts.items()]


class Looks:
    """The latest look at each session."""

    MOST = 16
    """Of more sessions, those looked at longest ago are forgotten."""

    def __init__(self) -> None:
        self._by_session: dict[str, Look] = {}

    def at(self, session: Session, params: dict[str, Any]) -> Look:
        """Return the look that `RefsParams` ask for, begun now unless it was before."""
        arrangement = Arrangement(object_of(params, "arrangement"))
        number = count_of(params, "look", 0, 2**53)
        look = self._by_session.pop(session.id, None)
        if look is None or not look.is_of(session, arrangement, number):
            look = Look(session, arrangement, number)
        self._by_session[session.id] = look
        if len(self._by_session) > self.MOST:
            del self._by_session[next(iter(self._by_session))]
        return look


def _grouped(order: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put what is of one group together, groups by name; of too many, the last are one."""
    names = sorted({group for group, _ in order}, key=str.casefold)
    shown = {name: name for name in names[: MAX_GROUPS - 1]}
    if len(names) == MAX_GROUPS:
        shown[names[-1]] = names[-1]
    rank = {name: position for position, name in enumerate(shown)}
    named = [(shown.get(group, REST), ref_id) for group, ref_id in order]
    return sorted(named, key=lambda each: rank.get(each[0], MAX_GROUPS))


def _one_of(params: dict[str, Any], name: str, known: dict[str, Any]) -> str | None:
    value = optional_text_of(params, name)
    if value is not None and value not in known:
        raise InvalidParams(f"'{name}' must be one of {', '.join(known)}")
    return value
