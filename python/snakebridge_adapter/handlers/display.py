"""Objects as they show themselves, as a person asked: runs user code under a budget, and touches no lifetime."""

from __future__ import annotations

from ..display.mime_bundle import show
from ..errors import InvalidParams
from ..execution.execution import Execution
from ..inspection.paths import walk
from ..wire.json_text import to_json
from ..wire.wire_scalars import encode_bytes
from ..worker.parameters import list_of, number_of, text_of, texts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..worker.context import Context
    from ..worker.requests import Request

DEFAULT_BUDGET_MS = 10_000


def display(context: Context, request: Request) -> str:
    """Answer the first of the wanted forms of an object."""
    params = request.params
    request.limit(number_of(params, "budgetMs", DEFAULT_BUDGET_MS))
    mime_types = texts_of(params, "mimeTypes")
    if not mime_types:
        raise InvalidParams("'mimeTypes' must name at least one")
    # Looked at, not used: what a person looks at lives no longer for it.
    entry = context.registry.peek(text_of(params, "session"), text_of(params, "ref"))
    obj = walk(entry.obj, list_of(params, "path"), entry.evaluated)[-1]
    execution = Execution(context, request)
    shown = execution.run_plainly(show, (obj, mime_types))
    data = shown.data
    if isinstance(data, bytes):
        enclosure = execution.enclosure()
        data = (enclosure and enclosure.bytes_of(data)) or encode_bytes(data)
    width, height = shown.size or (None, None)
    return to_json({"mimeType": shown.mime_type, "data": data, "width": width, "height": height})
