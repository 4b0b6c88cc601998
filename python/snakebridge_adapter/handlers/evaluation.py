"""Reading one row for real, as a person asked: a property, or what `repr` says. Runs user code under a budget.

A value that can be opened is kept with its ref, so that paths may lead through it: the latest few of each ref,
until they are evaluated anew or the ref goes.
"""

from __future__ import annotations

from ..errors import InvalidParams
from ..execution.execution import Execution
from ..inspection.classes import ABSENT
from ..inspection.members import member_of
from ..inspection.paths import path_key, walk
from ..inspection.summary import summarize
from ..wire.json_text import to_json
from ..worker.parameters import list_of, number_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.entry import Entry
    from ..registry.registry import Registry
    from ..worker.context import Context
    from ..worker.requests import Request

DEFAULT_BUDGET_MS = 1500
MAX_REPR = 1_000_000
"""Characters of one `repr`."""
MAX_KEPT = 50
"""Evaluated values that are kept with one ref."""


def evaluate(context: Context, request: Request) -> str:
    """Read the row at a path."""
    params = request.params
    request.limit(number_of(params, "budgetMs", DEFAULT_BUDGET_MS))
    path, form = list_of(params, "path"), params.get("form")
    registry = context.registry
    # Looked at, not used: what a person looks at lives no longer for it.
    entry = registry.peek(text_of(params, "session"), text_of(params, "ref"))
    execution = Execution(context, request)
    if form == "value":
        value = _read(execution, entry, path)
        summary = summarize(value)
        if _is_lazy(entry, path):
            _forget(registry, entry, path)
            if summary["hasChildren"]:
                _keep(registry, entry, path, value)
        result = {"summary": summary, "text": None}
    elif form == "repr":
        text = execution.run_plainly(_repr, (_shown(execution, entry, path),))
        result = {"summary": None, "text": text}
    else:
        raise InvalidParams("'form' must be 'value' or 'repr'")
    return to_json(result)


def _read(execution: Execution, entry: Entry, path: list[Any]) -> Any:
    """Return the object at `path`; only its last step may need code to be taken."""
    if not path:
        return entry.obj
    *way, last = path
    owner = walk(entry.obj, way, entry.evaluated)[-1]
    if type(last) is dict and type(last.get("attr")) is str:
        return execution.run_plainly(getattr, (owner, last["attr"]))
    return walk(owner, [last])[-1]


def _shown(execution: Execution, entry: Entry, path: list[Any]) -> Any:
    """Return the very object that the row at `path` shows."""
    kept = (entry.evaluated or {}).get(path_key(path), ABSENT)
    return _read(execution, entry, path) if kept is ABSENT else kept


def _is_lazy(entry: Entry, path: list[Any]) -> bool:
    """Return whether only code can take the last step; what lies there as data needs no keeping."""
    if not path:
        return False
    owner = walk(entry.obj, path[:-1], entry.evaluated)[-1]
    member = member_of(owner, path[-1].get("attr", ""))
    return member is not None and member.lazy_reason is not None


def _forget(registry: Registry, entry: Entry, path: list[Any]) -> None:
    """Drop what was kept of this row, and of the rows below it: those were parts of another value."""
    key = path_key(path)
    doomed: list[object] = []
    with registry.lock:
        kept = entry.evaluated or {}
        below = f"{key[:-1]},"
        # Destructors are user code: they run when the lock is released.
        doomed += [kept.pop(each) for each in list(kept) if each == key or each.startswith(below)]


def _keep(registry: Registry, entry: Entry, path: list[Any], value: object) -> None:
    """Keep a value while its ref lives; those evaluated longest ago make room."""
    doomed: list[object] = []
    with registry.lock:
        if entry.session.entries.get(entry.id) is not entry:
            return
        kept = entry.evaluated = entry.evaluated or {}
        kept[path_key(path)] = value
        while len(kept) > MAX_KEPT:
            doomed.append(kept.pop(next(iter(kept))))


def _repr(obj: object) -> str:
    text = repr(obj)
    return str.__str__(text) if len(text) <= MAX_REPR else text[: MAX_REPR - 1] + "…"
