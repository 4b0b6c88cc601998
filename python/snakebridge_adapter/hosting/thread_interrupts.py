"""Interrupting user code on a thread that gets no signals: `KeyboardInterrupt` by an asynchronous exception.

Python raises it between two of its steps, so blocking C code ends first. It may only strike user code: it is set
under a lock while user code is armed, and who disarms lets it strike before going on.
"""

from __future__ import annotations

import ctypes
from _thread import allocate_lock, get_ident

from ..worker.interrupts import Interrupts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..worker.requests import Request

STEPS = 64
"""Backward jumps within which an exception that was set is raised for certain; one would do."""


class ThreadInterrupts(Interrupts):
    """Who may be interrupted on the thread that made this."""

    def __init__(self, wake: Callable[[], None]) -> None:
        """Call `wake` after an interrupt: whatever the thread may be waiting for there is told to look."""
        super().__init__()
        self._wake = wake
        self._arming = allocate_lock()
        self._is_retired = False
        self._is_struck = False
        """An exception was set that may not have been raised yet."""

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
            return function(*args, **kwargs)
        finally:
            # At once: what was set may strike as soon as anything is called.
            self.armed = None
            self._stand_down()

    def retire(self) -> None:
        """Strike no more: the thread ends, and another one may get its number."""
        with self._arming:
            self._is_retired = True
        self._stand_down()

    def disarm(self) -> Request | None:
        """Begin code of the adapter inside user code; return what `rearm` takes at its end."""
        if get_ident() != self._main_thread:
            return None
        armed = self.armed
        try:
            self._stand_down()
        except KeyboardInterrupt:
            # What it strikes is user code, which goes on with it.
            self.armed = armed
            raise
        return armed

    def rearm(self, armed: Request | None) -> None:
        """Go back to user code; what came meanwhile interrupts it now."""
        if armed is None:
            return
        with self._arming:
            self.armed = armed
            is_due = self.target is not None and armed.is_within(self.target)
            if is_due:
                self._note_strike(armed)
        if is_due:
            raise KeyboardInterrupt

    def _stand_down(self) -> None:
        """Let nothing be set any more, and what was set strike now."""
        try:
            with self._arming:
                self.armed = None
            if self._is_struck:
                for _ in range(STEPS):
                    pass
                self._is_struck = False
        except KeyboardInterrupt:
            self.armed = None
            self._is_struck = False
            raise

    def _kick(self) -> None:
        with self._arming:
            armed, target = self.armed, self.target
            is_due = armed is not None and target is not None and armed.is_within(target)
            if armed is None or not is_due or self._is_retired:
                return
            if self.cancel_task is not None and self.cancel_task():
                if armed is target:
                    self.target = None
                return
            self._note_strike(armed)
            self._is_struck = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self._main_thread), ctypes.py_object(KeyboardInterrupt)
            )
        self._wake()
