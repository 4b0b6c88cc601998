"""Streams: items in batches bounded by number, size and time, and the end of a stream."""

from __future__ import annotations

from types import GeneratorType

from ..errors import RefNotFound
from ..execution.execution import Execution
from ..execution.stream_batch import StreamBatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..registry.entry import Entry
    from ..worker.context import Context
    from ..worker.requests import Request


def stream_next(context: Context, request: Request) -> str:
    """Answer the next items of a stream."""
    execution = Execution(context, request)
    try:
        return StreamBatch(context, execution, execution.receiver_entry()).answer()
    finally:
        execution.close()


def stream_close(context: Context, request: Request) -> str:
    """Close a stream and free its entry; one that is gone already is closed."""
    try:
        execution = Execution(context, request)
    except RefNotFound:
        return "null"
    try:
        entry = execution.receiver_entry()
        context.registry.discard((entry,), "released")
        _close(execution, entry)
    except RefNotFound:
        pass
    finally:
        execution.close()
    return "null"


def _close(execution: Execution, entry: Entry) -> None:
    rest, entry.rest = entry.rest, None
    if rest is not None and rest.pull is not None:
        execution.run(rest.pull.close)
    elif entry.stream_type == "async_generator":
        execution.run(getattr, (entry.obj, "aclose"))
    elif entry.stream_type == "generator":
        execution.run_plainly(GeneratorType.close, (entry.obj,))
