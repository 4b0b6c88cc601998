"""The thread of a host's sessions: reads messages, runs requests, one at a time, in the order sent.

Where messages come from is a subclass's business. The thread that reads a message executes it; handing it to
another would cost more than everything else here. Only while one request lasts does the standby reader take over
reading (`standby.py`).
"""

from __future__ import annotations

from _collections import deque
from _thread import allocate_lock
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .requests import Request


class Doorbell:
    """Wakes one thread. Ringing before it sleeps counts; ringing twice counts once."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._lock.acquire()

    def ring(self) -> None:
        """Wake the thread that waits, or the next that will."""
        try:
            self._lock.release()
        except RuntimeError:
            pass  # It rings already.

    def wait(self, timeout_seconds: float = -1) -> bool:
        """Sleep until it rings; return whether it did."""
        return self._lock.acquire(True, min(timeout_seconds, 4_000_000))


class Loop:
    """What waits, what runs, and who reads."""

    accept: Callable[..., None]
    """Takes what was read in place of one frame, and where its answers go; puts requests into the inbox."""
    perform: Callable[[Request], None]
    """Runs a request and answers it."""

    def __init__(self) -> None:
        self.inbox: deque[Request] = deque()
        """Requests that wait, in the order they came."""
        self.is_relayed = False
        """Whether the standby reader reads."""
        self.inbox_lock = allocate_lock()
        """Held while a request leaves the inbox out of order, until it is answered."""
        self.reading = allocate_lock()
        """Held by the thread that reads."""
        self.doorbell = Doorbell()
        """Wakes the main thread while another one reads."""
        self.running: Request | None = None
        """The request that runs; the innermost, if it runs inside a callback."""
        self.serial = 0
        """Counts requests that began, so that the ticker sees whether the same one still runs."""
        self.is_watched = False
        """Whether the ticker is awake."""
        self.watch: Callable[[], None] = _nobody
        """Wakes the ticker."""
        self.on_idle: Callable[[], None] | None = None
        """Called when there is nothing to do, before reading."""
        self.has_ended = False

    def run(self) -> None:
        """Serve until the client is gone or asks to end."""
        inbox = self.inbox
        while not self.has_ended:
            if inbox:
                self._run_next()
            else:
                self._fill()

    def run_inside(self, request: Request) -> None:
        """Run `request` inside the one that runs, which waits in a callback. Main thread."""
        request.outer = self.running
        self.running = request
        self._run(request)
        self.running = request.outer

    def read(self) -> bool:
        """Wait for messages and accept them; return False when none will come. Holder of `reading` only."""
        raise NotImplementedError

    def withdraw(self, request_id: object) -> Request | None:
        """Take a request out of the inbox before it runs; return it if it was there."""
        with self.inbox_lock:
            return take_request(self.inbox, request_id)

    def _run_next(self) -> None:
        try:
            # In this order, and not held up by a lock: whoever asks what a release must wait for sees it
            # here or there.
            self.running = request = self.inbox.popleft()
        except IndexError:
            return
        if self.is_relayed:
            # Something before it may be on its way to its answer out of order.
            with self.inbox_lock:
                pass
        self._run(request)
        self.running = None

    def _run(self, request: Request) -> None:
        request.started = monotonic()
        self.serial += 1
        if not self.is_watched:
            self.is_watched = True
            self.watch()
        self.perform(request)

    def _fill(self) -> None:
        """Read, or wait for the thread that does."""
        if self.on_idle:
            self.on_idle()
        if not self.reading.acquire(False):
            self.doorbell.wait()
            return
        try:
            # The standby reader may have put something in just before it stopped reading.
            if not self.inbox and not self.read():
                self.has_ended = True
        finally:
            self.reading.release()


def take_request(requests: deque[Request], request_id: object) -> Request | None:
    """Remove the request of that id, unless it begins to run just now."""
    for request in tuple(requests):
        if request.id == request_id and type(request.id) is type(request_id):
            return request if take_out(requests, request) else None
    return None


def take_out(requests: deque[Request], request: Request) -> bool:
    """Remove the request; return whether it was there. The main thread may have begun to run it just now."""
    try:
        requests.remove(request)
    except ValueError:
        return False
    return True


def _nobody() -> None:
    """Stand for the ticker before there is one."""
