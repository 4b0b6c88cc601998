"""Ending what user code started: every process that carries our run id, and nothing else.

The id stands in the environment that a process was started with, so that one in a session of its own is found,
too. Linux; elsewhere children are left to the system.
"""

from __future__ import annotations

import _signal
import os
from time import monotonic, sleep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

RUN_ID_VARIABLE = "SNAKEBRIDGE_RUN_ID"
TERMINATE_SECONDS = 0.5
"""Time to end in good order before being killed."""
_POLL_SECONDS = 0.01


def adopt_run_id() -> str:
    """Return the id that the spawner gave this worker, or make one; children get it either way."""
    run_id = os.environ.get(RUN_ID_VARIABLE, "")
    # One that our parent was itself started with is the id of somebody else's worker.
    if not run_id or run_id in _run_ids_of(os.getppid()):
        run_id = os.urandom(16).hex()
        os.environ[RUN_ID_VARIABLE] = run_id
    return run_id


def end_descendants(run_id: str, spared: Collection[int]) -> None:
    """End what carries `run_id` or was forked here, except `spared`; kill what does not end in time."""
    deadline = monotonic() + TERMINATE_SECONDS
    asked: set[int] = set()
    while True:
        found = find_descendants(run_id, spared)
        if not found:
            return
        is_late = monotonic() > deadline
        for pid in found:
            if is_late or pid not in asked:
                _signal_process(pid, _signal.SIGKILL if is_late else _signal.SIGTERM)
                asked.add(pid)
        if is_late and monotonic() > deadline + TERMINATE_SECONDS:
            return
        sleep(_POLL_SECONDS)


def find_descendants(run_id: str, spared: Collection[int]) -> list[int]:
    """Return the living processes that carry `run_id` or descend from this one, except `spared`."""
    try:
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    parents = {pid: _parent_of(pid) for pid in pids}
    own = os.getpid()
    spared = {own, *spared, *_chain(os.getppid(), parents)}
    return [
        pid
        for pid in pids
        if pid not in spared
        and parents[pid]
        and (own in _chain(parents[pid], parents) or run_id in _run_ids_of(pid))
    ]


def _chain(pid: int, parents: dict[int, int]) -> set[int]:
    """Return `pid` and its ancestors."""
    chain: set[int] = set()
    while pid and pid not in chain:
        chain.add(pid)
        pid = parents.get(pid, 0)
    return chain


def _parent_of(pid: int) -> int:
    """Return the parent of a living process, 0 for one that is gone or a zombie."""
    stat = _read(f"/proc/{pid}/stat")
    # The name in parentheses may hold anything, parentheses too.
    state, _, rest = stat[stat.rfind(b")") + 2 :].partition(b" ")
    parent = rest.partition(b" ")[0]
    return int(parent) if parent.isdigit() and state not in (b"Z", b"X") else 0


def _run_ids_of(pid: int) -> list[str]:
    prefix = f"{RUN_ID_VARIABLE}=".encode()
    variables = _read(f"/proc/{pid}/environ").split(b"\0")
    return [
        os.fsdecode(variable[len(prefix) :])
        for variable in variables
        if variable.startswith(prefix)
    ]


def _signal_process(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except OSError:
        pass  # Gone meanwhile, or not ours to signal.


def _read(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""
