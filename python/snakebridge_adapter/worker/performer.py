"""One request, from its handler to its one answer, whatever the handler does.

The only place that catches everything.
"""

from __future__ import annotations

from ..errors import AdapterError, InvalidParams
from ..wire.json_text import to_json
from .dispatch import EXECUTION, INTERNAL_ERROR, INVALID_PARAMS, RequestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context
    from .requests import Request


class Performer:
    """Performs requests for one worker."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._output = context.output

    def perform(self, request: Request) -> None:
        """Call the handler of `request` and answer."""
        handler = request.handler
        try:
            if handler.kind is EXECUTION:
                text = handler.function(self._context, request)
            else:
                text = to_json(handler.function(self._context, request.params))
        except BaseException as error:  # whatever it is, there must be an answer
            self._output.flush()
            fail(request, error)
        else:
            # What it wrote comes before its answer.
            output = self._output
            if not output.is_captured() or output.is_pending:
                output.flush()
            request.answer(text)


def fail(request: Request, error: BaseException) -> None:
    """Answer with what a failure is on the wire."""
    if isinstance(error, AdapterError):
        request.fail(error.code, error.message, error.data)
    elif isinstance(error, InvalidParams):
        request.fail(INVALID_PARAMS, str(error))
    elif isinstance(error, RequestError):
        request.fail(error.code, str(error))
    else:
        request.fail(INTERNAL_ERROR, f"internal error: {error!r}", _internal_data(error))


def _internal_data(error: BaseException) -> dict[str, str]:
    from traceback import format_exception

    return {"traceback": "".join(format_exception(type(error), error, error.__traceback__))}
