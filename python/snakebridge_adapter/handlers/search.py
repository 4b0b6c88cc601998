"""Searching refs and what they hold, one slice per request. Looking only: see `inspection`."""

from __future__ import annotations

from ..errors import InvalidParams, RefNotFound
from ..inspection.classes import ABSENT
from ..inspection.search import Search
from ..worker.parameters import count_of, flag_of, optional_text_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..inspection.needle import Needle
    from ..registry.registry import Registry
    from ..worker.context import Context

SLICE_SECONDS = 0.01
"""After so long other requests get their turn."""
DEFAULT_DEPTH = 5
MAX_DEPTH = 50
DEFAULT_LIMIT = 200
MAX_LIMIT = 10_000
MOST_SEARCHES = 16
"""Searches that wait for their next slice; of more, those that waited longest are forgotten."""


class Searches:
    """The searches of a worker that may go on, by cursor."""

    def __init__(self) -> None:
        self._waiting: dict[str, Search] = {}
        self._last = 0

    def keep(self, search: Search) -> str:
        """Keep a search; return the cursor under which it goes on."""
        self._last += 1
        cursor = str(self._last)
        self._waiting[cursor] = search
        if len(self._waiting) > MOST_SEARCHES:
            del self._waiting[next(iter(self._waiting))]
        return cursor

    def take(self, cursor: str) -> Search:
        """Give back a search, to be kept again under another cursor.

        Raises:
            InvalidParams: it is over, was given up or forgotten.
        """
        search = self._waiting.pop(cursor, None)
        if search is None:
            raise InvalidParams("this search is over; begin it again")
        return search


class Refs:
    """The refs of one session or all, as `Search` wants them."""

    def __init__(self, registry: Registry, session_id: str | None) -> None:
        self._registry = registry
        self._session_id = session_id

    def ref_addresses(self) -> list[tuple[str, str]]:
        """Return session and id of each ref, in creation order within each session."""
        registry = self._registry
        with registry.lock:
            ids = [session.id for session in registry.sessions()]
            wanted = [one for one in ids if self._session_id in (None, one)]
            return [(one, entry.id) for one in wanted for entry in registry.refs(one)]

    def look_up(self, session_id: str, ref_id: str) -> Any:
        """Return the object of a ref; nothing about its life changes."""
        try:
            return self._registry.peek(session_id, ref_id).obj
        except RefNotFound:
            return ABSENT

    def names_in(self, session_id: str) -> dict[int, list[str]]:
        """Return the names bound in a session by identity of what they name."""
        session = self._registry.find(session_id)
        return session.names_by_object() if session else {}


def search(context: Context, params: dict[str, Any]) -> dict[str, Any]:
    """Answer `snakebridge/search`: begin a search, go on with one, or give it up."""
    cursor = optional_text_of(params, "cursor")
    found = _begin(context, params) if cursor is None else context.searches.take(cursor)
    gives_up = cursor is not None and params.get("giveUp") is True
    hits = [] if gives_up else found.advance(SLICE_SECONDS)
    goes_on = not gives_up and not found.is_over
    return {
        "hits": hits,
        "refsVisited": found.refs_visited,
        "refsTotal": found.refs_total,
        "objectsVisited": found.objects_visited,
        "isComplete": found.is_complete,
        "cursor": context.searches.keep(found) if goes_on else None,
    }


def _begin(context: Context, params: dict[str, Any]) -> Search:
    depth = count_of(params, "depth", DEFAULT_DEPTH, MAX_DEPTH)
    limit = count_of(params, "limit", DEFAULT_LIMIT, MAX_LIMIT)
    if not limit:
        raise InvalidParams("'limit' must be at least 1")
    scope = Refs(context.registry, optional_text_of(params, "session"))
    return Search(scope, _needle(params), depth, limit)


def _needle(params: dict[str, Any]) -> Needle:
    query = text_of(params, "query")
    exact_case = _option(params, "caseSensitive")
    # Imports `re`, which a worker that searches nothing does without.
    from ..inspection.needle import pattern_needle, text_needle

    make = pattern_needle if _option(params, "regularExpression") else text_needle
    return make(query, exact_case=exact_case)


def _option(params: dict[str, Any], name: str) -> bool:
    return params.get(name) is not None and flag_of(params, name)
