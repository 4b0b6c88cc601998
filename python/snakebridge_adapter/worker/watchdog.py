"""A process beside the worker that ends it when the client is gone, even while C code keeps the GIL for ever.

It sleeps until the client or the worker goes. The worker normally ends itself; only if it has not by the deadline is
it killed. Linux; elsewhere there is none, and code that keeps the GIL delays the end.
"""

from __future__ import annotations

import os

from .descendants import end_descendants

GRACE_SECONDS = 1.8
"""Time for the worker to end itself."""

_POLLRDHUP = 0x2000
"""The client closed its sending half: Node's pipes are sockets. Without a name in 3.9."""


def start_watchdog(client_in: int, run_id: str) -> int | None:
    """Start the watchdog; return its process id, or None where there can be none.

    To be called while this process has one thread: it forks. The watchdog is no child of ours, so that user code that
    waits for its children never meets it.
    """
    if not hasattr(os, "pidfd_open"):
        return None
    worker = os.getpid()
    try:
        worker_handle = os.pidfd_open(worker)
        report, answer = os.pipe()
        child = os.fork()
    except OSError:
        return None
    if not child:
        try:
            _fork_again(client_in, worker_handle, answer, (worker, run_id))
        finally:
            os._exit(0)
    os.close(answer)
    os.close(worker_handle)
    os.waitpid(child, 0)
    pid = int(os.read(report, 32) or b"0")
    os.close(report)
    return pid or None


def _fork_again(client_in: int, worker_handle: int, answer: int, names: tuple[int, str]) -> None:
    pid = os.fork()
    if pid:
        os.write(answer, b"%d" % pid)
        return
    _keep_only({client_in, worker_handle})
    _watch(client_in, worker_handle, *names)


def _keep_only(descriptors: set[int]) -> None:
    """Close every other descriptor: one left open would hide from the client that the worker is gone."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in descriptors:
            try:
                os.close(int(name))
            except OSError:
                pass  # The one that listed them.


def _watch(client_in: int, worker_handle: int, worker: int, run_id: str) -> None:
    import gc
    from _signal import SIGKILL, pidfd_send_signal
    from select import POLLIN, poll

    gc.disable()
    poller = poll()
    poller.register(client_in, _POLLRDHUP)
    poller.register(worker_handle, POLLIN)
    if all(descriptor == worker_handle for descriptor, _ in poller.poll()):
        return
    poller.unregister(client_in)
    if not poller.poll(GRACE_SECONDS * 1000):
        pidfd_send_signal(worker_handle, SIGKILL)
    end_descendants(run_id, spared=(worker,))
