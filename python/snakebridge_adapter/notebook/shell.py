"""What `get_ipython()` gives in a cell: magics by name, and commands of the system.

The few methods that notebooks call on it have the names they have elsewhere.
"""

from __future__ import annotations

import sys

from .magics import CELL_MAGICS, ELSEWHERE, LINE_MAGICS, MagicError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .display import Display


class Shell:
    """The cell's surroundings, for its magics."""

    def __init__(self, display: Display, wait: Callable[[Any], Any]) -> None:
        """Show with `display`; run coroutines with `wait`."""
        self.display = display
        self.wait = wait
        self.user_ns: dict[str, Any] = {}
        """The names of the notebook whose cell runs."""
        self.kernel = self
        """By this, libraries such as pandas tell a notebook from a terminal."""

    def enter(self, namespace: dict[str, Any]) -> dict[str, Any]:
        """Take the names of the notebook whose cell runs now; return those of the cell around it, to be given back."""
        outer, self.user_ns = self.user_ns, namespace
        return outer

    def run_line_magic(self, name: str, line: str) -> Any:
        """Run `%name line`.

        Raises:
            MagicError: there is no such magic.
        """
        magic = LINE_MAGICS.get(name)
        if magic is not None:
            return magic(self, line)
        if name in ELSEWHERE:
            print(f"%{name} does nothing here: {ELSEWHERE[name]}", file=sys.stderr)
            return None
        raise _unknown("%", name, CELL_MAGICS, LINE_MAGICS)

    def run_cell_magic(self, name: str, line: str, cell: str) -> Any:
        """Run `%%name line` with the rest of the cell.

        Raises:
            MagicError: there is no such magic.
        """
        magic = CELL_MAGICS.get(name)
        if magic is None:
            raise _unknown("%%", name, LINE_MAGICS, CELL_MAGICS)
        return magic(self, line, cell)

    def system(self, command: str) -> None:
        """Run a command of the system; what it prints comes as it is printed."""
        from .commands import expand, run_command

        run_command(expand(command, self.user_ns))

    def getoutput(self, command: str) -> list[str]:
        """Run a command of the system; return the lines it prints."""
        from .commands import command_output, expand

        return command_output(expand(command, self.user_ns)).splitlines()

    def explain(self, name: str, with_source: bool) -> None:
        """Print what is known of an object: `name?`."""
        from .explain import explain

        print(explain(name, self.user_ns, with_source=with_source))


def _unknown(sign: str, name: str, others: dict[str, Any], known: dict[str, Any]) -> MagicError:
    other = "%" if sign == "%%" else "%%"
    hint = f" There is {other}{name}, though." if name in others else ""
    listed = ", ".join(f"{sign}{each}" for each in sorted(known))
    return MagicError(f"There is no magic {sign}{name} in SnakeBridge.{hint} There are {listed}.")
