"""The end of what hosts sessions; of a worker process in order if user code lets it, in time in any case.

Ends when the client asks or is gone. User code that runs is interrupted; what does not react is left behind.
"""

from __future__ import annotations

import os
from _thread import start_new_thread
from time import sleep

from .descendants import end_descendants
from .requests import CANCELLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context

GRACE_SECONDS = 1.0
"""Time for user code and its exit functions before the process ends without them."""


class Ending:
    """Ends the host of sessions, once."""

    def begin(self) -> None:
        """Let the thread that runs requests end. Any thread; later calls do nothing."""
        raise NotImplementedError


def stop(context: Context) -> None:
    """Let the loop end, and with it what runs."""
    loop = context.loop
    loop.has_ended = True
    running = loop.running
    while running is not None and running.outer is not None:
        running = running.outer
    if running is not None:
        context.interrupts.end(running, CANCELLED)
    loop.doorbell.ring()


class ProcessEnding(Ending):
    """Ends this process."""

    def __init__(self, context: Context, run_id: str) -> None:
        self._context = context
        self._run_id = run_id
        self._code = 0
        self._has_begun = False
        self.watchdog: int | None = None

    def begin(self) -> None:
        """Let the main thread end, and see to it that it does. Any thread; later calls do nothing."""
        if self._has_begun:
            return
        self._has_begun = True
        self._code = self._context.exit_code
        start_new_thread(self._hasten, ())
        stop(self._context)

    def finish(self) -> None:
        """End the process from the main thread: exit functions, descendants, exit."""
        self.begin()
        import atexit

        try:
            # The one way to run them without ending the process as Python would.
            atexit._run_exitfuncs()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        except BaseException as error:  # `sys.exit` in one of them, for one
            self._context.output.write("stderr", f"exit function: {error!r}\n")
        self._context.output.flush()
        self._exit()

    def _hasten(self) -> None:
        sleep(GRACE_SECONDS)
        self._exit()

    def _exit(self) -> None:
        try:
            spared = (self.watchdog,) if self.watchdog else ()
            end_descendants(self._run_id, spared)
        finally:
            os._exit(self._code)
