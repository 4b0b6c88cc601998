"""Commands of the system, as `!command` and `%pip` run them: in a shell, their output streamed into the cell."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_HOLES = re.compile(r"\$\$|\$([A-Za-z_]\w*)|\{\{|\}\}|\{([^{}]+)\}")
_ESCAPES = {"$$": "$", "{{": "{", "}}": "}"}


def expand(command: str, namespace: Mapping[str, Any]) -> str:
    """Put values of names in: `$name` and `{expression}`; what is none of the user's names stays for the shell."""

    def value_of(hole: re.Match[str]) -> str:
        whole, name, expression = hole.group(), *hole.groups()
        if name is not None:
            return str(namespace[name]) if name in namespace else whole
        if expression is None:
            return _ESCAPES[whole]
        try:
            return str(eval(expression, dict(namespace)))  # noqa: S307 - the user's own expression
        except Exception:
            return whole

    return _HOLES.sub(value_of, command)


def run_command(command: str | Sequence[str]) -> int:
    """Run a command, text by a shell; return how it ended. An interrupt ends it, and what it started."""
    sys.stdout.flush()
    with subprocess.Popen(  # noqa: S603 - running the user's command is the purpose
        command,
        shell=isinstance(command, str),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            return process.wait()
        except BaseException:
            _end(process)
            raise


def command_output(command: str) -> str:
    """Run a command by a shell; return what it prints."""
    with subprocess.Popen(  # noqa: S602 - as above
        command,
        shell=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        errors="replace",
    ) as process:
        try:
            return process.communicate()[0]
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[Any]) -> None:
    if os.name == "nt":
        process.kill()
        return
    try:
        # Its own session, made for this: the group is its and its children's.
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # It ended just then.
