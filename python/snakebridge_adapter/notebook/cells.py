"""Running the cells of notebooks. One per worker, made with its first cell.

What cells expect to find is put among the builtins then: `display` and `get_ipython`, as other kernels do; and what
they import of IPython shows here, too.
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
from .history import History
from .ipython import Stage, stand_in
from .shell import Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..execution.execution import Execution
    from ..registry.session import Session
    from ..worker.context import Context

    Forms = list[dict[str, str]]


_DATA = {list, tuple, dict, set, frozenset}


class Shown:
    """What a cell ends with."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.forms: Forms | None = None
        """Those of the last expression's value."""
        self.figures: list[Forms] = []
        """Those left open."""
        self.ref: str | None = None
        """That of the value, unless it is data, whose text says it all."""


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
        stand_in(Stage(self._display))

    def run(self, execution: Execution, source: str, file_name: str, order: int | None) -> Shown:
        """Run a cell; return what it ends with.

        Raises:
            AdapterError: it raised, or was interrupted.
        """
        outer, self._display.cell = self._display.cell, execution.request
        session = execution.session
        outer_names = self._shell.enter(session.namespace)
        history = History(session)
        order = history.begin(source, order)
        shown = Shown()
        try:
            self._run(shown, execution, source, file_name, lambda value: history.add(order, value))
        finally:
            history.end()
            self._display.cell = outer
            # Nothing here keeps what a released session held.
            self._shell.enter(outer_names)
            follow_names(self._context.registry, session)
        if shown.forms is not None:
            shown.ref = _ref_of(session, session.outputs.get(order))
        return shown

    def _run(
        self,
        shown: Shown,
        execution: Execution,
        source: str,
        file_name: str,
        remember: Callable[[object], None],
    ) -> None:
        namespace = execution.session.namespace
        try:
            # Awaitable or not, what a cell ends with is shown as it is.
            shown.forms = execution.run_plainly(
                self._forms, (source, file_name, namespace, remember)
            )
        except AdapterError:
            if execution.request.ending is None:
                self._show_figures(execution)
            raise
        execution.run_plainly(
            figures.show_open_figures, (lambda figure: shown.figures.append(all_forms(figure)),)
        )

    def _show_figures(self, execution: Execution) -> None:
        try:
            execution.run_plainly(figures.show_open_figures)
        except AdapterError:
            pass  # The cell's own failure is what counts.

    def _forms(
        self,
        source: str,
        file_name: str,
        namespace: dict[str, Any],
        remember: Callable[[object], None],
    ) -> Forms | None:
        python = to_python(source)
        value = run_source(python, namespace, (file_name, 0), self._context.waiter.wait)
        if value is None or is_silent(python):
            return None
        remember(value)
        if getattr(type(value), "_ipython_display_", None) is not None:
            self._display.show(value)
            return None
        return all_forms(value)

    def _own_shell(self) -> Shell:
        return self._shell


def _ref_of(session: Session, value: object) -> str | None:
    entry = None if type(value) in _DATA else session.by_object.get(id(value))
    return None if entry is None else entry.id
