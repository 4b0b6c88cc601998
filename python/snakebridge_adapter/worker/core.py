"""What dispatches requests to a registry, whoever hosts it: the main thread of a worker, or a thread on a cluster.

Descriptors, signals, the watchdog and the exit are the process's (`worker.py`); frames in and out, a thread's
interrupts and an actor's end are those of `hosting`.
"""

from __future__ import annotations

import os
from time import monotonic

from ..execution.awaiting import Waiter
from ..execution.callbacks import Callbacks
from ..registry.limits import limits_from_environment
from ..registry.registry import Registry
from ..wire.framing import DEFAULT_MAX_BODY_BYTES
from .announcer import Announcer
from .context import WARNING
from .intake import Intake
from .output import Output
from .performer import Performer
from .standby import StandbyReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .context import Context

MAX_MESSAGE_VARIABLE = "SNAKEBRIDGE_MAX_MESSAGE_BYTES"


class Core:
    """The parts that every host has, hung together."""

    def __init__(self, context: Context, environment: Mapping[str, str] = os.environ) -> None:
        """Fill in `context`, which has ending, sender, interrupts, search path and loop. Thread that runs requests.

        Limits that nobody sets come from `environment`.
        """
        self._context = context
        loop = context.loop
        context.epoch = os.urandom(8).hex()
        context.notify = context.sender.notify
        context.registry = Registry(monotonic, limits_from_environment(environment, self._warn))
        context.waiter = Waiter(context.interrupts)
        intake = self._intake = Intake(context)
        loop.accept = intake.accept
        self._standby = StandbyReader(loop, intake, context.ending.begin, context.log_failure)
        context.callbacks = Callbacks(context, self._standby.take_over)
        context.output = Output(context.sender, loop, context.interrupts)
        context.perform = Performer(context).perform
        context.announcer = Announcer(context.registry, context.sender, loop)

    def start_ticker(self) -> None:
        """Begin to watch over what runs; what every client asks for first is loaded before it asks."""
        from ..handlers import sessions, worker  # noqa: F401 # pyright: ignore[reportUnusedImport]
        from .ticker import Ticker

        Ticker(self._context, self._intake, self._standby).start()

    def dismiss(self) -> None:
        """Let its threads end, after the loop."""
        self._standby.dismiss()
        self._context.loop.watch()

    def _warn(self, message: str) -> None:
        self._context.log(WARNING, message)


def max_message_bytes() -> int:
    """Return how long a message may be."""
    text = os.environ.get(MAX_MESSAGE_VARIABLE, "")
    return int(text) if text.isdecimal() else DEFAULT_MAX_BODY_BYTES
