"""`%%capture`: what a cell prints and displays, kept instead of shown."""

from __future__ import annotations

import io
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .display import Display


class Captured:
    """What was kept. Calling it shows it after all."""

    def __init__(self, display: Display) -> None:
        """Keep nothing yet."""
        self._display = display
        self._streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        self.outputs: list[object] = []
        """What was displayed."""

    @property
    def stdout(self) -> str:
        """What was printed."""
        return self._streams["stdout"].getvalue()

    @property
    def stderr(self) -> str:
        """What was printed as errors."""
        return self._streams["stderr"].getvalue()

    def show(self) -> None:
        """Print and display what was kept."""
        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        for each in self.outputs:
            self._display.show(each)

    __call__ = show

    def __str__(self) -> str:
        return self.stdout

    def during(self, run: Callable[[], object], shown: set[str]) -> None:
        """Run, keeping all but what is in `shown`: `stdout`, `stderr`, `display`."""
        kept = {name: text for name, text in self._streams.items() if name not in shown}
        outer: dict[str, Any] = {name: getattr(sys, name) for name in kept}
        outer_outputs = self._display.kept
        for name, stream in kept.items():
            setattr(sys, name, stream)
        if "display" not in shown:
            self._display.kept = self.outputs
        try:
            run()
        finally:
            self._display.kept = outer_outputs
            for name, stream in outer.items():
                setattr(sys, name, stream)
