"""One request, from its handler to its one answer, whatever the handler does.

The only place that catches everything.
"""

from __future__ import annotations

from .dispatch import EXECUTION, INTERNAL_ERROR, INVALID_PARAMS, RequestError
from .errors import AdapterError, InvalidParams
from .json_text import to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context
    from .requests import Request


class Performer:
    """Performs requests for one worker."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def perform(self, request: Request) -> None:
        """Call the handler of `request` and answer."""
        handler = request.handler
        try:
            if handler.kind is EXECUTION:
                text = handler.function(self._context, request)
            else:
                text = to_json(handler.function(self._context, request.params))
        except AdapterError as error:
            self._settle(request)
            request.fail(error.code, error.message, error.data)
        except InvalidParams as error:
            self._settle(request)
            request.fail(INVALID_PARAMS, str(error))
        except RequestError as error:
            request.fail(error.code, str(error))
        except BaseException as error:  # whatever it is, there must be an answer
            self._settle(request)
            request.fail(INTERNAL_ERROR, f"internal error: {error!r}", _internal_data(error))
        else:
            self._settle(request)
            request.answer(text)

    def _settle(self, request: Request) -> None:
        """Put everything that `request` caused in front of its answer."""
        if request.handler.kind is EXECUTION:
            self._context.interrupts.settle(request)
            self._context.output.flush()


def _internal_data(error: BaseException) -> dict[str, str]:
    from traceback import format_exception

    return {"traceback": "".join(format_exception(type(error), error, error.__traceback__))}
