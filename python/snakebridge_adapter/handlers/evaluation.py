"""Reading one row for real, as a person asked: a property, or what `repr` says. Runs user code under a budget."""

from __future__ import annotations

from ..errors import InvalidParams
from ..execution.execution import Execution
from ..inspection.paths import walk
from ..inspection.summary import summarize
from ..wire.json_text import to_json
from ..worker.parameters import list_of, number_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context
    from ..worker.requests import Request

DEFAULT_BUDGET_MS = 1500
MAX_REPR = 1_000_000
"""Characters of one `repr`."""


def evaluate(context: Context, request: Request) -> str:
    """Read the row at a path."""
    params = request.params
    request.timeout_ms = number_of(params, "budgetMs", DEFAULT_BUDGET_MS)
    request.deadline = request.started + request.timeout_ms / 1000
    path, form = list_of(params, "path"), params.get("form")
    # Looked at, not used: what a person looks at lives no longer for it.
    obj = context.registry.peek(text_of(params, "session"), text_of(params, "ref")).obj
    execution = Execution(context, request)
    if form == "value":
        result = {"summary": summarize(_read(execution, obj, path)), "text": None}
    elif form == "repr":
        text = execution.run_plainly(_repr, (_read(execution, obj, path),))
        result = {"summary": None, "text": text}
    else:
        raise InvalidParams("'form' must be 'value' or 'repr'")
    return to_json(result)


def _read(execution: Execution, obj: object, path: list[Any]) -> Any:
    """Return the object at `path`; only its last step may need code to be taken."""
    if not path:
        return obj
    *way, last = path
    owner = walk(obj, way)[-1]
    if type(last) is dict and type(last.get("attr")) is str:
        return execution.run_plainly(getattr, (owner, last["attr"]))
    return walk(owner, [last])[-1]


def _repr(obj: object) -> str:
    text = repr(obj)
    return str.__str__(text) if len(text) <= MAX_REPR else text[: MAX_REPR - 1] + "…"
