"""Interrupting user code: `KeyboardInterrupt` on the main thread, in user code only, once per decision.

User code is *armed* while it runs; a signal that comes at any other time does nothing. Code of the adapter that
user code calls (output, callbacks) disarms for as long as it runs, so that no frame is torn and no lock lost.
"""

from __future__ import annotations

import _signal
from _thread import allocate_lock, get_ident

from .requests import CANCELLED, TIMED_OUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import FrameType

    from .requests import Request


class Interrupts:
    """Who may be interrupted now, and who shall be. Made on the main thread."""

    def __init__(self) -> None:
        self._main_thread = get_ident()
        self._lock = allocate_lock()
        self.armed: Request | None = None
        """The request whose user code runs on the main thread now."""
        self.target: Request | None = None
        """The one that shall be interrupted."""
        self.cancel_task: Callable[[], bool] | None = None
        """While an event loop runs: cancels what it waits for, or returns False if a coroutine is running."""

    def install(self) -> None:
        """Take over SIGINT; from here on one that nobody asked for is ignored."""
        _signal.signal(_signal.SIGINT, self._on_signal)

    def run(
        self,
        request: Request,
        function: Callable[..., object],
        args: Sequence[object],
        kwargs: Mapping[str, object],
    ) -> object:
        """Call user code for `request`, so that it can be interrupted."""
        if not request.is_interruptible:
            return function(*args, **kwargs)
        try:
            self.armed = request
            result = _enter(function, args, kwargs)
            self.armed = None
        except BaseException:
            self.armed = None
            raise
        return result

    def end(self, request: Request, ending: str) -> None:
        """Interrupt a running `request`, to be answered as `ending` says. Any thread."""
        with self._lock:
            request.ending = request.ending or ending
            self.target = request
        self._kick()

    def insist(self, running: Request | None) -> None:
        """Signal again if the target still runs: its code may have been disarmed just then. Else forget it."""
        with self._lock:
            target = self.target
            if target is None:
                return
            if running is None or not running.is_within(target):
                self.target = None
                return
        self._kick()

    def disarm(self) -> Request | None:
        """Begin code of the adapter inside user code; return what `rearm` takes at its end."""
        if get_ident() != self._main_thread:
            return None
        armed = self.armed
        self.armed = None
        return armed

    def rearm(self, armed: Request | None) -> None:
        """Go back to user code; what came meanwhile interrupts it now."""
        if armed is not None:
            self.armed = armed
            if self.target is not None and armed.is_within(self.target):
                self._strike(armed)

    def _on_signal(self, _number: int, frame: FrameType | None) -> None:
        armed, target = self.armed, self.target
        if armed is None or target is None or not armed.is_within(target):
            return
        if frame is not None and frame.f_code is _RUN_CODE:
            # Just before user code begins or after it ended; `insist` signals again if it still runs then.
            return
        if self.cancel_task is None or not self.cancel_task():
            self._strike(armed)
        elif armed is target:
            self.target = None

    def _strike(self, armed: Request) -> None:
        self._note_strike(armed)
        raise KeyboardInterrupt

    def _note_strike(self, armed: Request) -> None:
        if armed is self.target:
            self.target = None
        else:
            # What runs inside the target ends with it; the target itself is struck when it goes on.
            armed.ending = armed.ending or CANCELLED

    def _kick(self) -> None:
        if hasattr(_signal, "pthread_kill"):
            _signal.pthread_kill(self._main_thread, _signal.SIGINT)
        else:
            from _thread import interrupt_main

            interrupt_main()


def _enter(
    function: Callable[..., object], args: Sequence[object], kwargs: Mapping[str, object]
) -> object:
    """Call `function`. A frame of its own: whatever is raised here is raised inside the guard of `run`."""
    return function(*args, **kwargs)


_RUN_CODE = Interrupts.run.__code__

__all__ = ["CANCELLED", "TIMED_OUT", "Interrupts"]
