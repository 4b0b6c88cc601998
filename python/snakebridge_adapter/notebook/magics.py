"""The magics that people use without thinking, by name. Others are refused with this list, or told to be needless."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .shell import Shell


class MagicError(Exception):
    """A magic that is not there, or was called wrongly."""

    __module__ = "builtins"  # Read by people: where it comes from says nothing to them.


def _time(shell: Shell, line: str) -> Any:
    """Run a statement once and tell how long it took: `%time statement`."""
    from .timing import time_once

    return time_once(line, shell.user_ns, shell.wait)


def _time_cell(shell: Shell, line: str, cell: str) -> Any:
    """Run the cell once and tell how long it took."""
    return _time(shell, f"{line}\n{cell}" if line else cell)


def _timeit(shell: Shell, line: str) -> None:
    """Tell how long a statement takes, run many times: `%timeit [-n N] [-r R] statement`."""
    from .timing import time_often

    time_often(line, "", shell.user_ns)


def _timeit_cell(shell: Shell, line: str, cell: str) -> None:
    """Tell how long the cell takes, run many times; the first line is its preparation."""
    from .timing import time_often

    time_often(line, cell, shell.user_ns)


def _pip(shell: Shell, line: str) -> None:
    """Run pip of the Python that runs the notebook: `%pip install package`."""
    from importlib import invalidate_caches
    from shlex import split

    from .commands import expand, run_command

    run_command([sys.executable, "-m", "pip", *split(expand(line, shell.user_ns))])
    invalidate_caches()
    if line.startswith("install"):
        print("Restart the notebook's session if a package that was loaded before has changed.")


def _cd(shell: Shell, line: str) -> None:
    """Change the working folder: `%cd folder`."""
    from .commands import expand

    os.chdir(os.path.expanduser(expand(line.strip().strip("\"'"), shell.user_ns) or "~"))
    print(os.getcwd())


def _pwd(_shell: Shell, _line: str) -> str:
    """Give the working folder."""
    return os.getcwd()


def _env(_shell: Shell, line: str) -> Any:
    """Give the environment, one variable of it, or set one: `%env NAME=value`."""
    name, is_set, value = line.partition("=")
    if not line.strip():
        return dict(os.environ)
    if is_set:
        os.environ[name.strip()] = value.strip()
        print(f"env: {name.strip()}={value.strip()}")
        return None
    return os.environ.get(name.strip())


def _matplotlib(_shell: Shell, line: str) -> None:
    """Do nothing for `inline`, which is how figures are shown here."""
    if line.strip() not in {"", "inline"}:
        print(f"%matplotlib {line}: figures are shown as pictures.", file=sys.stderr)


def _who(shell: Shell, _line: str) -> None:
    """Print the names that the notebook's cells have bound."""
    from types import ModuleType

    names = [
        name
        for name, value in shell.user_ns.items()
        if not name.startswith("_") and type(value) is not ModuleType
    ]
    print("\t".join(names) or "No names are bound.")


def _shell_cell(_shell: Shell, _line: str, cell: str) -> None:
    """Run the cell by the system's shell."""
    from .commands import run_command

    run_command(cell)


def _writefile(_shell: Shell, line: str, cell: str) -> None:
    """Write the cell into a file: `%%writefile [-a] path`."""
    is_appended = line.startswith("-a ")
    path = os.path.expanduser(line[3:].strip() if is_appended else line.strip()).strip("\"'")
    doing = "Appending to" if is_appended else "Overwriting" if os.path.exists(path) else "Writing"
    print(doing, path)
    with open(path, "a" if is_appended else "w", encoding="utf-8") as file:
        file.write(cell)


def _capture(shell: Shell, line: str, cell: str) -> None:
    """Keep what the cell prints and displays: `%%capture [--no-stdout] [--no-stderr] [--no-display] [name]`."""
    from .capture import Captured
    from .timing import run_plainly

    words = line.split()
    shown = {word.removeprefix("--no-") for word in words if word.startswith("--no-")}
    captured = Captured(shell.display)
    for name in words:
        if not name.startswith("-"):
            shell.user_ns[name] = captured
    captured.during(lambda: run_plainly(cell, shell.user_ns, shell.wait), shown)


def _shown_as(class_name: str) -> Callable[[Shell, str, str], None]:
    def show(shell: Shell, _line: str, cell: str) -> None:
        """Show the cell's text as what the magic names."""
        from . import ipython_display

        made: Any = getattr(ipython_display, class_name)
        shell.display(made(cell))

    return show


LINE_MAGICS: dict[str, Callable[[Shell, str], Any]] = {
    "time": _time,
    "timeit": _timeit,
    "pip": _pip,
    "cd": _cd,
    "pwd": _pwd,
    "env": _env,
    "set_env": _env,
    "matplotlib": _matplotlib,
    "who": _who,
}

CELL_MAGICS: dict[str, Callable[[Shell, str, str], Any]] = {
    "time": _time_cell,
    "timeit": _timeit_cell,
    "bash": _shell_cell,
    "capture": _capture,
    "javascript": _shown_as("Javascript"),
    "js": _shown_as("Javascript"),
    "sh": _shell_cell,
    "writefile": _writefile,
    "html": _shown_as("HTML"),
    "markdown": _shown_as("Markdown"),
    "latex": _shown_as("Latex"),
    "svg": _shown_as("SVG"),
}

ELSEWHERE = {
    "pylab": "import what you need of numpy and matplotlib instead.",
    "config": "there is no IPython to set up.",
    "load_ext": "extensions are IPython's own.",
    "reload_ext": "extensions are IPython's own.",
    "autoreload": "use importlib.reload(module), or restart the notebook's session.",
    "conda": "use !conda.",
}
"""Magics that notebooks begin with and go on without."""
