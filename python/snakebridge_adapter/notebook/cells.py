"""Running the cells of notebooks. One per worker, made with its first cell.

What cells expect to find is put among the builtins then: `display` and `get_ipython`, as other kernels do.
"""

from __future__ import annotations

import builtins

from ..display import figures
from ..display.all_forms import all_forms
from ..errors import AdapterError
from ..execution.run_source import run_source
from ..registry.name_refs import follow_names
from .cell_source import is_silent, to_python
from .display import Display
from .shell import Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..execution.execution import Execution
    from ..worker.context import Context


class Cells:
    """The cells of this worker's notebooks."""

    def __init__(self, context: Context) -> None:
        """Prepare the builtins."""
        self._context = context
        self._display = Display(context)
        self._shell = Shell(self._display, context.waiter.wait)
        figures.show = self._display.show
        figures.watch_for_pyplot()
        everywhere: Any = builtins
        everywhere.display = self._display
        everywhere.get_ipython = self._own_shell

    def run(self, execution: Execution, source: str, file_name: str) -> list[dict[str, str]] | None:
        """Run a cell; return the forms of its last expression's value, or None.

        Raises:
            AdapterError: it raised, or was interrupted.
        """
        outer, self._display.cell = self._display.cell, execution.request
        outer_names = self._shell.enter(execution.session.namespace)
        try:
            return self._run(execution, source, file_name)
        finally:
            self._display.cell = outer
            # Nothing here keeps what a released session held.
            self._shell.enter(outer_names)
            follow_names(self._context.registry, execution.session)

    def _run(
        self, execution: Execution, source: str, file_name: str
    ) -> list[dict[str, str]] | None:
        namespace = execution.session.namespace
        try:
            # Awaitable or not, what a cell ends with is shown as it is.
            forms = execution.run_plainly(self._forms, (source, file_name, namespace))
        except AdapterError:
            if execution.request.ending is None:
                self._show_figures(execution)
            raise
        execution.run_plainly(figures.show_open_figures)
        return forms

    def _show_figures(self, execution: Execution) -> None:
        try:
            execution.run_plainly(figures.show_open_figures)
        except AdapterError:
            pass  # The cell's own failure is what counts.

    def _forms(
        self, source: str, file_name: str, namespace: dict[str, Any]
    ) -> list[dict[str, str]] | None:
        python = to_python(source)
        value = run_source(python, namespace, (file_name, 0), self._context.waiter.wait)
        if value is None or is_silent(python):
            return None
        if getattr(type(value), "_ipython_display_", None) is not None:
            self._display.show(value)
            return None
        return all_forms(value)

    def _own_shell(self) -> Shell:
        return self._shell
