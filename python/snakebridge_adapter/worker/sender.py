"""The way to the client: whole frames on a descriptor that nothing else writes to.

Any thread may send. Who finds another one writing leaves its frame to that one, so that nobody waits behind a
thread that writes without pause; and so does a destructor or signal handler of the user's that prints while its own
thread is in the middle of a frame.
"""

from __future__ import annotations

import os
from _collections import deque
from _thread import allocate_lock

from ..wire.framing import frame, laden_frame
from ..wire.json_text import quote, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..wire.framing import Buffer

MAX_WAITING_FRAMES = 100
WAIT_SECONDS = 1.0
"""Bounded: the thread that writes may be this very one, in the middle of a frame."""


class Sender:
    """Writes messages to the client."""

    def __init__(self, descriptor: int, on_broken: Callable[[], None]) -> None:
        """Call `on_broken` whenever the client does not take what is sent."""
        self._descriptor = descriptor
        self._on_broken = on_broken
        self._writing = allocate_lock()
        """Held by the thread that writes."""
        self._frames: deque[bytes | list[Buffer]] = deque()

    def send(self, body: str, attachments: Sequence[Buffer] = ()) -> None:
        """Send one message, or a batch, given as ASCII JSON text."""
        frames, writing = self._frames, self._writing
        frames.append(laden_frame(body, attachments) if attachments else frame(body))
        # A client that does not read holds up who sends, sooner or later.
        may_wait = len(frames) > MAX_WAITING_FRAMES
        while frames and writing.acquire(may_wait, WAIT_SECONDS if may_wait else -1):
            try:
                while frames:
                    data = frames.popleft()
                    if isinstance(data, bytes):
                        self._write(data)
                    else:
                        self._write_parts(data)
            finally:
                writing.release()

    def notify(self, method: str, params: object) -> None:
        """Send a notification with JSON-able `params`."""
        self.send(f'{{"jsonrpc":"2.0","method":{quote(method)},"params":{to_json(params)}}}')

    def request(self, request_id: str, method: str, params_text: str | None = None) -> None:
        """Send a request of ours; `params_text` is JSON, None if it has none."""
        params = "" if params_text is None else f',"params":{params_text}'
        head = f'"jsonrpc":"2.0","id":{quote(request_id)},"method":{quote(method)}'
        self.send(f"{{{head}{params}}}")

    def _write_parts(self, parts: Sequence[Buffer]) -> None:
        for part in parts:
            self._write(memoryview(part).cast("B"))

    def _write(self, data: bytes | memoryview) -> None:
        try:
            written = os.write(self._descriptor, data)
            if written < len(data):
                rest = memoryview(data)[written:]
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            self._on_broken()
