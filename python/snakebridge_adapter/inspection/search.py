"""A search through refs and what they hold, in slices of time: names, keys and values, each object once.

Between slices it remembers where it is by ids and positions, never by reference: what is released meanwhile is freed.
First all refs themselves are looked at, then what is in them, one after the other, as deep as wanted.
"""

from __future__ import annotations

from time import monotonic
from types import BuiltinFunctionType, FunctionType, ModuleType

from .classes import ABSENT, qualified_name
from .contents import Part, part_again, parts_from
from .lenses import exact_types
from .preview import MAX_PREVIEW
from .search_text import class_text, excerpt, own_text, preview_text
from .summary import summarize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Protocol

    from .needle import Needle, Span

    Place = tuple[Any, Iterator[tuple[Part, Any]]]
    """An object on the way, and the rest of its parts; for one slice only."""

    class Scope(Protocol):
        """What is searched. Nothing it tells may be kept from one slice to the next but ids."""

        def ref_addresses(self) -> list[tuple[str, str]]:
            """Return session and id of each ref there is now."""
            ...

        def look_up(self, session_id: str, ref_id: str) -> Any:
            """Return the object of a ref, or `ABSENT`."""
            ...

        def names_in(self, session_id: str) -> dict[int, list[str]]:
            """Return the names bound in a session by identity of what they name."""
            ...


_CLOSED: tuple[type, ...] = (type, ModuleType, FunctionType, BuiltinFunctionType)
"""What is in a class, module or function is searched only if it is the ref itself: they lead everywhere."""


_SHOWN_START = 100
"""Characters of a text that its usual preview shows for certain."""


class Level:
    """One object on the way from a ref to where the search is, and how far its parts were visited."""

    __slots__ = ("identity", "is_again", "part", "visited")

    def __init__(self, part: Part | None, identity: int, *, is_again: bool) -> None:
        self.part = part
        """How it is reached from the level above; None for the ref itself."""
        self.identity = identity
        self.is_again = is_again
        """Whether its parts were looked at before, from deeper down: only what is in them is new."""
        self.visited = 0


class Search:
    """One search. `advance` it until it `is_over`."""

    def __init__(self, scope: Scope, needle: Needle, depth: int, limit: int) -> None:
        self._scope = scope
        self._needle = needle
        self._depth = depth
        self._left = limit
        self._refs = scope.ref_addresses()
        self._looked_at = 0
        self._entered = 0
        self._levels: list[Level] = []
        self._title = ""
        self._depths: dict[int, int] = {}
        """How deep each object that was entered lay, by identity."""
        self._names: dict[str, dict[int, list[str]]] = {}
        """The names of each session, as they are in this slice."""
        self._hits: list[dict[str, Any]] = []
        self._has_missed = False
        self.is_over = False
        self.objects_visited = 0

    @property
    def is_complete(self) -> bool:
        """Whether everything was searched."""
        return self.is_over and self._left > 0 and not self._has_missed

    @property
    def refs_total(self) -> int:
        """How many refs there were when it began."""
        return len(self._refs)

    @property
    def refs_visited(self) -> int:
        """How many of them were searched with all that is in them."""
        return self._looked_at if not self._depth else self._entered - bool(self._levels)

    def advance(self, seconds: float) -> list[dict[str, Any]]:
        """Go on for so long, at least one step; return what was found."""
        end = monotonic() + seconds
        self._names.clear()
        way = self._return_to_place()
        while not self.is_over:
            if self._looked_at < len(self._refs):
                self._look_at_ref(*self._refs[self._looked_at])
            elif self._levels:
                self._visit_parts(way, end)
            elif self._depth and self._entered < len(self._refs):
                way = self._enter_ref(*self._refs[self._entered])
            else:
                self.is_over = True
            if monotonic() >= end:
                break
        found, self._hits = self._hits, []
        return found

    def _return_to_place(self) -> list[Place]:
        """Return where it was, as far as the way still leads to the same objects."""
        objects: list[Any] = []
        for level in self._levels:
            if level.part is None:
                obj = self._scope.look_up(*self._refs[self._entered - 1])
            else:
                obj = part_again(objects[-1], level.part)
            if id(obj) != level.identity:
                break
            objects.append(obj)
        if len(objects) < len(self._levels):
            self._has_missed = True
            del self._levels[len(objects) :]
        return [_place(obj, level) for obj, level in zip(objects, self._levels)]

    def _look_at_ref(self, session_id: str, ref_id: str) -> None:
        self._looked_at += 1
        obj = self._scope.look_up(session_id, ref_id)
        if obj is ABSENT:
            return
        self.objects_visited += 1
        # Each ref is entered as itself, not as part of another one.
        self._depths[id(obj)] = 0
        names = self._names_of(session_id, obj)
        title = names[0] if names else qualified_name(type(obj))
        named = any(self._finds(name) for name in names)
        matched, span = ("name", None) if named else self._match_value(obj, is_ref=True)
        if matched:
            place = {
                "session": session_id,
                "ref": ref_id,
                "path": [],
                "title": title,
                "name": title,
            }
            self._report(place, matched, obj, span)

    def _enter_ref(self, session_id: str, ref_id: str) -> list[Place]:
        self._entered += 1
        obj = self._scope.look_up(session_id, ref_id)
        if obj is ABSENT:
            return []
        names = self._names_of(session_id, obj)
        self._title = names[0] if names else qualified_name(type(obj))
        self._levels.append(Level(None, id(obj), is_again=False))
        return [_place(obj, self._levels[0])]

    def _visit_parts(self, way: list[Place], end: float) -> None:
        """Go through the parts of the innermost object until one is entered, all are done, or time is up."""
        level = self._levels[-1]
        try:
            for part, value in way[-1][1]:
                level.visited += 1
                if not level.is_again:
                    self._look_at_part(part, value)
                if self._enter_part(part, value):
                    way.append(_place(value, self._levels[-1]))
                    return
                if self.is_over or monotonic() >= end:
                    return
        except Exception:  # it changes faster than it can be read, or C code refuses
            self._has_missed = True
        self._levels.pop()
        way.pop()

    def _look_at_part(self, part: Part, value: Any) -> None:
        self.objects_visited += 1
        span: Span | None = None
        matched: str | None = None
        if part.text is not None and self._finds(part.text):
            matched = "name"
        elif value is not ABSENT:
            matched, span = self._match_value(value, is_ref=False)
        if matched:
            session_id, ref_id = self._refs[self._entered - 1]
            steps = [level.part.step for level in self._levels if level.part is not None]
            place = {
                "session": session_id,
                "ref": ref_id,
                "path": [*steps, part.step],
                "title": self._title_of(part),
                "name": part.name,
            }
            self._report(place, matched, value, span)

    def _enter_part(self, part: Part, value: Any) -> bool:
        """Make the part the innermost level if there may be something new in it."""
        depth = len(self._levels)
        if value is ABSENT or depth >= self._depth or _is_closed(value):
            return False
        known = self._depths.get(id(value))
        if known is not None and known <= depth:
            return False
        # What only this look made has an identity that another object may get.
        if part.is_held:
            self._depths[id(value)] = depth
        elif any(level.identity == id(value) for level in self._levels):
            return False
        self._levels.append(Level(part, id(value), is_again=known is not None))
        return True

    def _match_value(self, obj: Any, *, is_ref: bool) -> tuple[str | None, Span | None]:
        """Return what of it matched, and where in its text."""
        text = own_text(obj, self._needle.longest)
        if text is None and not is_ref and len(self._levels) >= self._depth:
            text = preview_text(obj, self._needle.longest)
        span = None if text is None else self._needle.find(text)
        if span is not None:
            return "value", span
        name = qualified_name(type(obj)) if is_ref else class_text(obj)
        return ("type" if name is not None and self._finds(name) else None), None

    def _names_of(self, session_id: str, obj: object) -> list[str]:
        names = self._names.get(session_id)
        if names is None:
            names = self._names[session_id] = self._scope.names_in(session_id)
        return names.get(id(obj), [])

    def _finds(self, text: str) -> bool:
        return self._needle.find(text[: self._needle.longest]) is not None

    def _title_of(self, part: Part) -> str:
        inner = "".join([level.part.title for level in self._levels if level.part is not None])
        title = f"{self._title}{inner}{part.title}"
        if len(title) <= MAX_PREVIEW:
            return title
        return f"{title[: MAX_PREVIEW // 4]}…{title[1 - MAX_PREVIEW * 3 // 4 :]}"

    def _report(self, place: dict[str, Any], matched: str, value: Any, span: Span | None) -> None:
        """Note a hit; `place` are those of its fields that tell where it is."""
        summary = None if value is ABSENT else summarize(value)
        if type(value) is str and span is not None and span[1] > _SHOWN_START:
            summary = {**summarize(value), "preview": excerpt(value, span[0])}
        self._hits.append({**place, "matched": matched, "summary": summary})
        self._left -= 1
        self.is_over = not self._left


def _place(obj: Any, level: Level) -> Place:
    return obj, parts_from(obj, level.visited)


def _is_closed(value: Any) -> bool:
    cls = type(value)
    exact = exact_types.get(id(cls))
    if exact is not None and exact.lens.leaf:
        return True
    return any(issubclass(cls, closed) for closed in _CLOSED)
