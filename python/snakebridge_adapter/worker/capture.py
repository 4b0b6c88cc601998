"""What goes to descriptor 1 itself: `os.write(1, …)`, C code, child processes.

Descriptor 1 is a pipe. A thread of its own sleeps until something is in it, so that writers never block for long;
before an answer the pipe is emptied, so that what a request wrote comes first.
"""

from __future__ import annotations

import os
from _thread import RLock, start_new_thread
from codecs import getincrementaldecoder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from select import poll

    from .loop import Loop
    from .output import Output

READ_BYTES = 65536
PIPE_BYTES = 1 << 20
"""Room asked for, so that C code that keeps the GIL can write that much without waiting for our thread."""


class Capture:
    """The reading end of the pipe behind descriptor 1."""

    def __init__(self, descriptor: int, output: Output, loop: Loop) -> None:
        self._descriptor = descriptor
        self._output = output
        self._loop = loop
        self._lock = RLock()
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._is_emptying = False
        """Whether some thread has taken bytes out that it has not handed on yet."""
        self._is_open = False
        self.is_drained: Callable[[], bool] = _always
        """Whether everything in the pipe has been handed on. Costs one system call."""

    def start(self) -> None:
        """Begin to empty the pipe in the background."""
        if os.name == "nt":  # untested: there a pipe tells nothing without being read
            start_new_thread(self._pump, ())
            return
        from select import POLLIN, poll

        self.is_drained = self._drained_check()
        self._is_open = True
        _enlarge(self._descriptor)
        os.set_blocking(self._descriptor, False)
        poller = poll()
        poller.register(self._descriptor, POLLIN)
        start_new_thread(self._watch, (poller,))

    def drain(self) -> None:
        """Hand on what is in the pipe. Any thread."""
        if not self.is_drained():
            self._empty()

    def _drained_check(self) -> Callable[[], bool]:
        from fcntl import ioctl
        from termios import FIONREAD

        descriptor, nothing, count = self._descriptor, bytearray(4), bytearray(4)

        def is_drained() -> bool:
            ioctl(descriptor, FIONREAD, count, True)
            # In this order: emptied by another thread, the pipe looks so only after that thread said so.
            return count == nothing and not self._is_emptying

        return is_drained

    def _watch(self, poller: poll) -> None:
        while self._is_open:
            poller.poll()
            self._empty()

    def _empty(self) -> None:
        with self._lock:
            self._is_emptying = True
            try:
                while self._is_open and self._take(os.read(self._descriptor, READ_BYTES)):
                    pass
            except BlockingIOError:
                pass  # Empty.
            finally:
                self._is_emptying = False

    def _pump(self) -> None:
        while self._take(os.read(self._descriptor, READ_BYTES)):
            pass

    def _take(self, data: bytes) -> bool:
        """Hand on some bytes; return False when nobody can write any more."""
        if not data:
            self._is_open = False
            self.is_drained = _always
        text = self._decoder.decode(data, not data)
        if text:
            self._output.collect("stdout", text, self._loop.running)
        return bool(data)


def _always() -> bool:
    return True


def _enlarge(descriptor: int) -> None:
    """Ask for a larger pipe where the system can make one."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        operation: int = fcntl.F_SETPIPE_SZ
    elif os.uname().sysname == "Linux":
        operation = 1031  # Python 3.9 has no name for it.
    else:
        return
    try:
        fcntl.fcntl(descriptor, operation, PIPE_BYTES)
    except OSError:
        pass  # Not permitted that much: what there is will do.
