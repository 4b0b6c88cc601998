"""The loop of a host without a pipe: what it reads was put there, with the place that its answers go to."""

from __future__ import annotations

from queue import SimpleQueue

from ..wire.framing import FrameReader
from ..worker.core import max_message_bytes
from ..worker.loop import Loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from ..worker.requests import AnswerSink

    Delivery = tuple[bytes, Optional[AnswerSink]]


class FedLoop(Loop):
    """Reads from a queue."""

    def __init__(self) -> None:
        super().__init__()
        self._reader = FrameReader(max_message_bytes())
        self._deliveries: SimpleQueue[Delivery | None] = SimpleQueue()

    def feed(self, frames: bytes, sink: AnswerSink | None = None) -> None:
        """Have whole frames read, and what they ask answered to `sink`. Any thread."""
        self._deliveries.put((frames, sink))

    def starve(self) -> None:
        """Let it end once it has read what was fed. Any thread."""
        self._deliveries.put(None)

    def read(self) -> bool:
        """Accept what was fed next; return False after the last."""
        delivery = self._deliveries.get()
        if delivery is None:
            # Others may wait for the end, too.
            self._deliveries.put(None)
            return False
        frames, sink = delivery
        for frame in self._reader.feed(frames):
            self.accept(frame, sink)
        return True
