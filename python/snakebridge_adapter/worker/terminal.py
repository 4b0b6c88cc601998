"""Keeps the terminal that a client may run in away from the worker, and the worker from the terminal."""

from __future__ import annotations

import os


def leave_terminal() -> None:
    """Lead a process group: Ctrl+C is the client's business. Who asks the terminal gets an error, and is not stopped.

    Not a session: Linux schedules by session, and waking a process of another one made each call a tenth slower.
    """
    if os.name == "nt":
        return
    import _signal

    try:
        os.setpgid(0, 0)
    except PermissionError:
        pass  # The client made it the leader of a session, which is as good.
    _signal.signal(_signal.SIGTTIN, _signal.SIG_IGN)
    _signal.signal(_signal.SIGTTOU, _signal.SIG_IGN)
