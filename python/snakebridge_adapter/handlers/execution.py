"""Requests that run user code once and answer its result."""

from __future__ import annotations

from ..errors import InvalidParams
from ..execution.execution import Execution, execute
from ..execution.targets import call_method, call_target, find_target
from ..worker.parameters import count_of, optional_text_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..worker.context import Context
    from ..worker.requests import Request

MAX_LINE = 2**31 - 1


def call(context: Context, request: Request) -> str:
    """Call a function of a module."""
    return execute(context, request, _call)


def get(context: Context, request: Request) -> str:
    """Read a module's attribute."""
    return execute(context, request, _get)


def method(context: Context, request: Request) -> str:
    """Call a method of a ref."""
    return execute(context, request, _method)


def attr(context: Context, request: Request) -> str:
    """Read an attribute of a ref."""
    return execute(context, request, _attr)


def set_attr(context: Context, request: Request) -> str:
    """Assign an attribute of a ref."""
    return execute(context, request, _set_attr)


def run(context: Context, request: Request) -> str:
    """Run statements in the session's namespace."""
    return execute(context, request, lambda execution: _run(context, execution))


def _call(execution: Execution) -> object:
    module, function = execution.params.get("module"), execution.params.get("function")
    if type(module) is not str or type(function) is not str:
        raise InvalidParams("'module' and 'function' must be strings")
    return execution.run(call_target, (module, function, *execution.arguments()))


def _get(execution: Execution) -> object:
    params = execution.params
    return execution.run(find_target, (text_of(params, "module"), text_of(params, "attr")))


def _method(execution: Execution) -> object:
    name = text_of(execution.params, "name")
    return execution.run(call_method, (execution.receiver(), name, *execution.arguments()))


def _attr(execution: Execution) -> object:
    name = text_of(execution.params, "name")
    return execution.run(getattr, (execution.receiver(), name))


def _set_attr(execution: Execution) -> None:
    name = text_of(execution.params, "name")
    execution.run(setattr, (execution.receiver(), name, execution.value("value")))


def _run(context: Context, execution: Execution) -> object:
    from ..execution.run_source import DEFAULT_FILE_NAME, run_source

    params = execution.params
    file_name = optional_text_of(params, "fileName") or DEFAULT_FILE_NAME
    place = (file_name, count_of(params, "firstLine", 0, MAX_LINE))
    arguments = (text_of(params, "source"), execution.session.namespace, place, context.waiter.wait)
    return execution.run(run_source, arguments)
