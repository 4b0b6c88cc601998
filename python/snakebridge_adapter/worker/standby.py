"""The standby reader: reads while the main thread is busy with a request that lasts.

Asked by the ticker, or by a callback that waits for its answer. Answers what runs no user code, queues the rest, and
stops reading as soon as the main thread is free and has something to do. Portable: it needs no polling of pipes.
"""

from __future__ import annotations

from _thread import start_new_thread

from .loop import Doorbell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .intake import Intake
    from .loop import Loop


class StandbyReader:
    """A thread that is made when first needed and sleeps while it is not."""

    def __init__(
        self,
        loop: Loop,
        intake: Intake,
        on_end: Callable[[], None],
        on_failure: Callable[[BaseException], None],
    ) -> None:
        """Call `on_end` when the client is gone, `on_failure` when reading fails inside."""
        self._loop = loop
        self._intake = intake
        self._on_end = on_end
        self._on_failure = on_failure
        self._bell = Doorbell()
        self._is_started = False

    def take_over(self) -> None:
        """Read from now on, unless somebody does. Any thread."""
        if self._loop.is_relayed:
            return
        if not self._is_started:
            self._is_started = True
            start_new_thread(self._serve, ())
        self._bell.ring()

    def dismiss(self) -> None:
        """Let its thread end with the loop."""
        self._bell.ring()

    def _serve(self) -> None:
        loop = self._loop
        while not loop.has_ended:
            self._bell.wait()
            if loop.running is None or not loop.reading.acquire(False):
                continue
            try:
                loop.is_relayed = True
                self._read()
            except (
                Exception
            ) as error:  # the ticker asks again; a thread that ended would never read
                self._on_failure(error)
            finally:
                loop.is_relayed = False
                loop.reading.release()
            loop.doorbell.ring()

    def _read(self) -> None:
        loop = self._loop
        self._intake.triage()
        while loop.running is not None or not loop.inbox:
            if not loop.read():
                self._on_end()
                return
