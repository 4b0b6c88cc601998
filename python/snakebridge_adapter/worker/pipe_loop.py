"""The loop of a worker process: reads frames from the pipe to its client."""

from __future__ import annotations

import os

from .loop import Loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..wire.framing import FrameReader

CHUNK_BYTES = 65536
MAX_READ_BYTES = 1 << 20


class PipeLoop(Loop):
    """Reads from a descriptor."""

    def __init__(self, descriptor: int, reader: FrameReader) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._reader = reader

    def read(self) -> bool:
        """Read once and accept what came; return False at the end of the stream."""
        size = CHUNK_BYTES
        if self._reader.missing > size:
            size = min(self._reader.missing, MAX_READ_BYTES)
        try:
            chunk = os.read(self._descriptor, size)
        except OSError:
            return False
        if not chunk:
            return False
        for frame in self._reader.feed(chunk):
            self.accept(frame)
        return True
