"""A backend of matplotlib, loaded by it alone: draws with Agg, and `plt.show()` shows in the notebook.

The names are those that matplotlib asks a backend for.
"""

from __future__ import annotations

from importlib import import_module

from .figures import show_open_figures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_bases: Any = import_module("matplotlib.backend_bases")

FigureCanvas: Any = import_module("matplotlib.backends.backend_agg").FigureCanvasAgg
FigureManager: Any = _bases.FigureManagerBase


def new_figure_manager(num: int, *args: Any, FigureClass: Any = None, **kwargs: Any) -> Any:  # noqa: N803 - matplotlib's
    """Make a figure and what manages it."""
    figure_class = FigureClass or import_module("matplotlib.figure").Figure
    return new_figure_manager_given_figure(num, figure_class(*args, **kwargs))


def new_figure_manager_given_figure(num: int, figure: Any) -> Any:
    """Make what manages a figure."""
    return FigureManager(FigureCanvas(figure), num)


def draw_if_interactive() -> None:
    """Do nothing: what is open is shown at the end of the cell."""


def show(*_args: object, **_kwargs: object) -> None:
    """Show what is open now, and close it."""
    show_open_figures()
