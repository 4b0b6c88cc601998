"""A Dask scheduler and its workers on loopback, each a process of its own, for tests.

Reads one command a line and tells what happened one event a line, both JSON. Everything ends with the
end of its input, or with its own: what it started is never left behind. It imports Dask once and forks,
so that a cluster of four processes is there in about a second.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import shutil
import signal
import tempfile
import threading
import traceback
from typing import TYPE_CHECKING, Any

from distributed import Scheduler, Worker
from distributed.security import Security

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self

Command = dict[str, Any]
loopback = "127.0.0.1"


def main() -> None:
    """Serve commands until the input ends, then end and reap all children."""
    with Cluster() as cluster:
        while (command := cluster.next_command()) is not None:
            cluster.obey(command)


class Cluster:
    """The processes this one started, by pid, with the names they were given."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._folder = tempfile.mkdtemp(prefix="snakebridge-dask-")
        # Held open by this process alone: its end is theirs.
        self._lifeline, self._held = os.pipe()
        self._woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake)
        self._read = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in self._names.values():
            self._kill(name)
        while self._names:
            self._reap(0)
        shutil.rmtree(self._folder)

    def next_command(self) -> Command | None:
        """Wait for a command while telling which children ended; None at the end of the input."""
        while b"\n" not in self._read:
            ready, _, _ = select.select([0, self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
                self._reap(os.WNOHANG)
            if 0 in ready:
                chunk = os.read(0, 65_536)
                if not chunk:
                    return None
                self._read += chunk
        line, _, rest = bytes(self._read).partition(b"\n")
        self._read = bytearray(rest)
        return json.loads(line)

    def obey(self, command: Command) -> None:
        """Kill a child, or fork a scheduler or a worker, which tells of itself once it is ready."""
        if "kill" in command:
            self._kill(command["kill"])
        else:
            self._start(command)

    def _start(self, command: Command) -> None:
        pid = os.fork()
        if pid == 0:
            _run_child(command, self._lifeline, self._held, self._folder)
        self._names[pid] = command["name"]

    def _kill(self, name: str) -> None:
        # Only what is not reaped yet: the pid of what has gone may be another's.
        for pid in [pid for pid, known in self._names.items() if known == name]:
            os.kill(pid, signal.SIGKILL)

    def _reap(self, options: int) -> None:
        while self._names:
            pid, status = os.waitpid(-1, options)
            if pid == 0:
                return
            _tell({"event": "exited", "name": self._names.pop(pid), "pid": pid, "status": status})


def _run_child(command: Command, lifeline: int, held: int, folder: str) -> None:
    os.close(held)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    told = os.dup(1)
    # What code prints on the cluster must not look like an event of ours.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    code = 1
    try:
        serve = _serve_scheduler if command["start"] == "scheduler" else _serve_worker
        asyncio.run(serve(command, folder, lambda event: _tell(event, told)))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        # Whatever happens: a forked child must not run on in its parent's code.
        os._exit(code)


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(1)


async def _serve_scheduler(command: Command, _: str, tell: Callable[[Command], None]) -> None:
    scheduler = Scheduler(
        host=loopback,
        port=command.get("port", 0),
        protocol=_protocol(command),
        security=_security(command),
        dashboard=False,
        dashboard_address=f"{loopback}:0",
    )
    await scheduler
    tell(_ready(command, scheduler.address))
    await scheduler.finished()


async def _serve_worker(command: Command, folder: str, tell: Callable[[Command], None]) -> None:
    worker = Worker(
        command["scheduler"],
        name=command["name"],
        host=loopback,
        protocol=_protocol(command),
        security=_security(command),
        nthreads=command.get("threads", 1),
        memory_limit=command["memoryLimitBytes"],
        resources=command.get("resources"),
        local_directory=os.path.join(folder, f"{command['name']}-{os.getpid()}"),
        dashboard=False,
        dashboard_address=f"{loopback}:0",
    )
    await worker
    tell(_ready(command, worker.address))
    await worker.finished()


def _ready(command: Command, address: str) -> Command:
    return {"event": "ready", "name": command["name"], "pid": os.getpid(), "address": address}


def _protocol(command: Command) -> str:
    return "tls" if command.get("security") else "tcp"


def _security(command: Command) -> Security | None:
    options = command.get("security")
    return Security(**options) if options else None


def _tell(event: Command, descriptor: int = 1) -> None:
    # One write of less than PIPE_BUF: lines of several processes never mix.
    os.write(descriptor, json.dumps(event).encode() + b"\n")


if __name__ == "__main__":
    main()
