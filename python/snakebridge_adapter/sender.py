"""The way to the client: whole frames on a descriptor that nothing else writes to.

Any thread may send. One write per frame; a destructor or signal handler of the user's that prints while its
own thread is in the middle of a frame finds its text sent right after it.
"""

from __future__ import annotations

import os
from _collections import deque
from _thread import RLock

from .framing import frame
from .json_text import quote, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Sender:
    """Writes messages to the client."""

    def __init__(self, descriptor: int, on_broken: Callable[[], None]) -> None:
        """Call `on_broken` whenever the client does not take what is sent."""
        self._descriptor = descriptor
        self._on_broken = on_broken
        self._lock = RLock()
        self._waiting: deque[bytes] = deque()
        self._is_writing = False

    def send(self, body: str) -> None:
        """Send one message, or a batch, given as ASCII JSON text."""
        data = frame(body)
        # Not `with`: that costs twice as much, and this is paid by every answer.
        self._lock.acquire()
        try:
            if self._is_writing:
                self._waiting.append(data)
                return
            self._is_writing = True
            written = os.write(self._descriptor, data)
            if written < len(data):
                self._write(data[written:])
            while self._waiting:
                self._write(self._waiting.popleft())
            self._is_writing = False
        except OSError:
            self._is_writing = False
            self._on_broken()
        finally:
            self._lock.release()

    def notify(self, method: str, params: object) -> None:
        """Send a notification with JSON-able `params`."""
        self.send(f'{{"jsonrpc":"2.0","method":{quote(method)},"params":{to_json(params)}}}')

    def request(self, request_id: str, method: str, params_text: str) -> None:
        """Send a request of ours; `params_text` is JSON."""
        head = f'{{"jsonrpc":"2.0","id":{quote(request_id)},"method":{quote(method)},"params":'
        self.send(f"{head}{params_text}}}")

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
