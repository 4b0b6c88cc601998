"""What cells import of IPython.

Where it is installed, its `display` and the like show in our cells; where it is not, what notebooks show with is there
all the same.

Imports nothing of IPython itself: it watches for the first import of it.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

    from .display import Display

SHOWING = ("IPython.core.display_functions", "IPython.core.display", "IPython.display")
"""The modules that have the functions below, the oldest versions in the second."""


class Stage:
    """IPython's functions that show, as our cells have them."""

    def __init__(self, display: Display) -> None:
        """Show by `display`."""
        self.display = display

    def update_display(self, obj: object, *, display_id: str, **options: Any) -> None:
        """Show `obj` wherever the id stands."""
        self.display(obj, display_id=display_id, update=True, **options)

    def clear_output(self, wait: bool = False) -> None:
        """Take away what the cell has shown."""
        self.display.clear(wait)

    def publish_display_data(self, data: Any, *_args: object, **options: Any) -> None:
        """Show a bundle of forms that somebody made."""
        transient = options.get("transient") or {}
        place, update = transient.get("display_id"), bool(options.get("update"))
        self.display(data, raw=True, display_id=place, update=update)

    def take_over(self, module: ModuleType) -> None:
        """Put these functions in the place of a module's own."""
        for name in ("display", "update_display", "clear_output", "publish_display_data"):
            if hasattr(module, name):
                setattr(module, name, getattr(self, name))


def stand_in(stage: Stage) -> None:
    """Let IPython's functions show by `stage` from now on."""
    for name in SHOWING:
        if name in sys.modules:
            stage.take_over(sys.modules[name])
    sys.meta_path.insert(0, _Watch(stage))
    sys.meta_path.append(_Absent(stage))


class _Watch:
    """Finds IPython's modules as others do, and changes them once they are loaded."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name not in SHOWING:
            return None
        finders: list[Any] = [finder for finder in sys.meta_path if finder is not self]
        for finder in finders:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                loader: Any = spec.loader
                loader.exec_module = _then(loader.exec_module, self._stage.take_over)
                return spec
        return None


def _then(
    load: Callable[[ModuleType], None], change: Callable[[ModuleType], None]
) -> Callable[[ModuleType], None]:
    def load_and_change(module: ModuleType) -> None:
        load(module)
        change(module)

    return load_and_change


class _Absent:
    """Finds IPython where nobody else did: a package with the classes that show, and no shell."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        if name not in {"IPython", "IPython.core", *SHOWING[1:]}:
            return None
        from importlib.machinery import ModuleSpec

        loader: Any = self
        return ModuleSpec(name, loader, is_package=not name.endswith("display"))

    def create_module(self, _spec: ModuleSpec) -> None:
        """Leave that to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Fill a module."""
        if module.__name__.endswith("display"):
            from . import ipython_display

            names = {name: getattr(ipython_display, name) for name in ipython_display.__all__}
            module.__dict__.update(names, __all__=[*names, "display", "clear_output"])
            for name in ("display", "update_display", "clear_output", "publish_display_data"):
                setattr(module, name, getattr(self._stage, name))
        elif module.__name__ == "IPython":
            # As IPython itself says where no shell of its own runs.
            module.__dict__["get_ipython"] = lambda: None
