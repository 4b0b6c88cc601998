"""Searching the refs of all sessions, wherever they live: every host searches its own, a slice at a time."""

from __future__ import annotations

from ..errors import InvalidParams
from ..handlers.search import DEFAULT_LIMIT, MAX_LIMIT
from ..worker.parameters import count_of
from .link import Link, Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

CURSOR = "all:"
"""How cursors of these searches begin."""
MOST_SEARCHES = 16
SEARCH = "snakebridge/search"
_COUNTS = ("refsVisited", "refsTotal", "objectsVisited")


class SearchAll:
    """One search that goes on in several hosts."""

    def __init__(self, links: Iterable[Link], params: dict[str, Any]) -> None:
        self._params = params
        self._cursors: dict[Link, str | None] = dict.fromkeys(links)
        self._counts: dict[Link, dict[str, int]] = {}
        self._room = count_of(params, "limit", DEFAULT_LIMIT, MAX_LIMIT)
        self._is_complete = True

    @property
    def goes_on(self) -> bool:
        """Whether some host has more to search."""
        return bool(self._cursors)

    async def advance(self) -> dict[str, Any]:
        """Have every host search for a slice; return what they found."""
        hits: list[Any] = []
        asked = {
            link: link.request(SEARCH, self._params if cursor is None else {"cursor": cursor})
            for link, cursor in self._cursors.items()
        }
        for link, answer in asked.items():
            try:
                hits += self._take(link, await answer)
            except Refused:
                if link.is_gone:
                    # What is not there has no refs.
                    self._forget(link)
                else:
                    raise
        self._is_complete = self._is_complete and len(hits) <= self._room
        hits = hits[: self._room]
        self._room -= len(hits)
        if not self._room and self.goes_on:
            self.give_up()
        return self._told(hits)

    def give_up(self) -> dict[str, Any]:
        """End it everywhere."""
        for link, cursor in self._cursors.items():
            if cursor is not None:
                link.request(SEARCH, {"cursor": cursor, "giveUp": True})
        self._is_complete = False
        self._cursors = {}
        return self._told([])

    def _take(self, link: Link, found: dict[str, Any]) -> list[Any]:
        self._counts[link] = {name: found[name] for name in _COUNTS}
        if found["cursor"] is None:
            self._is_complete = self._is_complete and found["isComplete"]
            del self._cursors[link]
        else:
            self._cursors[link] = found["cursor"]
        return found["hits"]

    def _forget(self, link: Link) -> None:
        del self._cursors[link]
        self._counts.pop(link, None)

    def _told(self, hits: list[Any]) -> dict[str, Any]:
        counts = {name: sum(each[name] for each in self._counts.values()) for name in _COUNTS}
        is_complete = self._is_complete and not self.goes_on
        return {"hits": hits, **counts, "isComplete": is_complete, "cursor": None}


class Searches:
    """The searches of a gateway that may go on, by cursor."""

    def __init__(self) -> None:
        self._waiting: dict[str, SearchAll] = {}
        self._last = 0

    async def search(self, links: Iterable[Link], params: dict[str, Any]) -> dict[str, Any]:
        """Answer `snakebridge/search` without a session: begin a search, go on with one, or give it up."""
        cursor = params.get("cursor")
        search = SearchAll(links, params) if cursor is None else self._waiting.pop(cursor, None)
        if search is None:
            raise InvalidParams("this search is over; begin it again")
        if cursor is not None and params.get("giveUp") is True:
            return search.give_up()
        slice_ = await search.advance()
        if search.goes_on:
            slice_["cursor"] = self._keep(search)
        return slice_

    def _keep(self, search: SearchAll) -> str:
        self._last += 1
        cursor = f"{CURSOR}{self._last}"
        self._waiting[cursor] = search
        if len(self._waiting) > MOST_SEARCHES:
            del self._waiting[next(iter(self._waiting))]
        return cursor
