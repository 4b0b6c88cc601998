"""One worker: builds its parts, serves until the end.

Only what the answer to `initialize` needs is made before it; threads and the watchdog come right after, before any
code of the user's.
"""

from __future__ import annotations

import os
import sys
from time import monotonic

from ..execution.awaiting import Waiter
from ..execution.callbacks import Callbacks
from ..execution.search_path import SearchPath
from ..registry.limits import limits_from_environment
from ..registry.registry import Registry
from ..wire.framing import DEFAULT_MAX_BODY_BYTES, FrameReader
from .announcer import Announcer
from .context import NEW, WARNING, Context
from .descendants import adopt_run_id
from .ending import Ending
from .intake import Intake
from .interrupts import Interrupts
from .loop import Loop
from .output import Output
from .performer import Performer
from .sender import Sender
from .standby import StandbyReader
from .user_streams import UserStream, write_to_descriptor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .descriptors import Descriptors
    from .requests import Request

MAX_MESSAGE_VARIABLE = "SNAKEBRIDGE_MAX_MESSAGE_BYTES"


class Worker:
    """The parts of a worker and how they hang together."""

    def __init__(self, descriptors: Descriptors) -> None:
        self._descriptors = descriptors
        context = self._context = Context()
        context.epoch = os.urandom(8).hex()
        self._run_id = adopt_run_id()
        context.ending = Ending(context, self._run_id)
        context.sender = Sender(descriptors.client_out, context.ending.begin)
        context.notify = context.sender.notify
        context.registry = Registry(monotonic, limits_from_environment(os.environ, self._warn))
        context.interrupts = Interrupts()
        context.search_path = SearchPath()
        context.waiter = Waiter(context.interrupts)
        loop = context.loop = Loop(descriptors.client_in, FrameReader(_max_message_bytes()))
        self._intake = Intake(context)
        loop.accept = self._intake.accept
        loop.perform = self._perform_first
        self._standby = StandbyReader(loop, self._intake, context.ending.begin, context.log_failure)
        context.callbacks = Callbacks(context, self._standby.take_over)
        context.output = Output(context.sender, loop, context.interrupts)
        context.perform = Performer(context).perform
        context.announcer = Announcer(context.registry, context.sender, loop)

    def serve(self) -> None:
        """Serve the client; never returns."""
        self._context.interrupts.install()
        self._context.loop.run()
        self._context.ending.finish()

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
        context.ending.watchdog = start_watchdog(descriptors.client_in, self._run_id)
        # Who imports this first is its main thread; it must not be one of ours.
        import threading  # noqa: F401 # pyright: ignore[reportUnusedImport]

        # What every client asks for first is loaded before it asks.
        from ..handlers import sessions, worker  # noqa: F401 # pyright: ignore[reportUnusedImport]
        from .capture import Capture
        from .ticker import Ticker

        # A crash in C tells where it happened.
        faulthandler.enable(file=2)
        capture = Capture(descriptors.capture, context.output, context.loop)
        capture.start()
        context.output.add_capture(capture)
        sys.stdout = UserStream("stdout", context.output.write)
        sys.stderr = UserStream("stderr", context.output.write)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave)
        Ticker(context, self._intake, self._standby).start()

    def _leave(self) -> None:
        """Become a child of the user's: nothing it does may reach the client."""
        self._descriptors.detach()
        for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
            if isinstance(stream, UserStream):
                setattr(sys, name, UserStream(name, write_to_descriptor))

    def _warn(self, message: str) -> None:
        self._context.log(WARNING, message)


def _max_message_bytes() -> int:
    text = os.environ.get(MAX_MESSAGE_VARIABLE, "")
    return int(text) if text.isdecimal() else DEFAULT_MAX_BODY_BYTES
