"""Objects as tables, as a person opened them: schema, order, windows of cells. Runs library code under a budget."""

from __future__ import annotations

from ..errors import RefNotFound
from ..execution.execution import Execution
from ..inspection.paths import walk
from ..tables.cells import LONGEST_TEXT
from ..tables.table import Table, Tables, read_arrangement
from ..wire.json_text import to_json
from ..worker.parameters import count_of, list_of, number_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..worker.context import Context
    from ..worker.requests import Request

DEFAULT_BUDGET_MS = 30_000
MOST_ROWS = 1_000
MOST_COLUMNS = 200
MOST_TEXT = 100_000
_MAX_START = 2**53


def make_tables(context: Context) -> Tables:
    """Return the tables of a worker; those whose ref is gone are forgotten."""

    def is_alive(table: Table) -> bool:
        try:
            context.registry.peek(table.session_id, table.ref_id)
        except RefNotFound:
            return False
        return True

    return Tables(is_alive)


def open_table(context: Context, request: Request) -> str:
    """Open an object as a table; answer its id and schema."""
    params = request.params
    table = Table(text_of(params, "session"), text_of(params, "ref"), list_of(params, "path"))
    schema = _run(context, request, table, table.open)
    return to_json({"table": context.tables.keep(table), **schema})


def arrange(context: Context, request: Request) -> str:
    """Sort and filter an open table; answer how many rows are left."""
    params = request.params
    wanted = read_arrangement(params.get("sort"), list_of(params, "filters"))
    table = _table_of(context, params)
    return to_json(_run(context, request, table, table.arrange, wanted))


def window(context: Context, request: Request) -> str:
    """Answer a window of the cells of an open table."""
    params = request.params
    row, column = (count_of(params, name, 0, _MAX_START) for name in ("start", "firstColumn"))
    rows = range(row, row + count_of(params, "count", 100, MOST_ROWS))
    columns = range(column, column + count_of(params, "columnCount", 50, MOST_COLUMNS))
    longest = max(1, count_of(params, "longest", LONGEST_TEXT, MOST_TEXT))
    table = _table_of(context, params)
    return to_json(_run(context, request, table, table.window, (rows, columns, longest)))


def close_table(context: Context, params: dict[str, Any]) -> None:
    """Forget an open table and the order of its rows."""
    context.tables.close(text_of(params, "table"))


def _table_of(context: Context, params: dict[str, Any]) -> Table:
    return context.tables.find(text_of(params, "table"), text_of(params, "session"))


def _run(
    context: Context,
    request: Request,
    table: Table,
    function: Callable[..., dict[str, Any]],
    arguments: Sequence[Any] = (),
) -> Any:
    request.limit(number_of(request.params, "budgetMs", DEFAULT_BUDGET_MS))
    # Looked at, not used: what a person looks at lives no longer for it.
    obj = context.registry.peek(table.session_id, table.ref_id).obj
    return Execution(context, request).run_plainly(
        function, (walk(obj, table.path)[-1], *arguments)
    )
