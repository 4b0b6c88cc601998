"""What cells were and ended with, by number: `In`, `Out` and `_`, which stand among the builtins while a cell runs.

A name of the user's own has the say. Nothing here keeps an object whose ref was released: `Out` forgets it.
"""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..registry.session import Session

LATEST = ("_", "__", "___")
MOST = 1000
"""Results that are remembered."""


class History:
    """The cells of one session."""

    def __init__(self, session: Session) -> None:
        """Begin with none."""
        self._outputs = session.outputs
        self._sources = session.sources
        self._names: dict[str, Any] = {}
        """What was put among the builtins."""

    def begin(self, source: str, order: int | None) -> int:
        """Remember a cell that begins, and put what it may ask for among the builtins; return its number."""
        order = len(self._sources) if order is None else order
        self._sources += [""] * (order + 1 - len(self._sources))
        self._sources[order] = source
        latest = list(self._outputs.values())[: -len(LATEST) - 1 : -1]
        names: dict[str, Any] = {"In": self._sources, "Out": self._outputs}
        names.update(zip(LATEST, latest))
        names.update((f"_{number}", value) for number, value in self._outputs.items())
        there = builtins.__dict__
        # What somebody else put there, as `gettext` does, stays.
        self._names = {name: value for name, value in names.items() if name not in there}
        there.update(self._names)
        return order

    def end(self) -> None:
        """Take it away again."""
        there, names, self._names = builtins.__dict__, self._names, {}
        for name, value in names.items():
            if there.get(name) is value:
                del there[name]

    def add(self, order: int, value: object) -> None:
        """Remember what a cell ended with."""
        self._outputs.pop(order, None)
        self._outputs[order] = value
        while len(self._outputs) > MOST:
            del self._outputs[next(iter(self._outputs))]
