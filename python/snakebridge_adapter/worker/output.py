"""What user code writes, on its way to the client as `snakebridge/output` events.

Collects text in the order written, from `sys.stdout`, `sys.stderr` and the captured descriptor 1 alike, and sends it
in few events: when enough has come, when the ticker ticks, and before the answer of the request that wrote it.
"""

from __future__ import annotations

from _thread import RLock, get_ident

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .capture import Capture
    from .interrupts import Interrupts
    from .loop import Loop
    from .requests import Request
    from .sender import Sender

MAX_EVENT_CHARACTERS = 65536
FLUSH_CHARACTERS = 32768
"""This much is sent at once rather than at the next tick."""


class Output:
    """Text on its way to the client."""

    def __init__(self, sender: Sender, loop: Loop, interrupts: Interrupts) -> None:
        self._sender = sender
        self._loop = loop
        self._interrupts = interrupts
        self._main_thread = get_ident()
        self._lock = RLock()
        """Reentrant: collecting garbage may run a destructor that prints."""
        self.is_pending = False
        """Whether some text has not been handed to the sender yet. An answer must not overtake it."""
        self._texts: list[str] = []
        """What waits to be sent, all of one stream and one request."""
        self._size = 0
        self._stream = "stdout"
        self._request: Request | None = None
        """The stream and the request of the collected text."""
        self._capture: Capture | None = None
        self.is_captured: Callable[[], bool] = _always
        """Whether all that was written to descriptor 1 has been collected."""

    def add_capture(self, capture: Capture) -> None:
        """Collect what goes to descriptor 1, too."""
        self._capture = capture
        self.is_captured = capture.is_drained

    def write(self, stream: str, text: str) -> None:
        """Take text that Python code wrote to `sys.stdout` or `sys.stderr`. Any thread."""
        armed = self._interrupts.disarm()
        try:
            if not self.is_captured():
                self._drain()
            running = self._loop.running if get_ident() == self._main_thread else None
            self.collect(stream, text, running)
        finally:
            self._interrupts.rearm(armed)

    def collect(self, stream: str, text: str, request: Request | None) -> None:
        """Take text of one stream, written on behalf of `request`."""
        with self._lock:
            if self._texts and (stream != self._stream or request is not self._request):
                self._send()
            self._stream = stream
            self._request = request
            self._texts.append(text)
            self.is_pending = True
            self._size += len(text)
            if self._size >= FLUSH_CHARACTERS:
                self._send()
        if not self._loop.is_watched:
            self._loop.is_watched = True
            self._loop.watch()

    def flush(self) -> None:
        """Send all that was written until now."""
        if not self.is_captured():
            self._drain()
        if self.is_pending:
            with self._lock:
                self._send()

    def _drain(self) -> None:
        if self._capture is not None:
            self._capture.drain()

    def _send(self) -> None:
        text = "".join(self._texts)
        request, stream = self._request, self._stream
        self._texts = []
        self._size = 0
        self._request = None
        for start in range(0, len(text), MAX_EVENT_CHARACTERS):
            params = {
                "session": request.session_id if request else None,
                "requestId": request.id if request else None,
                "stream": stream,
                "text": text[start : start + MAX_EVENT_CHARACTERS],
            }
            self._sender.notify("snakebridge/output", params)
        # Not before: until here another thread must wait. A destructor may have printed meanwhile.
        self.is_pending = bool(self._texts)


def _always() -> bool:
    return True
