"""Requests of notebooks: a cell is run, and what it ends with is shown in every form it offers."""

from __future__ import annotations

from ..execution.execution import Execution
from ..wire.json_text import to_json
from ..worker.parameters import count_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..worker.context import Context
    from ..worker.requests import Request

MOST_CELLS = 1_000_000
"""The largest number of a cell."""


def run_cell(context: Context, request: Request) -> str:
    """Run a cell in the session's namespace."""
    params = request.params
    source, file_name = text_of(params, "source"), text_of(params, "fileName")
    order = count_of(params, "order", 0, MOST_CELLS) or None
    execution = Execution(context, request)
    try:
        shown = context.cells.run(execution, source, file_name, order)
        return to_json({"forms": shown.forms, "figures": shown.figures, "ref": shown.ref})
    finally:
        execution.close()
