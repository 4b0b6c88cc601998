"""One worker: builds its parts, serves until the end.

Only what the answer to `initialize` needs is made before it; threads and the watchdog come right after, before any
code of the user's.
"""

from __future__ import annotations

import os
import sys

from ..execution.search_path import SearchPath
from ..wire.framing import FrameReader
from .context import NEW, Context
from .core import Core, max_message_bytes
from .descendants import adopt_run_id
from .ending import ProcessEnding
from .interrupts import Interrupts
from .pipe_loop import PipeLoop
from .sender import Sender
from .user_streams import UserStream, write_to_descriptor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .descriptors import Descriptors
    from .requests import Request


class Worker:
    """The parts of a worker process around its core."""

    def __init__(self, descriptors: Descriptors) -> None:
        self._descriptors = descriptors
        context = self._context = Context()
        self._run_id = adopt_run_id()
        self._ending = context.ending = ProcessEnding(context, self._run_id)
        context.sender = Sender(descriptors.client_out, context.ending.begin)
        context.interrupts = Interrupts()
        context.search_path = SearchPath()
        context.loop = PipeLoop(descriptors.client_in, FrameReader(max_message_bytes()))
        self._core = Core(context)
        context.loop.perform = self._perform_first

    def serve(self) -> None:
        """Serve the client; never returns."""
        self._context.interrupts.install()
        self._context.loop.run()
        self._ending.finish()

    def _perform_first(self, request: Request) -> None:
        """Perform until the worker is initialized, then make it ready for user code."""
        context = self._context
        context.perform(request)
        if context.phase is not NEW:
            context.loop.perform = context.perform
            self._settle()

    def _settle(self) -> None:
        """Prepare for code of the user's. The client has its answer and prepares its first call meanwhile."""
        import faulthandler
        import gc

        from .watchdog import start_watchdog

        # What is here stays: collecting garbage need not look at it, nor a fork copy it.
        gc.freeze()
        context, descriptors = self._context, self._descriptors
        # Forks, so it comes before any thread.
        self._ending.watchdog = start_watchdog(descriptors.client_in, self._run_id)
        # Who imports this first is its main thread; it must not be one of ours.
        import threading  # noqa: F401 # pyright: ignore[reportUnusedImport]

        from .capture import Capture

        # A crash in C tells where it happened.
        faulthandler.enable(file=2)
        capture = Capture(descriptors.capture, context.output, context.loop)
        capture.start()
        context.output.add_capture(capture)
        sys.stdout = UserStream("stdout", context.output.write)
        sys.stderr = UserStream("stderr", context.output.write)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave)
        self._core.start_ticker()

    def _leave(self) -> None:
        """Become a child of the user's: nothing it does may reach the client."""
        self._descriptors.detach()
        for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
            if isinstance(stream, UserStream):
                setattr(sys, name, UserStream(name, write_to_descriptor))
