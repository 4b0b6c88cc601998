"""The ticker: a thread that sleeps while nothing happens and ticks slowly while something does.

The first request of a burst wakes it. Each tick it sends what has gathered, frees what has expired, ends what took too
long, and lets the standby reader take over when one request outlasts a tick. After some quiet ticks it sleeps until the
next ref expires.
"""

from __future__ import annotations

from _thread import start_new_thread
from time import monotonic

from .dispatch import NOTIFICATIONS, REQUESTS
from .loop import Doorbell
from .requests import TIMED_OUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context
    from .intake import Intake
    from .standby import StandbyReader

TICK_SECONDS = 0.05
"""Slow on purpose: a tick of 5 ms costs sequential calls a quarter of their speed."""
QUIET_TICKS = 3
SWEEP_SECONDS = 0.5


class Ticker:
    """The worker's sense of time."""

    def __init__(self, context: Context, intake: Intake, standby: StandbyReader) -> None:
        self._context = context
        self._loop = context.loop
        self._intake = intake
        self._standby = standby
        self._bell = Doorbell()
        self._next_sweep = 0.0
        self._unloaded = [*REQUESTS.values(), *NOTIFICATIONS.values()]

    def start(self) -> None:
        """Begin to watch over the loop."""
        self._loop.watch = self._bell.ring
        start_new_thread(self._serve, ())

    def _serve(self) -> None:
        while not self._loop.has_ended:
            # First this: the worker is made because something is about to run.
            self._loop.is_watched = True
            self._tick_while_busy()
            self._load_handlers()
            self._bell.wait(self._seconds_to_sleep())

    def _tick_while_busy(self) -> None:
        loop = self._loop
        seen, quiet = -1, 0
        while not loop.has_ended:
            # Nobody rings while it is awake, so this is a sleep that an end can cut short.
            self._bell.wait(TICK_SECONDS)
            lasts = loop.serial == seen and loop.running is not None
            quiet = quiet + 1 if loop.serial == seen and not lasts else 0
            seen = loop.serial
            try:
                self._tick(lasts)
            except Exception as error:  # time must go on
                self._context.log_failure(error)
            if quiet >= QUIET_TICKS:
                # In this order: whoever begins now sees that nobody watches, or is seen here.
                loop.is_watched = False
                if loop.serial == seen and not self._has_news():
                    return
                loop.is_watched = True

    def _load_handlers(self) -> None:
        """Import what is still to be imported, now that nothing happens.

        Later it might have to wait: an import of the user's that lasts holds up every other.
        """
        waiting, self._unloaded = self._unloaded, []
        for handler in waiting:
            try:
                handler.load()
            except Exception as error:  # told again to whoever calls it
                self._context.log_failure(error)

    def _tick(self, lasts: bool) -> None:
        now = monotonic()
        context = self._context
        if lasts:
            self._intake.flush_batches()
        if lasts or context.callbacks.waiting:
            self._standby.take_over()
        self._end_overdue(now)
        context.interrupts.insist(self._loop.running)
        context.output.flush()
        context.announcer.notice_names()
        context.announcer.flush()
        if context.shown_hints is not None:
            context.shown_hints.refresh_changed()
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP_SECONDS
            context.registry.sweep()

    def _end_overdue(self, now: float) -> None:
        request = self._loop.running
        while request is not None:
            if 0 < request.deadline <= now and request.ending is None:
                self._context.interrupts.end(request, TIMED_OUT)
            request = request.outer

    def _has_news(self) -> bool:
        return self._context.output.is_pending or self._context.announcer.has_news

    def _seconds_to_sleep(self) -> float:
        """Free what has expired; return the time until something else does, or -1."""
        seconds = self._context.registry.sweep()
        return -1 if seconds is None else seconds
