"""The worker itself: health, cancelling, interrupting."""

from __future__ import annotations

from time import monotonic

from ..errors import CODES, Cancelled
from ..worker.memory import memory_bytes
from ..worker.parameters import optional_text_of
from ..worker.requests import CANCELLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context
    from ..worker.requests import Request


def ping(context: Context, _params: dict[str, Any]) -> dict[str, object]:
    """Tell what runs, what waits, and how much memory is in use."""
    running = _running(context)
    return {
        "running": None
        if running is None
        else {
            "requestId": running.id,
            "method": running.method,
            "session": running.session_id,
            "elapsedMs": (monotonic() - running.started) * 1000,
        },
        "queued": len(context.loop.inbox),
        "memoryBytes": memory_bytes(),
    }


def interrupt(context: Context, params: dict[str, Any]) -> dict[str, bool]:
    """Make the running request end with `cancelled`."""
    session_id = optional_text_of(params, "session")
    running = _running(context)
    if running is None or session_id not in (None, running.session_id):
        return {"interrupted": False}
    context.interrupts.end(running, CANCELLED)
    return {"interrupted": True}


def cancel_request(context: Context, params: dict[str, Any]) -> None:
    """Take a request out of the queue, or interrupt it if it runs; others are too late or unknown."""
    request_id = params.get("id")
    request = context.loop.withdraw(request_id) or context.callbacks.withdraw(request_id)
    if request is not None:
        error = Cancelled(interrupted=False)
        request.fail(CODES["cancelled"], error.message, error.data)
        return
    request = context.loop.running
    while request is not None and request.id != request_id:
        request = request.outer
    if request is not None and request.id is not None:
        context.interrupts.end(request, CANCELLED)


def _running(context: Context) -> Request | None:
    """Return the request that runs user code, if any; looking while idle, that is this very one."""
    from ..worker.dispatch import EXECUTION

    running = context.loop.running
    return running if running is not None and running.handler.kind is EXECUTION else None
