"""Leaving a context manager whose block ran in the host."""

from __future__ import annotations

from ..execution.callbacks import host_error
from ..execution.execution import Execution, execute
from ..worker.parameters import object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context
    from ..worker.requests import Request


def exit_context(context: Context, request: Request) -> str:
    """Call `__exit__` with what ended the block; answer whether it suppressed that."""
    try:
        return execute(context, request, lambda execution: _exit(context, execution))
    finally:
        scope = request.params.get("errorScope")
        if context.kept_errors and type(scope) is str and request.params.get("endsScope") is True:
            context.kept_errors.end(scope)


def _exit(context: Context, execution: Execution) -> object:
    params = execution.params
    error: BaseException | None = None
    if params.get("error") is not None:
        told = object_of(params, "error")
        error = context.kept_error(params.get("errorScope"), told.get("exceptionId"))
        if error is None:
            error = host_error(told.get("message"), told)
    try:
        return execution.run(_call_exit, (execution.receiver(), error))
    finally:
        del error


def _call_exit(manager: Any, error: BaseException | None) -> bool:
    """Do what the `with` statement does at its end. The method is the class's, as there."""
    leave = type(manager).__exit__
    if error is None:
        leave(manager, None, None, None)
        return False
    try:
        return bool(leave(manager, type(error), error, error.__traceback__))
    finally:
        del error
