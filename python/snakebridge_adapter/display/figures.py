"""Figures of matplotlib, if the user's code has loaded it: never imported here.

Pyplot keeps what a cell drew; at the end of the cell it is shown and closed. That `plt.show()` shows at once is the
doing of `figures_backend`, which pyplot is pointed to while nobody chose a real one.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from typing import Any

PYPLOT = "matplotlib.pyplot"
BACKEND = f"module://{__name__}_backend"

show: Callable[[object], None] | None = None
"""Shows a figure in the notebook; None until one runs in this worker."""


def show_open_figures(tell: Callable[[object], object] | None = None) -> None:
    """Show all that pyplot keeps open, oldest first, and close it. With `tell`, by that."""
    tell = tell or show
    if tell is None or PYPLOT not in sys.modules:
        return
    pyplot: Any = sys.modules[PYPLOT]
    try:
        for number in pyplot.get_fignums():
            tell(pyplot.figure(number))
    finally:
        pyplot.close("all")


def watch_for_pyplot() -> None:
    """Let pyplot draw for the notebook from its first import on, unless a backend was chosen."""
    if PYPLOT in sys.modules:
        _choose_backend()
    elif not any(type(finder) is _PyplotWatch for finder in sys.meta_path):
        sys.meta_path.insert(0, _PyplotWatch())


class _PyplotWatch:
    """Finds no module; notices when pyplot is looked for."""

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """Return None: others find it."""
        if name == PYPLOT:
            sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
            _choose_backend()
        return None


def _choose_backend() -> None:
    """Point matplotlib to our backend where the environment's `Agg` stands, the one nobody chose."""
    parameters: Any = getattr(sys.modules.get("matplotlib"), "rcParams", None)
    if parameters is None:
        return
    # Read past its own `__getitem__`, which would resolve an open choice by importing backends.
    chosen = dict.get(parameters, "backend")
    if isinstance(chosen, str) and chosen.lower() == "agg":
        pyplot: Any = sys.modules.get(PYPLOT)
        if pyplot is None:
            parameters["backend"] = BACKEND
        else:
            pyplot.switch_backend(BACKEND)
